import { accountId } from '../../domain/replayed/ids';
import { memberWorkflowId, type SyncCounts } from '../../contracts/replayed';
import type { SyncView } from '../../contracts/api/syncs';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';
import { sync as syncOf } from './support/runs';
import { openSpace } from './support/space';

jest.setTimeout(180_000);

let space: Living;
const patient = { within: 60_000 };

const sync = (body: { dryRun?: boolean; approve?: boolean } = {}): Promise<SyncView> => syncOf(space, body);

/** When each was looked at last. */
const looks = (ids: string[]): Promise<number[]> =>
  Promise.all(ids.map(async (id) => (await space.explain(id)).lastLookAt ?? Infinity));

/** Until a dry run finds nothing to do any more. */
async function converged(): Promise<SyncCounts> {
  let counts: SyncCounts | undefined;
  await eventually(
    'everybody has converged',
    async () => {
      ({ counts } = await sync({ dryRun: true }));
      return counts.granted + counts.moved + counts.revoked + counts.refreshed === 0;
    },
    { ...patient, show: () => counts },
  );
  if (counts === undefined) throw new Error('no sync was seen');
  return counts;
}

describe('a seeded space', () => {
  beforeAll(async () => {
    space = enliven(await openSpace({ seed: true }));
  });
  afterAll(() => space.close());

  it('converges, and a sync of it then writes nothing', async () => {
    const counts = await converged();
    expect(counts.read).toBeGreaterThan(35);
    expect(counts.inSync).toBeGreaterThan(30);
    expect(space.sandbox.ironwifi.accounts().length).toBeGreaterThan(15);
    space.sandbox.ironwifi.resetCalls();
    const again = await sync();
    expect(again.state).toBe('done');
    expect(space.sandbox.ironwifi.writes()).toEqual([]);
  });

  it('is repaired where no hook announced a change', async () => {
    const { play } = space.sandbox.nexudus;
    const quietly = { hooks: false };
    const joined = play.join({ fullName: 'Yan', email: 'yan@members.example', plan: 'Hot Desk', ...quietly });
    const moved = play.join({ fullName: 'Zoe', email: 'zoe@members.example', plan: 'Hot Desk' });
    await eventually('the account', () => space.isEnabled(moved), patient);
    play.changePlan(moved, 'Dedicated Desk', quietly);
    const report = await sync();
    expect(report.counts).toMatchObject({ granted: 1, moved: 1, revoked: 0, held: 0 });
    await eventually('the newcomer', () => space.isEnabled(joined), patient);
    await eventually('the move', () => space.accountOf(moved)?.orgunit === 'premium-wifi', patient);
  });

  it('learns of an end that moved although its hook was lost', async () => {
    const { play } = space.sandbox.nexudus;
    const id = play.join({ fullName: 'Abe', email: 'abe@members.example', plan: 'Hot Desk' });
    await eventually('the account', () => space.isEnabled(id), patient);
    play.cancel(id, { at: Date.now() + 86_400_000, hooks: false });
    await sync();
    await eventually(
      'the end is known',
      async () => (await space.explain(id)).entitlement?.steps.length === 2,
      patient,
    );
    await converged();
  });

  it('has accounts put right that somebody disabled, moved or deleted by hand', async () => {
    const { play } = space.sandbox.nexudus;
    const people = ['Bob', 'Cat', 'Dan'].map((name) =>
      play.join({ fullName: name, email: `${name}@members.example`, plan: 'Hot Desk' }),
    );
    const [disabled = '', moved = '', deleted = ''] = people;
    await eventually('the accounts', () => people.every((id) => space.isEnabled(id)), patient);
    const { directory } = space.deps;
    const account = (id: string) => accountId(space.accountOf(id)?.id ?? '');
    await directory.change(account(disabled), { enabled: false }, { priority: 'usual' });
    await directory.change(account(moved), { orgUnit: 'premium-wifi' }, { priority: 'usual' });
    await directory.remove(account(deleted), { priority: 'usual' });
    const report = await sync();
    expect(report.counts).toMatchObject({ granted: 2, moved: 1, revoked: 0 });
    await eventually('all are right again', () => people.every((id) => space.isEnabled(id)), patient);
    await eventually('the level too', () => space.accountOf(moved)?.orgunit === 'basic-wifi', patient);
  });

  it('takes over the account of a member whose workflow was lost, as its mark says', async () => {
    const { play } = space.sandbox.nexudus;
    const id = play.join({ fullName: 'Eve', email: 'eve@members.example', plan: 'Hot Desk' });
    const { mailbox } = space.sandbox;
    await mailbox.waitFor(({ to }) => to.includes('eve@members.example'), 20_000);
    const before = space.accountOf(id);
    await space.client.workflow.getHandle(memberWorkflowId(space.connector, id)).terminate('lost');
    await eventually('the sync sees it', async () => (await sync()).counts.refreshed > 0, patient);
    await eventually('it is taken over', async () => (await space.explain(id)).account?.id === before?.id, patient);
    expect(space.accountOf(id)).toEqual(before);
    const letters = () => mailbox.messages.filter(({ to }) => to.includes('eve@members.example'));
    expect(letters()).toHaveLength(1);
    await space.api.resendCredentials({ params: { id } });
    await eventually('a second letter', () => letters().length === 2, patient);
    const { username, password } = before ?? {};
    expect(await reveal(linkIn(letters().at(-1)?.text ?? ''))).toMatchObject({ username, password });
  });

  it('loses nobody to an empty, a failed or a misdirected read', async () => {
    const enabled = (): number => space.sandbox.ironwifi.accounts().filter((account) => account.enabled).length;
    const before = enabled();
    space.sandbox.nexudus.faults.emptyLists = true;
    expect(await sync()).toMatchObject({ state: 'failed', reason: 'inconsistent' });
    space.sandbox.nexudus.faults.emptyLists = false;
    space.sandbox.ironwifi.faults.wrongRegion = true;
    expect(await sync()).toMatchObject({ state: 'failed', reason: 'wrongTenant' });
    space.sandbox.ironwifi.faults.wrongRegion = false;
    space.sandbox.nexudus.faults.unauthorized = true;
    expect(await sync()).toMatchObject({ state: 'failed', reason: 'unauthorized' });
    space.sandbox.nexudus.faults.unauthorized = false;
    expect(enabled()).toBe(before);
    // a log-in that was refused is not tried again for half a minute; whether one was depends on the token's age
    await eventually('it syncs again', async () => (await sync()).state === 'done', patient);
  });

  it('never revokes more than five in one run, unless an operator approves', async () => {
    const { play } = space.sandbox.nexudus;
    const ids = Array.from({ length: 6 }, (_, i) =>
      play.join({ fullName: `Many ${i}`, email: `many${i}@members.example`, plan: 'Hot Desk' }),
    );
    await eventually('the accounts', () => ids.every((id) => space.isEnabled(id)), patient);
    // a look that their joining has announced must not find it first
    await eventually('all is quiet', async () => (await looks(ids)).every((at) => Date.now() - at > 11_000), patient);
    // the connector, too, starts a sync once a system is well again
    const runs = async () => (await space.api.listSyncs()).syncs;
    await eventually('no sync is under way', async () => (await runs()).every(({ finishedAt }) => finishedAt), patient);
    for (const id of ids) play.suspend(id, { hooks: false });
    const held = await sync();
    expect(held.counts).toMatchObject({ revoked: 0, held: 6 });
    expect(ids.every((id) => space.isEnabled(id))).toBe(true);
    const approved = await sync({ approve: true });
    expect(approved.counts).toMatchObject({ revoked: 6, held: 0 });
    await eventually('all are disabled', () => ids.every((id) => !space.isEnabled(id)), patient);
  });
});
