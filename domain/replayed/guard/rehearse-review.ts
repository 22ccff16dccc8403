import type { Instant } from '../ids';
import { openHolds, type GuardSettings, type GuardState, type Hold } from './guard-state';
import { reviewProposal, type ChangeProposal, type ProposalReview } from './review-proposal';

export interface Rehearsal extends ProposalReview {
  /** The holds that would be open then; absent in what an earlier version answers. */
  holds?: RehearsedHold[];
}

/** `isNew`: it would be opened. */
export interface RehearsedHold extends Pick<Hold, 'id' | 'cause' | 'businessId' | 'members' | 'more'> {
  isNew: boolean;
}

/** The answer of `reviewProposal`, worked out on a copy: nothing is remembered. */
export function rehearseReview(
  state: GuardState,
  proposal: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): Rehearsal {
  const copy = JSON.parse(JSON.stringify(state)) as GuardState;
  const review = reviewProposal(copy, proposal, rules, now);
  const known = new Set(state.holds.map(({ id }) => id));
  const holds = openHolds(copy).map(({ id, cause, businessId, members, more }) => ({
    ...{ id, cause, businessId, members, more },
    isNew: !known.has(id),
  }));
  return { ...review, holds };
}
