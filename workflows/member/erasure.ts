import type { EraseRequest, EraseWithOwner, ErasureLeft } from '../../contracts/replayed';
import type { Step } from '../../domain/replayed/entitlement';
import { isUnderErasure } from '../../domain/replayed/next-write';
import { currentStep } from './access';
import { newMember, type MemberState } from './state';
import { addToTimeline } from './timeline';

/*
 * An operator has a member erased (GDPR Art. 17): what the end of the retention does, begun at once. The reconciler disables
 * and deletes the account, the notifier clears the Nexudus profile, and what is left of the member then is a tombstone.
 */

/** What stands in the Nexudus profile where no write of ours is known: it is cleared all the same. */
const UNKNOWN_LINK = 'unknown';

/**
 * From here on links are dead, no letter goes out, and only what is still to be deleted is known. Another erasure of the member
 * only makes `force` hold.
 */
export function beginErasure(state: MemberState, { by, force }: EraseRequest): void {
  const since = Date.now();
  if (force) state.override = { access: 'block', until: null, reason: 'erased', by, at: since };
  if (state.erasure !== null) return;
  state.erasure = { since, by, doneAt: null, untold: state.partners };
  const { account, suffix, adopting, looking, hold, asked, answered } = state;
  // the account that was to be adopted may be the member's already: the answer has not come
  const outcomeUnknown = state.outcomeUnknown ?? (adopting !== null && account === null ? 'create' : null);
  const portal = state.portal ?? (state.entitlement?.telling.portal ? UNKNOWN_LINK : null);
  // a question may be on its way
  forgetAllBut(state, { account, suffix, outcomeUnknown, portal, looking, hold, asked: asked || looking, answered });
  addToTimeline(state, `erasure asked for by ${by}`);
}

/** What is still to be looked at stays wanted, and what a sync has read before stays out of date. */
export function forgetAllBut(state: MemberState, kept: Partial<MemberState>): void {
  const { connector, member, erasure, override, shown } = state;
  const { refreshWanted, lookPriority, announced, expectingNews, lastWriteAt, lastLookAt, looks } = state;
  Object.assign(state, newMember({ connector, member }), {
    ...{ erasure, override, shown },
    ...{ refreshWanted, lookPriority, announced, expectingNews, lastWriteAt, lastLookAt, looks },
    ...kept,
  });
}

/** The profile is erased whose account this one shares, unless it has parted since. */
export function eraseWith(state: MemberState, { owner, ...request }: EraseWithOwner): void {
  const { evidence = [] } = currentStep(state) ?? {};
  const shares = evidence.some(({ kind, id }) => kind === 'coworker' && id === owner);
  if (shares || state.erasure !== null) beginErasure(state, request);
}

/** What the erasure still has to do; nothing where none is under way. */
export function leftToErase(state: MemberState): ErasureLeft[] {
  const { erasure, account, outcomeUnknown, portal, asked, hold } = state;
  if (erasure === null || !isUnderErasure(state)) return [];
  const left: Record<ErasureLeft, boolean> = {
    account: account !== null || outcomeUnknown !== null,
    portal: portal !== null,
    guard: asked || hold !== null,
    profiles: erasure.untold.length > 0,
  };
  return (Object.keys(left) as ErasureLeft[]).filter((word) => left[word]);
}

export const hasNothingToErase = (state: MemberState): boolean =>
  isUnderErasure(state) && leftToErase(state).length === 0;

/** A look has seen an erased member: whoever has access again, now or later, is a member like any other. */
export function noteReturn(state: MemberState, steps: readonly Step[]): void {
  const { erasure } = state;
  const isBack = steps.some(({ access }) => access.state === 'granted' || access.state === 'prepared');
  if (erasure === null || !isBack) return;
  // an account that has turned up goes first: who comes back gets a new one
  if (erasure.doneAt === null) {
    state.refreshWanted = 'full';
    return;
  }
  state.erasure = null;
  addToTimeline(state, `is back; was erased on ${new Date(erasure.doneAt).toISOString()}`);
}
