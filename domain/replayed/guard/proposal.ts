import type { BusinessId, MemberId, PlanId } from '../ids';
import type { GuardSettings } from '../../settings/settings';

/** Something that a sync wants to do to a member. */
export interface ProposedChange {
  id: MemberId;
  reason: string;
  /** The plan by which the member's workflow gives access. */
  plan: PlanId | null;
}

export interface LocationProposal {
  businessId: BusinessId | null;
  managed: number;
  coworkers: number;
  removals: ProposedChange[];
  /** So many more than are listed. */
  moreRemovals: number;
  changes: ProposedChange[];
  moreChanges: number;
}

/** What a sync wants to do, before it does any of it. */
export interface ChangeProposal {
  /** The run's id: asking twice is asking once. */
  run: string;
  locations: LocationProposal[];
  gonePlans: PlanId[];
  /** Members whose reads contradict each other: what waits for a decision about them goes on waiting. */
  doubtful: MemberId[];
  /** So many more than are listed. */
  moreDoubtful: number;
  /** An operator lets every removal of this run through. */
  approve: boolean;
}

export interface ProposalReview {
  /** Of those listed: who must wait. */
  held: MemberId[];
  /** Where those that are not listed must wait, too. */
  more: { businessId: BusinessId | null; what: 'removals' | 'changes' }[];
}

/** More than both is too much. */
export const exceeds = (count: number, { atLeast, percent }: GuardSettings['removals'], population: number): boolean =>
  count > Math.max(atLeast, (population * percent) / 100);
