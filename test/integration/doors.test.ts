import { temporalMembers } from '../../api/temporal/members';
import { eventually } from '../support/eventually';
import { heardFrom } from './support/events';
import { sendHook } from './support/hook';
import { enliven, type Living } from './support/in-space';
import { openSpace } from './support/space';

jest.setTimeout(120_000);

let space: Living;
beforeAll(async () => {
  const plans = { 'Hot Desk': { group: 'basic-wifi', checkInRequired: true }, 'Day Pass': { group: 'guest-wifi' } };
  space = enliven(await openSpace({ settings: { plans } }));
});
afterAll(() => space.close());

const manual = 1;
const patient = { within: 30_000 };

const hook = (action: string, record: Record<string, unknown>): Promise<number> => sendHook(space, action, [record]);

/** Nexudus reads and directory writes until all is quiet: nothing due for longer than a burst's own wait. */
async function spent(id: string, act: () => unknown, done: () => boolean): Promise<{ reads: number; writes: number }> {
  await quiet(id);
  space.sandbox.nexudus.resetCalls();
  space.sandbox.ironwifi.resetCalls();
  await act();
  await eventually('it is done', done, patient);
  return { reads: space.sandbox.nexudus.calls.length, writes: space.sandbox.ironwifi.writes().length };
}

/** No look has happened for long enough that the next hint is looked at on its own. */
const quiet = (id: string): Promise<void> =>
  eventually(
    'all is quiet',
    async () => {
      const { lastLookAt } = await space.explain(id);
      return lastLookAt !== null && Date.now() - lastLookAt > 11_000;
    },
    patient,
  );

describe('where a check-in is required', () => {
  it('the phone is ready before, the door opens and closes, and each costs one write and three reads', async () => {
    const { nexudus, mailbox } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Nat Oak', email: 'nat@members.example', plan: 'Hot Desk' });
    await mailbox.waitFor(({ to }) => to.includes('nat@members.example'), 20_000);
    expect(space.accountOf(id)).toMatchObject({ enabled: false, orgunit: 'basic-wifi' });

    const listener = await heardFrom(space);
    const opening = await spent(
      id,
      async () => {
        nexudus.play.checkIn(id, { source: manual, hooks: false });
        expect(await hook('CoworkerCheckin', { Id: Number(id) })).toBe(202);
      },
      () => space.isEnabled(id),
    );
    expect(opening.reads).toBeLessThanOrEqual(3);
    expect(opening.writes).toBe(1);
    // who looks at the member sees the door open
    await eventually('it is told', () => listener.sinceOf(id, space.lastChangeOf(id)), { within: 2_000 });
    listener.leave();
    const shown = await temporalMembers({ ...space, membersQueue: '' }).shownSince(Date.now() - 60_000);
    expect(shown).toContainEqual(expect.objectContaining({ id, status: 'granted', isLive: true, runs: true }));

    const closing = await spent(
      id,
      async () => {
        nexudus.play.checkOut(id, { hooks: false });
        await hook('CoworkerCheckout', { Id: Number(id) });
      },
      () => !space.isEnabled(id),
    );
    expect(closing.reads).toBeLessThanOrEqual(3);
    expect(closing.writes).toBe(1);
  });

  it('the hooks that Nexudus sends together cost eight reads at most', async () => {
    const { nexudus } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Oda Page', email: 'oda@members.example', plan: 'Hot Desk' });
    await eventually('the account', () => space.accountOf(id) !== undefined, patient);
    await quiet(id);
    nexudus.resetCalls();
    nexudus.play.checkIn(id, { source: manual });
    await eventually('the door is open', () => space.isEnabled(id), patient);
    await nexudus.settled();
    await quiet(id);
    expect(nexudus.calls.length).toBeLessThanOrEqual(8);
  });
});

describe('other hooks', () => {
  it('cost four reads and one write at most', async () => {
    const { nexudus } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Pat Quill', email: 'pat@members.example' });
    await eventually('it was looked at', async () => (await space.explain(id).catch(() => null)) !== null, patient);
    nexudus.play.buyPass(id, { pass: 'Day Pass', hooks: false });
    nexudus.resetCalls();
    space.sandbox.ironwifi.resetCalls();
    await hook('AccessControlUpdate', { Id: Number(id) });
    await eventually('the account', () => space.isEnabled(id), patient);
    expect(nexudus.calls.length).toBeLessThanOrEqual(2 * 4);

    const change = await spent(
      id,
      () => nexudus.play.suspend(id, { hooks: false }) ?? hook('AccessControlUpdate', { Id: Number(id) }),
      () => !space.isEnabled(id),
    );
    expect(change.reads).toBeLessThanOrEqual(4);
    expect(change.writes).toBe(1);
  });

  it('that change nothing write nothing', async () => {
    const { nexudus, ironwifi } = space.sandbox;
    const id = nexudus.play.join({ fullName: 'Quin Rye', email: 'quin@members.example' });
    nexudus.play.buyPass(id, { pass: 'Day Pass' });
    await eventually('the account', () => space.isEnabled(id), patient);
    await quiet(id);
    ironwifi.resetCalls();
    for (let times = 0; times < 5; times += 1) await hook('AccessControlUpdate', { Id: Number(id) });
    await quiet(id);
    expect(ironwifi.writes()).toEqual([]);
  });
});
