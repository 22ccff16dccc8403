import { ApplicationFailure, patched, setHandler } from '@temporalio/workflow';
import { ask, remembers, withdraw } from '../../domain/replayed/guard/review-removal';
import { acceptCounts, approve, findHold, keep } from '../../domain/replayed/guard/holds';
import { keepingOf, type GuardSettings, type Hold } from '../../domain/replayed/guard/guard-state';
import { rehearseReview } from '../../domain/replayed/guard/rehearse-review';
import { reviewProposal } from '../../domain/replayed/guard/review-proposal';
import {
  askGuard,
  proposeChanges,
  decideHold,
  holds,
  withdrawQuestion,
  wouldHold,
  type DecideHoldRequest,
} from '../../contracts/replayed';
import { setOnceHandler } from '../runs/answers';
import type { ConnectorState } from './state';

/** Syncs and members ask here, one after the other, before they take access away. */
export function listenToGuard(state: ConnectorState): void {
  setHandler(proposeChanges, (proposal) => reviewProposal(state.guard, proposal, limits(state), Date.now()));
  setHandler(wouldHold, (proposal, draft) => rehearseReview(state.guard, proposal, draft ?? limits(state), Date.now()));
  setHandler(askGuard, (question) => {
    const answer = ask(state.guard, question, limits(state), Date.now());
    return { ...answer, remembered: remembers(state.guard, question.member) };
  });
  setHandler(withdrawQuestion, ({ member }) => withdraw(state.guard, member, Date.now()));
  setHandler(holds, () =>
    state.guard.holds.map((hold) => ({ ...hold, keeps: keepingOf(state.guard, hold) })).toReversed(),
  );
  setOnceHandler(state, decideHold, (request) => decide(state, request), {
    validator: (request: DecideHoldRequest) => void openHold(state, request),
    again: ({ id }) => findDecided(state, id),
  });
}

function limits({ document }: ConnectorState): GuardSettings {
  if (document === null) throw ApplicationFailure.nonRetryable('there are no settings yet', 'notReady');
  return document.resolved.guard;
}

function openHold(state: ConnectorState, { id, members }: DecideHoldRequest): Hold {
  const found = findHold(state.guard, id, members);
  switch (found) {
    case 'unknown':
      throw ApplicationFailure.nonRetryable(`there is no hold ${id}`, 'notFound');
    case 'closed':
      throw ApplicationFailure.nonRetryable(`hold ${id} is closed already`, 'holdClosed');
    case 'notListed':
      throw ApplicationFailure.nonRetryable(
        `some of these members are not listed in hold ${id}, which has more than it lists: decide about all of it`,
        'holdClosed',
      );
    case 'notHeld':
      throw ApplicationFailure.nonRetryable(`some of these members are not held in ${id} (any more)`, 'holdClosed');
    default:
      return found;
  }
}

function findDecided({ guard }: ConnectorState, id: string): Hold {
  const hold = guard.holds.find((each) => each.id === id);
  if (hold === undefined) throw ApplicationFailure.nonRetryable(`there is no hold ${id}`, 'notFound');
  return hold;
}

function decide(state: ConnectorState, request: DecideHoldRequest): Hold {
  const hold = openHold(state, request);
  const { verdict, members, by, reason } = request;
  const decision = { by, reason, at: Date.now() };
  if (verdict === 'approve') approve(state.guard, hold, members, decision);
  else {
    keep(state.guard, hold, 'rejected', decision);
    settle(state, hold);
  }
  if (verdict === 'approve' || patched('a-rejection-starts-a-sync')) state.syncWanted = true;
  return hold;
}

/** A decision against the removals settles the counts as well: otherwise the source would count as shrunken for ever. */
export function settle({ guard }: ConnectorState, hold: Hold): void {
  if (patched('every-decision-settles-the-counts')) acceptCounts(guard, hold);
}
