import { ApplicationFailure } from '@temporalio/workflow';
import type { EraseRequest } from '../../contracts/replayed';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { currentStep, isOver } from './access';
import type { MemberState } from './state';

const refusal = (type: FailureCode, message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, type);

/** Throws where an erasure may not begin. One that has begun may be asked for again. */
export function refuseErasure(state: MemberState, { force }: EraseRequest): void {
  const { member, entitlement, erasure } = state;
  if (erasure !== null) return;
  if (entitlement === null)
    throw refusal('notReady', `member ${member} has not been looked at yet: try again once it has a lastLookAt`);
  if (!entitlement.mayWrite)
    throw refusal('notReady', `nothing is deleted before the connector is live: go live, then erase member ${member}`);
  const step = currentStep(state);
  if (step?.reason === 'joined') {
    const owner = step.evidence[0]?.id ?? 'another';
    throw refusal(
      'conflict',
      `member ${member} is joined to member ${owner}, who has the account of this person: erase ${owner}, and it goes with it`,
    );
  }
  const why = force ? null : whyItRuns(state);
  if (why !== null)
    throw refusal('membershipRuns', `${why}, or send force: true, which keeps access off until you lift that`);
}

/** With what to do about it; null: the membership is over. */
function whyItRuns(state: MemberState): string | null {
  const { member, override, hold } = state;
  if (override !== null)
    return `member ${member} has an override, which hides whether its membership runs: lift it first`;
  if (hold !== null)
    return `member ${member} keeps its access, since its end is held (${hold.reason}): approve that first`;
  if (currentStep(state)?.reason === 'keptByPolicy')
    return `member ${member} keeps its access, since settings.autoDeprovision is off: switch it on`;
  return isOver(state) ? null : `the membership of member ${member} runs: end it in Nexudus first`;
}

/** Throws where a member is, or was, erased: there is nobody to mail, and no account to change. */
export function refuseErased({ member, erasure, override }: MemberState): void {
  if (erasure === null) return;
  if (erasure.doneAt === null)
    throw refusal('erased', `member ${member} is being erased: GET /api/v1/members/${member} says what is left`);
  const whatHelps =
    override === null
      ? 'a new account comes by itself with a contract or pass in Nexudus'
      : `access is kept off until you lift that: POST /api/v1/members/${member}/override {"access": null}`;
  throw refusal('erased', `member ${member} was erased on ${new Date(erasure.doneAt).toISOString()}: ${whatHelps}`);
}
