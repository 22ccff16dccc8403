import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { sendHook } from './support/hook';
import { enliven, type Living } from './support/in-space';
import { openSpace } from './support/space';

jest.setTimeout(180_000);

const plans = {
  'Hot Desk': { group: 'basic-wifi', checkInRequired: true },
  'Private Office': { group: 'premium-wifi' },
};
const patient = { within: 60_000 };

let space: Living;
afterEach(() => space.close());

const open = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  space = enliven(await openSpace({ settings: { plans }, environment }));
};

const hook = async (action: string, ids: string[]): Promise<void> => {
  const records = ids.map((id) => ({ Id: Number(id) }));
  expect(await sendHook(space, action, records)).toBe(202);
};

const contacts = (count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    space.sandbox.nexudus.play.join({ fullName: `Guest ${n}`, email: `guest${n}@guests.example`, hooks: false }),
  );

async function member(name: string, plan: string): Promise<string> {
  const id = space.sandbox.nexudus.play.join({ fullName: name, email: `${name}@members.example`, plan });
  await eventually(`the account of ${name}`, () => space.accountOf(id) !== undefined, patient);
  return id;
}

const isSpoolEmpty = async (): Promise<boolean> =>
  (await readFile(join(space.environment.LATCHKEY_HOME ?? '', 'spool', 'hints.jsonl'), 'utf8')) === '';

describe('a hook that names many', () => {
  it('has every one of them looked at: nobody is sent away from the queue', async () => {
    await open({ NEXUDUS_RATE_PER_MINUTE: '3600' });
    const guests = contacts(80);
    await hook('CoworkerUpdate', guests);
    const waiting = new Set(guests);
    await eventually(
      'all have been looked at',
      async () => {
        for (const id of waiting) {
          const seen = await space.explain(id).catch(() => null);
          if (seen === null) break;
          expect(seen.attention).toBeNull();
          if (seen.lastLookAt !== null) waiting.delete(id);
        }
        return waiting.size === 0;
      },
      { ...patient, show: () => waiting.size },
    );
    expect(await isSpoolEmpty()).toBe(true);
    expect(space.log()).not.toContain('leaves no room');
  });
});

describe('after a hook that names hundreds, at the rates that are allowed by default', () => {
  it('somebody at the door is in within seconds, a hook that names one is not much later, who joins is let in; and workers stop at once', async () => {
    await open({ NEXUDUS_RATE_PER_MINUTE: '120', IRONWIFI_RATE_PER_MINUTE: '90' });
    const { play } = space.sandbox.nexudus;
    const [atTheDoor, leaver] = [await member('nat', 'Hot Desk'), await member('oda', 'Private Office')];
    await eventually('the leaver is in', () => space.isEnabled(leaver), patient);
    await hook('CoworkerUpdate', contacts(250));

    play.checkIn(atTheDoor, { hooks: false });
    await hook('CoworkerCheckin', [atTheDoor]);
    await eventually('the door is open', () => space.isEnabled(atTheDoor), { within: 12_000 });

    play.suspend(leaver, { hooks: false });
    await hook('AccessControlUpdate', [leaver]);
    await eventually('who is suspended is out', () => !space.isEnabled(leaver), { within: 30_000 });
    await eventually('the spool is empty', isSpoolEmpty, patient);

    // as when an operator edits many one by one: their looks go before those that the first hook has asked for
    await Promise.all(contacts(40).map((id) => hook('CoworkerUpdate', [id])));
    const newcomer = play.join({ fullName: 'pia', email: 'pia@members.example', plan: 'Private Office' });
    await eventually('who joins is in', () => space.isEnabled(newcomer), { within: 20_000 });

    const stopsAt = Date.now();
    await space.stopWorkers();
    expect(Date.now() - stopsAt).toBeLessThan(12_000);
  });
});
