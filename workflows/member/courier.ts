import { proxyActivities } from '@temporalio/workflow';
import type { DeliveryActivities } from '../../activities/contracts';
import type { Instant } from '../../domain/ids';
import { reach } from './due';
import { recovered, setBack, troubleOf } from './setbacks';
import type { MemberState } from './state';
import { show, tell } from './story';

/** SMTP is at-least-once; a letter has one Message-ID for all its attempts. */
const { deliverCredentials } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '5s', backoffCoefficient: 2, maximumInterval: '10m' },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'mail the credentials',
});

/** Tells the member. It may be stuck for hours: nothing waits for it. */
export async function courier(state: MemberState): Promise<void> {
  for (;;) {
    await reach('next letter', () => letterDueAt(state));
    await send(state);
    show(state);
  }
}

/** A letter is due once the account has the credential that it tells of. */
function letterDueAt(state: MemberState): Instant | null {
  const { owed, account, credential } = state;
  if (owed === null || account === null) return null;
  if (account.credential.credentialId !== credential?.credentialId) return null;
  return state.setbacks.courier?.retryAt ?? 0;
}

async function send(state: MemberState): Promise<void> {
  const { owed, account, connector, member, suffix } = state;
  if (owed === null || account === null) return;
  const { id, identity, usernameTag, credential } = account;
  try {
    await deliverCredentials({ connector, member, ...owed, account: id, identity, usernameTag, credential, suffix });
    // another letter may have become due while this one was on its way
    if (state.owed?.serial === owed.serial) state.owed = null;
    state.lastLetter = { kind: owed.kind, at: Date.now() };
    recovered(state, 'courier');
    tell(state, `letter sent: ${owed.kind}`);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    setBack(state, 'courier', trouble);
  }
}
