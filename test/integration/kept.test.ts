import { memberId } from '../../domain/replayed/ids';
import type { HoldView } from '../../contracts/api/holds';
import type { MemberView } from '../../contracts/api/member';
import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { sync } from './support/runs';
import { openSpace } from './support/space';

jest.setTimeout(180_000);

let space: Living;
const patient = { within: 60_000 };
const quietly = { hooks: false };

beforeAll(async () => {
  space = enliven(await openSpace());
});
afterAll(() => space.close());

const read = (id: string): Promise<MemberView> => space.api.explainMember({ params: { id: memberId(id) } });
const openHold = async (): Promise<HoldView> => {
  const { holds } = await space.api.listHolds();
  const [hold] = holds.filter(({ state }) => state === 'open');
  if (hold === undefined) throw new Error('nothing is held');
  return hold;
};

test('a no binds to its reason: the members say that they are kept, and go when Nexudus states another reason', async () => {
  const { play } = space.sandbox.nexudus;
  const ids = Array.from({ length: 8 }, (_, i) =>
    play.join({ fullName: `Member ${i}`, email: `member${i}@members.example`, plan: 'Hot Desk' }),
  );
  const [suspended = '', still = ''] = ids;
  await eventually('the accounts', () => ids.every((id) => space.isEnabled(id)), patient);
  const looks = (): Promise<MemberView[]> => Promise.all(ids.map(read));
  const isQuiet = ({ lastLookAt }: MemberView): boolean => Date.parse(lastLookAt ?? '') < Date.now() - 11_000;
  await eventually('all is quiet', async () => (await looks()).every(isQuiet), patient);

  for (const id of ids) play.cancel(id, { at: Date.now() - 3_600_000, ...quietly });
  const first = await sync(space);
  expect(first).toMatchObject({ counts: { held: 8, kept: 0, revoked: 0 } });
  const { id: hold } = await openHold();
  expect(first.members).toContainEqual(expect.objectContaining({ id: still, what: 'held', hold, kept: null }));
  expect(await read(still)).toMatchObject({ hold: { id: hold, reason: 'ended', kept: null } });
  expect((await read(still)).verdict).toMatchObject({
    allowed: 'yes',
    sentence: expect.stringContaining('An operator still has to decide'),
    evidence: expect.arrayContaining([expect.objectContaining({ kind: 'hold', id: hold })]),
  });

  const rejected = await space.api.rejectHold({ params: { id: hold }, body: { reason: 'a bulk edit went wrong' } });
  const kept = { by: 'admin', since: rejected.decided?.at, until: rejected.keptUntil };
  const tells = async (): Promise<boolean> => (await read(still)).hold?.kept !== null;
  await eventually('the members are told', tells, patient);
  expect(await read(still)).toMatchObject({ access: { state: 'granted' }, hold: { id: null, reason: 'ended', kept } });
  const second = await sync(space);
  expect(second).toMatchObject({ counts: { held: 0, kept: 8, revoked: 0 } });
  expect(second.sentence).toContain('8 kept although Nexudus says otherwise');
  expect(second.members).toContainEqual(expect.objectContaining({ id: still, what: 'kept', hold: null, kept }));

  play.suspend(suspended);
  await eventually('it is out', () => !space.isEnabled(suspended), patient);
  expect(space.isEnabled(still)).toBe(true);
  expect((await read(suspended)).hold).toBeNull();
});
