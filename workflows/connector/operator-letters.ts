import { ActivityFailure, condition, patched, proxyActivities } from '@temporalio/workflow';
import type { ConnectorActivities } from '../../contracts/activities';
import { takeBackWarning } from '../../domain/replayed/health/certificates';
import { holdsDueAt, tick } from '../../domain/replayed/guard/holds';
import type { OperatorLetter } from '../../domain/letters/operator-letter';
import { waitUntil } from '../runs/deadlines';
import { ignoreFailure } from '../runs/lanes';
import { settle } from './guard';
import type { ConnectorState } from './state';

/** A letter to the operator is tried for some hours; later ones say the rest. */
const { mailOperator } = proxyActivities<ConnectorActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '4h',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'mail the operator',
});

const MOST_LISTED = 20;

/** Has the operator reminded of holds, and expires those that nobody decides. */
export async function timekeeper(state: ConnectorState): Promise<void> {
  for (;;) {
    await waitUntil('next hold', () => holdsDueAt(state.guard));
    for (const { hold, news } of tick(state.guard, Date.now())) {
      if (news === 'expired') settle(state, hold);
      const { id, cause, businessId, members, more, expiresAt } = hold;
      const count = members.length + more;
      oweLetter(state, {
        kind: 'hold',
        ...{ news, id, cause, businessId, count, expiresAt },
        members: members.slice(0, MOST_LISTED),
      });
    }
  }
}

/** Owes the operator a letter. The worker that is to send it knows whether there is an address. */
export function oweLetter({ document, owedLetters }: ConnectorState, letter: OperatorLetter): void {
  if (document === null) return;
  // the settings had the address once, or none: then no letter was owed
  if (document.resolved.operator || patched('letters-are-owed-whoever-reads-them')) owedLetters.push(letter);
}

/** Sends the letters to the operator, one after the other. */
export async function mailer(state: ConnectorState): Promise<void> {
  for (;;) {
    await condition(() => state.owedLetters.length > 0);
    const [letter] = state.owedLetters;
    if (letter === undefined) continue;
    try {
      await mailOperator({ connector: state.connector, letter });
    } catch (error) {
      ignoreFailure(error);
      if (outlastsMail(letter) && isOutOfTime(error)) continue;
      if (letter.kind === 'certificate') takeBackWarning(state.health.certificates, letter);
      // any other that cannot be delivered for hours is dropped: the API shows what it would have said
    }
    state.owedLetters = state.owedLetters.filter((other) => other !== letter);
  }
}

/**
 * Nothing else tells the operator that mail was away, and each try finds out whether it is back; a warning of a certificate
 * is told once.
 */
const outlastsMail = (letter: OperatorLetter): boolean =>
  letter.kind === 'certificate' || (letter.kind === 'quarantine' && letter.side === 'mail');

const isOutOfTime = (error: unknown): boolean => error instanceof ActivityFailure && error.retryState === 'TIMEOUT';
