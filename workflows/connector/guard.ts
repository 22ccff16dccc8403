import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { ask, withdraw } from '../../domain/replayed/guard/review-removal';
import { approve, findHold, keep } from '../../domain/replayed/guard/holds';
import type { GuardSettings, Hold } from '../../domain/replayed/guard/guard-state';
import { reviewProposal, rehearseReview } from '../../domain/replayed/guard/review-proposal';
import {
  askGuard,
  proposeChanges,
  decideHold,
  holds,
  withdrawQuestion,
  wouldHold,
  type DecideHoldRequest,
} from '../../contracts/replayed';
import { rulesOf, type ConnectorState } from './state';

/** Everybody who wants to take something away asks here, one after the other. */
export function listenToGuard(state: ConnectorState): void {
  setHandler(proposeChanges, (claim) => reviewProposal(state.guard, claim, limits(state), Date.now()));
  setHandler(wouldHold, (claim) => rehearseReview(state.guard, claim, limits(state), Date.now()));
  setHandler(askGuard, (question) => ask(state.guard, question, limits(state), Date.now()));
  setHandler(withdrawQuestion, ({ member }) => withdraw(state.guard, member, Date.now()));
  setHandler(holds, () => state.guard.holds.toReversed());
  setHandler(decideHold, (request) => decide(state, request), {
    validator: (request: DecideHoldRequest) => void openHold(state, request),
  });
}

function limits(state: ConnectorState): GuardSettings {
  const rules = rulesOf(state);
  if (rules === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  return rules.guard;
}

function openHold(state: ConnectorState, { id, members }: DecideHoldRequest): Hold {
  const found = findHold(state.guard, id, members);
  switch (found) {
    case 'unknown':
      throw ApplicationFailure.nonRetryable(`there is no hold ${id}`, 'notFound');
    case 'closed':
      throw ApplicationFailure.nonRetryable(`hold ${id} is closed already`, 'holdClosed');
    case 'notHeld':
      throw ApplicationFailure.nonRetryable(`some of these members are not held in ${id} (any more)`, 'holdClosed');
    default:
      return found;
  }
}

function decide(state: ConnectorState, request: DecideHoldRequest): Hold {
  const hold = openHold(state, request);
  const { verdict, members, by, reason } = request;
  const decision = { by, reason, at: Date.now() };
  if (verdict === 'reject') keep(state.guard, hold, 'rejected', decision);
  else {
    approve(state.guard, hold, members, decision);
    state.syncWanted = true;
  }
  return hold;
}
