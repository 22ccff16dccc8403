import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { sync } from './support/runs';
import { openSpace } from './support/space';

const second = 1_000;
const patient = { within: 150 * second };
/** A system that is well is asked within 10 s; 20 s later all that has waited for it is done. */
const soon = { within: 30 * second };

/** A test in a space of its own, at the same time as the others. */
function scene(title: string, script: (space: Living) => Promise<void>): void {
  it.concurrent(
    title,
    async () => {
      const space = enliven(await openSpace());
      try {
        await script(space);
      } finally {
        await space.close();
      }
    },
    300 * second,
  );
}

function join(space: Living, name: string): string {
  return space.sandbox.nexudus.play.join({ fullName: name, email: `${name}@members.example`, plan: 'Hot Desk' });
}

async function member(space: Living, name: string): Promise<string> {
  const id = join(space, name);
  await eventually('the account is enabled', () => space.isEnabled(id), patient);
  return id;
}

const waitsFor = (space: Living, id: string, reason: string): Promise<void> =>
  eventually(
    'it waits',
    async () => (await space.explain(id).catch(() => null))?.attention?.reason === reason,
    patient,
  );

describe('when a system is well again, what has waited for it is done soon, and nobody has to ask', () => {
  scene('IronWifi answered 503 for minutes: an end, a move and a join', async (space) => {
    const { nexudus, ironwifi } = space.sandbox;
    const [leaver, mover] = [await member(space, 'ava'), await member(space, 'ben')];
    ironwifi.faults.down = '503';
    nexudus.play.suspend(leaver);
    nexudus.play.changePlan(mover, 'Private Office');
    const joiner = join(space, 'cleo');
    for (const id of [leaver, mover, joiner]) await waitsFor(space, id, 'outage');
    ironwifi.faults.down = 'off';
    const isDone = (): boolean =>
      !space.isEnabled(leaver) &&
      space.accountOf(mover)?.orgunit === 'premium-wifi-priority' &&
      space.isEnabled(joiner);
    await eventually('all of it is done', isDone, soon);
    for (const id of [leaver, mover, joiner])
      await eventually('nothing is wrong', async () => (await space.explain(id)).attention === null, soon);
  });

  scene(
    'the key of IronWifi was revoked: a sync fails, and finds afterwards what nobody has announced',
    async (space) => {
      const { nexudus, ironwifi } = space.sandbox;
      const id = await member(space, 'dora');
      ironwifi.faults.unauthorized = true;
      nexudus.play.suspend(id, { hooks: false });
      expect(await sync(space)).toMatchObject({ state: 'failed', reason: 'unauthorized' });
      ironwifi.resetCalls();
      await eventually('it is asked whether it is well', () => ironwifi.calls.length > 0, patient);
      ironwifi.faults.unauthorized = false;
      await eventually('a sync has found it', () => !space.isEnabled(id), soon);
      await eventually(
        'the quarantine is over',
        async () => (await space.api.readHealth()).ironwifi?.quarantine === null,
      );
    },
  );

  scene('the mail server refused to talk: a welcome', async (space) => {
    const { mailbox } = space.sandbox;
    mailbox.faults.refuse = 'greeting-5xx';
    const id = await member(space, 'emil');
    await waitsFor(space, id, 'forbidden');
    mailbox.faults.refuse = 'off';
    await mailbox.waitFor(({ to }) => to.includes('emil@members.example'), soon.within);
  });

  scene('Nexudus answered 500 for minutes: a look', async (space) => {
    const { nexudus } = space.sandbox;
    const id = await member(space, 'fay');
    nexudus.faults.down = '500';
    nexudus.play.suspend(id);
    await waitsFor(space, id, 'outage');
    nexudus.faults.down = 'off';
    await eventually('the end is carried out', () => !space.isEnabled(id), soon);
  });

  scene('all workers were away when IronWifi came back: an end', async (space) => {
    const { nexudus, ironwifi } = space.sandbox;
    const id = await member(space, 'gus');
    ironwifi.faults.unauthorized = true;
    nexudus.play.suspend(id);
    await waitsFor(space, id, 'unauthorized');
    await space.stopWorkers();
    ironwifi.faults.unauthorized = false;
    await space.startWorkers();
    await eventually('the end is carried out', () => !space.isEnabled(id), soon);
  });
});
