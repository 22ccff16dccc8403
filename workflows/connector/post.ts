import { condition, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { ConnectorActivities } from '../../contracts/activities';
import { holdsDueAt, tick } from '../../domain/replayed/guard/holds';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { reach } from '../member/due';
import { rulesOf, type ConnectorState } from './state';

/** A letter to the operator is tried for some hours; the next one says the rest. */
const { mailOperator } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '4h',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'mail the operator',
});

const MOST_LISTED = 20;

/** Reminds of holds, and ends those that nobody decides. */
export async function timekeeper(state: ConnectorState): Promise<void> {
  for (;;) {
    await reach('next hold', () => holdsDueAt(state.guard));
    for (const { hold, news } of tick(state.guard, Date.now())) {
      const { id, cause, businessId, members, more, expiresAt } = hold;
      const count = members.length + more;
      write(state, {
        kind: 'hold',
        ...{ news, id, cause, businessId, count, expiresAt },
        members: members.slice(0, MOST_LISTED),
      });
    }
  }
}

/** Owes the operator a letter, if there is one to be told. */
export function write(state: ConnectorState, letter: OperatorLetter): void {
  if (rulesOf(state)?.operator) state.post.push(letter);
}

export async function postman(state: ConnectorState): Promise<void> {
  for (;;) {
    await condition(() => state.post.length > 0);
    const [letter] = state.post;
    if (letter === undefined) continue;
    // what cannot be delivered for hours is shown in the API all the same
    await mailOperator({ connector: state.connector, letter }).catch(onlyIfCancelled);
    state.post = state.post.filter((other) => other !== letter);
  }
}

function onlyIfCancelled(error: unknown): void {
  if (isCancellation(error)) throw error;
}
