import type { ShownHold } from '../../../contracts/replayed';
import { GatewayError } from '../../../api/ports/gateways';
import { keepingOf, newGuard, type GuardState, type HeldMember } from '../../../domain/replayed/guard/guard-state';
import { approve, findHold, keep } from '../../../domain/replayed/guard/holds';
import { businessId, memberId } from '../../../domain/replayed/ids';
import { noon } from './builders';
import type { FakeGateways } from './fake-gateways';
import { peopleNamed } from './people';

const hour = 3_600_000;
const names =
  'Ada Byron,Bea Ortiz,Cem Yıldız,Dora Müller,Eli Ngata,Fay Lindqvist,Gus O’Hara,Hana Sato,Ivo Kovač,Jo March,Kit Marlowe,Lea Fischer,Mo Farah,Nia Okafor'.split(
    ',',
  );
/** Fourteen members, from 1001 on. */
const heldNames = Object.fromEntries(names.map((name, i) => [String(1001 + i), name]));
export const heldPeople = () => peopleNamed(heldNames);

export const heldMembers = (count = names.length): HeldMember[] =>
  Object.keys(heldNames)
    .slice(0, count)
    .map((id, i) => ({
      id: memberId(id),
      reason: i % 5 === 4 ? 'suspended' : 'ended',
      stated: i % 5 === 4 ? '' : String(noon - (i + 2) * 24 * hour),
    }));

export const holdOf = (parts: Partial<ShownHold> = {}): ShownHold => ({
  ...{ id: '12', cause: 'removals', businessId: businessId('1'), members: heldMembers(), more: 0 },
  ...{ openedAt: Date.now() - 5 * hour, expiresAt: Date.now() + 163 * hour, state: 'open', decided: null },
  ...{ keptUntil: null, remindAt: null, reminders: 1 },
  ...parts,
});

export const closedHolds = (): ShownHold[] => [
  holdOf({
    ...{ id: '11', state: 'rejected', members: heldMembers(3), openedAt: noon, expiresAt: noon + 168 * hour },
    decided: { by: 'admin', reason: 'A bulk edit went wrong.', at: noon + hour },
    keptUntil: Date.now() + 48 * hour,
    keeps: { members: [memberId('1001'), memberId('1003')], more: false },
  }),
  holdOf({
    ...{
      id: '10',
      cause: 'changes',
      state: 'approved',
      members: [{ id: memberId('1004'), reason: 'contract', stated: '12' }],
    },
    decided: { by: 'token:ab12', reason: '', at: noon },
  }),
  holdOf({
    ...{ id: '9', cause: 'planGone', businessId: null, state: 'expired', members: heldMembers(2) },
    decided: { by: 'latchkey', reason: 'nobody decided in time', at: noon },
    keptUntil: noon + 168 * hour,
    keeps: { members: [], more: false },
  }),
  holdOf({
    ...{ id: '8', cause: 'vanished', state: 'resolved', members: [] },
    decided: { by: 'latchkey', reason: 'the cause is gone', at: noon - hour },
  }),
];

/** Has the guard decide about the holds of these gateways. */
export function guarded(fake: FakeGateways): void {
  fake.gateways.connector.decideHold = (request) =>
    new Promise((resolve) => {
      fake.asked.push(request);
      const state: GuardState = { ...newGuard(), holds: fake.holds };
      const { id, members, verdict, by, reason } = request;
      const hold = findHold(state, id, members);
      if (typeof hold === 'string') throw new GatewayError('refused', `hold ${id}: ${hold}`, { failure: 'holdClosed' });
      const decision = { by, reason, at: Date.now() };
      if (verdict === 'approve') approve(state, hold, members, decision);
      else keep(state, hold, 'rejected', decision);
      const before = new Map(fake.holds.map((each) => [each.id, each.keeps]));
      fake.holds = state.holds.map((each) => ({ ...each, keeps: keepingOf(state, each) ?? before.get(each.id) }));
      resolve(hold);
    });
}
