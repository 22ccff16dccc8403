import type { HoldView } from '../../contracts/api/holds';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { preview, sync } from './support/runs';
import { changeSettings, openSpace } from './support/space';

jest.setTimeout(180_000);

const operator = 'desk@loft.example';
const patient = { within: 60_000 };
const quietly = { hooks: false };

let space: Living;
let fingerprint = '';
/** Whose name somebody else's account has. */
let namesake = '';

beforeAll(async () => {
  const settings = { live: false, mail: { later: true } };
  space = enliven(await openSpace({ seed: true, settings, operator }));
});
afterAll(() => space.close());

const lettersTo = (address: string) =>
  space.sandbox.mailbox.messages.filter(({ to }) => to.some((each) => each.includes(address)));
const lettersToMembers = () => space.sandbox.mailbox.messages.filter(({ to }) => !to.includes(operator));
const ours = () => space.sandbox.ironwifi.accounts().filter(({ notes }) => notes?.startsWith('latchkey:'));

const goLive = () => space.api.goLive({ body: { fingerprint } });

async function openHold(): Promise<HoldView | undefined> {
  const { holds } = await space.api.listHolds();
  return holds.find(({ state }) => state === 'open');
}

// One story, told in order: each test goes on where the one before has ended.
describe('a space that is not live yet', () => {
  it('writes and mails nothing, whatever hooks and syncs say', async () => {
    const { play } = space.sandbox.nexudus;
    const id = play.join({ fullName: 'Ada', email: 'ada@members.example', plan: 'Hot Desk' });
    const decided = async () => Boolean((await space.explain(id).catch(() => undefined))?.entitlement);
    await eventually('her hook was followed', decided, patient);
    const report = await sync(space);
    expect(report.state).toBe('done');
    expect(ours()).toEqual([]);
    expect(space.sandbox.mailbox.messages).toEqual([]);
  });

  it('shows what going live would do', async () => {
    const { play } = space.sandbox.nexudus;
    namesake = play.join({ fullName: 'Cy', email: 'cy@members.example', plan: 'Hot Desk', ...quietly });
    space.sandbox.ironwifi.addForeign({ username: 'cy@members.example', orgunit: 'basic-wifi' });
    const seen = await preview(space);
    expect(seen.state).toBe('done');
    expect(seen.counts.granted).toBeGreaterThan(15);
    expect(seen.grants.length).toBeGreaterThan(0);
    const grouped = seen.byGroup.reduce((sum, { members }) => sum + members, 0);
    expect(grouped).toBeGreaterThanOrEqual(seen.counts.granted);
    expect(seen.adoptable).toHaveLength(1);
    expect(Date.parse(seen.expiresAt ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    fingerprint = seen.fingerprint ?? '';
  });

  it('does not go live on a preview that nobody has seen, or that does not hold any more', async () => {
    await expect(space.api.goLive({ body: { fingerprint: 'another' } })).rejects.toMatchObject({ status: 404 });
    const { play } = space.sandbox.nexudus;
    const id = play.join({ fullName: 'Bo', email: 'bo@members.example', plan: 'Hot Desk', ...quietly });
    await expect(goLive()).rejects.toMatchObject({ status: 409, problem: { changed: [id] } });
    expect(ours()).toEqual([]);
  });

  it('goes live, and does what was shown: accounts first, letters later', async () => {
    const seen = await preview(space);
    fingerprint = seen.fingerprint ?? '';
    expect(await goLive()).toMatchObject({ live: true });
    const enabled = () => ours().filter((account) => account.enabled).length;
    await eventually('all of them have accounts', () => enabled() >= seen.counts.granted, {
      ...patient,
      show: () => ({ enabled: enabled(), counts: seen.counts }),
    });
    expect(enabled()).toBe(seen.counts.granted);
    await expect(goLive()).rejects.toMatchObject({ status: 409 });
    expect(lettersToMembers()).toEqual([]);
    await changeSettings(space, { mail: { later: false } });
    await eventually('the letters', () => lettersTo('ada@members.example').length === 1, patient);
  });

  it('gives an account of nobody to a member, once an operator says so', async () => {
    const { members } = await space.api.listMembers({ query: { attention: 'true' } });
    const foreign = space.sandbox.ironwifi.accounts().find(({ username }) => username === 'cy@members.example');
    expect(members.map((member) => member.id)).toContain(namesake);
    const { members: named } = await space.api.listMembers({ query: { ids: `${namesake},99999999` } });
    expect(named).toMatchObject([{ id: namesake }]);
    const adoption = { params: { id: namesake }, body: { account: foreign?.id ?? '' } };
    expect(await space.api.adopt(adoption)).toEqual({ id: namesake });
    const adopted = () =>
      ours().find(({ notes }) =>
        new RegExp(`^latchkey:${space.connector}:${namesake} (credential:\\S+ )?adopted`).test(notes ?? ''),
      );
    await eventually('it is theirs', () => adopted()?.id === foreign?.id && adopted()?.enabled === true, patient);
    await eventually('the letter', () => lettersTo('cy@members.example').length === 1, patient);
  });

  it('holds what is too much, tells the operator once, and goes by the decision', async () => {
    const { play } = space.sandbox.nexudus;
    const names = ['fay', 'gus', 'hal', 'ivy', 'jo', 'kit', 'lou', 'max', 'ned'];
    const ids = names.map((name) => play.join({ fullName: name, email: `${name}@members.example`, plan: 'Hot Desk' }));
    await eventually('their accounts', () => ids.every((id) => space.isEnabled(id)), patient);
    await eventually(
      'their hooks are long past',
      async () => {
        const looks = await Promise.all(ids.map(async (id) => (await space.explain(id)).lastLookAt ?? Infinity));
        return looks.every((at) => Date.now() - at > 11_000);
      },
      patient,
    );
    for (const id of ids) play.suspend(id, quietly);
    expect((await sync(space)).counts).toMatchObject({ revoked: 0, held: ids.length });
    await eventually('the hold', async () => (await openHold())?.members.length === ids.length, patient);
    const hold = await openHold();
    expect(hold).toMatchObject({ cause: 'removals', state: 'open' });
    await eventually('the letter to the desk', () => lettersTo(operator).length === 1, patient);
    const [letter] = lettersTo(operator);
    expect(letter?.text).toContain(`/api/v1/holds/${hold?.id}/approve`);
    expect(names.some((name) => letter?.text.includes(`${name}@`))).toBe(false);

    const [first = '', ...rest] = ids;
    const ofHold = { id: hold?.id ?? '' };
    const approveFirst = () => space.api.approveHold({ params: ofHold, body: { members: [first] } });
    expect(await approveFirst()).toMatchObject(ofHold);
    await eventually('one is shut out', () => !space.isEnabled(first), patient);
    expect((await openHold())?.members.map(({ id }) => id).sort()).toEqual([...rest].sort());
    await expect(approveFirst()).rejects.toMatchObject({ status: 409 });

    const reason = 'The desk knows of them';
    expect(await space.api.rejectHold({ params: ofHold, body: { reason } })).toMatchObject(ofHold);
    expect((await sync(space)).counts.revoked).toBe(0);
    expect(await openHold()).toBeUndefined();
    expect(rest.every((id) => space.isEnabled(id))).toBe(true);
    expect(lettersTo(operator)).toHaveLength(1);
  });
});
