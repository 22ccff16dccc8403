import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { MemberId } from '../../domain/replayed/ids';
import type { Answer, Question } from '../../domain/replayed/guard/review-removal';
import type { ChangeProposal, ProposalReview } from '../../domain/replayed/guard/review-proposal';
import type { GuardSettings, Hold, Keeping } from '../../domain/replayed/guard/guard-state';
import type { Rehearsal } from '../../domain/replayed/guard/rehearse-review';
import type { OperatorRequest } from './operator-request';

/** A sync asks before it acts; the guard remembers what it let pass. */
export const proposeChanges = defineUpdate<ProposalReview, [ChangeProposal]>('claimChanges');
/** The same answer, by the limits of the settings or of a draft of them; nothing is remembered. */
export const wouldHold = defineQuery<Rehearsal, [ChangeProposal, GuardSettings?]>('wouldHold');
/** `remembered`: it is to hear when there is nothing to take away any more. Absent where an earlier version answers. */
export type GuardAnswer = Answer & { remembered?: boolean };
/** A member asks before it takes access away. */
export const askGuard = defineUpdate<GuardAnswer, [Question]>('askGuard');
/** The member was found entitled: whatever held the removal is over. */
export const withdrawQuestion = defineUpdate<void, [{ member: MemberId }]>('withdrawQuestion');
/** `keeps`: whom a rejected or expired one still keeps. Absent of others, and where an earlier version answers. */
export type ShownHold = Hold & { keeps?: Keeping };
/** Open holds, and the last that were closed; newest first. */
export const holds = defineQuery<ShownHold[]>('holds');
export interface DecideHoldRequest extends OperatorRequest {
  id: string;
  verdict: 'approve' | 'reject';
  /** Approve these only; null: all. */
  members: MemberId[] | null;
  reason: string;
}
/** Fails with type `notFound`, or `holdClosed` when it is decided or these ids are not in it (any more). */
export const decideHold = defineUpdate<Hold, [DecideHoldRequest]>('decideHold');
