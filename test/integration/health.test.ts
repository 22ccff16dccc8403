import type { SystemView } from '../../contracts/api/health';
import type { SyncLine } from '../../contracts/api/syncs';
import type { Message } from '../../sandbox/mailbox';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { sync } from './support/runs';
import { openSpace } from './support/space';

const patient = { within: 45_000 };
/** A look that has met the outage waits a minute before it is tried again. */
const afterBackoff = { within: 90_000 };
const operator = 'desk@operator.example';
const quietly = { hooks: false };

const lastSync = async (space: Living): Promise<Partial<SyncLine>> => (await space.api.listSyncs()).syncs[0] ?? {};

/** A test in a space of its own, at the same time as the others. */
function scene(title: string, script: (space: Living) => Promise<void>): void {
  it.concurrent(
    title,
    async () => {
      const space = enliven(await openSpace({ operator }));
      try {
        await script(space);
      } finally {
        await space.close();
      }
    },
    180_000,
  );
}

async function healthOf(space: Living): Promise<Record<'nexudus' | 'ironwifi', SystemView>> {
  const { nexudus, ironwifi } = await space.api.readHealth();
  if (nexudus === null || ironwifi === null) throw new Error('the connector cannot be asked');
  return { nexudus, ironwifi };
}

const toDesk = ({ sandbox }: Living): Message[] => sandbox.mailbox.messages.filter(({ to }) => to.includes(operator));

async function member(space: Living, name: string, plan = 'Hot Desk'): Promise<string> {
  const id = space.sandbox.nexudus.play.join({ fullName: name, email: `${name}@members.example`, plan });
  await eventually('the account is enabled', () => space.isEnabled(id), patient);
  return id;
}

/** What the checks say that is not ok: by id. */
async function troubles({ api }: Living): Promise<Record<string, string>> {
  await api.runChecks();
  await eventually('the checks have run', async () => !(await api.readChecks()).underWay, patient);
  const { checks } = await api.readChecks();
  const told = checks.filter(({ result }) => result !== 'ok');
  return Object.fromEntries(told.map(({ id, result, evidence }) => [id, `${result}: ${evidence}`]));
}

describe('a side whose credentials stop working', () => {
  scene('is in quarantine at once: one letter, one call a sync, nobody shut out; one sync ends it', async (space) => {
    const { nexudus } = space.sandbox;
    const id = await member(space, 'abe');
    expect((await sync(space)).state).toBe('done');
    expect((await healthOf(space)).ironwifi).toMatchObject({ quarantine: null, consecutiveFailures: 0 });
    expect((await healthOf(space)).ironwifi.lastWriteAt).not.toBeNull();
    // the API has the rest of the 100,000
    expect((await healthOf(space)).nexudus.limits).toMatchObject({ allowed: 83_334 });
    expect(await troubles(space)).toEqual({
      publicAddress: expect.stringContaining('skipped: The sandbox'),
      schedule: expect.stringContaining('failed: It is paused'),
      locations: expect.stringContaining('warning: Nexudus has no time zone that we know for Main Street (1001)'),
      certificates: expect.stringContaining('skipped: The settings have no radius'),
    });

    nexudus.faults.unauthorized = true;
    expect(await sync(space)).toMatchObject({ state: 'failed', reason: 'unauthorized' });
    await eventually('the letter', () => toDesk(space).length === 1, patient);
    expect((await healthOf(space)).nexudus).toMatchObject({
      consecutiveFailures: 1,
      quarantine: { code: 'unauthorized' },
    });

    nexudus.play.suspend(id, quietly);
    space.sandbox.ironwifi.resetCalls();
    expect(await sync(space)).toMatchObject({ state: 'failed', reason: 'unauthorized' });
    expect(space.sandbox.ironwifi.calls).toEqual([]);
    expect(space.isEnabled(id)).toBe(true);
    expect((await healthOf(space)).nexudus.consecutiveFailures).toBe(2);

    nexudus.faults.unauthorized = false;
    // a log-in that was refused is not tried again for half a minute; whether one was depends on the token's age
    await eventually('it syncs again', async () => (await sync(space)).state === 'done', patient);
    await eventually('what nobody announced is done now', () => !space.isEnabled(id), afterBackoff);
    await eventually('the second letter', () => toDesk(space).length === 2, patient);
    expect(toDesk(space).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('syncs fail because of Nexudus'),
      expect.stringContaining('Nexudus works again'),
    ]);
    expect((await healthOf(space)).nexudus).toMatchObject({ consecutiveFailures: 0, quarantine: null });
  });
});

describe('a mail server that refuses us', () => {
  scene('is one alarm: seen in health, told once it is over, and no member waits for a day', async (space) => {
    const { mailbox, nexudus } = space.sandbox;
    mailbox.faults.refuse = 'greeting-5xx';
    const ids = await Promise.all([member(space, 'dan'), member(space, 'eli')]);
    const mail = async () => (await space.api.readHealth()).mail;
    await eventually('health says so', async () => (await mail())?.quarantine?.code === 'forbidden', patient);
    for (const id of ids)
      await eventually('attention', async () => (await space.explain(id)).attention?.reason === 'forbidden', patient);
    const ours = `connector:${space.connector}`;
    const lines = space
      .log()
      .split('\n')
      .filter((line) => line.includes(ours));
    expect(lines.filter((line) => line.includes('"event":"quarantine.begun"'))).toHaveLength(1);
    expect(toDesk(space)).toEqual([]);

    mailbox.faults.refuse = 'off';
    const late = nexudus.play.join({ fullName: 'Fay', email: 'fay@members.example', plan: 'Hot Desk' });
    for (const name of ['dan', 'eli', 'fay'])
      await mailbox.waitFor(({ to }) => to.includes(`${name}@members.example`), 100_000);
    await eventually('the operator is told', () => toDesk(space).length === 1, afterBackoff);
    expect(toDesk(space)[0]?.subject).toContain('mail was not sent for a while');
    await eventually('health is well', async () => (await mail())?.quarantine === null, patient);
    expect(await mail()).toMatchObject({ consecutiveFailures: 0, lastFailure: { code: 'forbidden' } });
    await eventually('all is well', async () => (await space.explain(late)).attention === null, patient);
  });
});

describe('a maintenance of IronWifi', () => {
  scene('lets nothing through; what was due is done afterwards, what is urgent first', async (space) => {
    const { nexudus, ironwifi } = space.sandbox;
    const [leaver, mover] = [await member(space, 'bea'), await member(space, 'cal')];
    expect(await space.api.switchMaintenance({ body: { ironwifi: true } })).toMatchObject({
      ironwifi: { on: true, by: 'admin' },
      nexudus: { on: false },
    });
    const failed = await sync(space);
    expect(failed).toMatchObject({ state: 'failed', reason: 'maintenance' });
    ironwifi.resetCalls();
    nexudus.play.suspend(leaver);
    nexudus.play.changePlan(mover, 'Private Office');
    const waiting = async (id: string): Promise<string> => (await space.explain(id)).waiting?.message ?? '';
    await eventually(
      'both wait',
      async () => (await Promise.all([leaver, mover].map(waiting))).every((why) => why.includes('under maintenance')),
      patient,
    );
    expect(ironwifi.calls).toEqual([]);
    expect((await space.explain(leaver)).attention).toBeNull();
    expect((await healthOf(space)).ironwifi).toMatchObject({ consecutiveFailures: 0, quarantine: null });
    expect(toDesk(space)).toEqual([]);

    expect(await space.api.switchMaintenance({ body: { ironwifi: false } })).toMatchObject({ ironwifi: { on: false } });
    await eventually('a sync follows', async () => (await lastSync(space)).state === 'done', patient);
    for (const id of [leaver, mover]) await space.api.retryNow({ params: { id } });
    await eventually('the end is carried out', () => !space.isEnabled(leaver), patient);
    await eventually('the move waits for its stage', async () => (await waiting(mover)).includes('urgent'), patient);
    expect(space.accountOf(mover)?.orgunit).toBe('basic-wifi');
  });
});
