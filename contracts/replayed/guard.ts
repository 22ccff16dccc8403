import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { MemberId } from '../../domain/replayed/ids';
import type { Answer, Question } from '../../domain/replayed/guard/review-removal';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import type { OperatorRequest } from './operator';

/** A sync asks before it acts; the guard remembers what it let through. */
export const proposeChanges = defineUpdate<ProposalReview, [ChangeProposal]>('claimChanges');
/** What the guard would answer; nothing is remembered. */
export const wouldHold = defineQuery<ProposalReview, [ChangeProposal]>('wouldHold');
/** A member's look asks before it takes what no hook has announced. */
export const askGuard = defineUpdate<Answer, [Question]>('askGuard');
/** The member was found entitled: whatever held it is over. */
export const withdrawQuestion = defineUpdate<void, [{ member: MemberId }]>('withdrawQuestion');
/** Open holds, and the last that were closed; newest first. */
export const holds = defineQuery<Hold[]>('holds');
export interface DecideHoldRequest extends OperatorRequest {
  id: string;
  verdict: 'approve' | 'reject';
  /** Approve these only; null: all. */
  members: MemberId[] | null;
  reason: string;
}
/** Fails with type `notFound`, or `holdClosed` when it is decided or these ids are not in it (any more). */
export const decideHold = defineUpdate<Hold, [DecideHoldRequest]>('decideHold');
