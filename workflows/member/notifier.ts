import { proxyActivities } from '@temporalio/workflow';
import type { DeliveryActivities } from '../../contracts/activities';
import type { LinkRef } from '../../domain/account/keyring';
import type { Step } from '../../domain/replayed/entitlement';
import type { Instant } from '../../domain/replayed/ids';
import { isCredentialLetter } from '../../domain/replayed/letter-kinds';
import { validUntil } from '../../domain/replayed/page-state';
import { earliest, waitUntil } from '../runs/deadlines';
import { show } from './explain';
import { nextLetter, noticeDueAt, notifyOfEndAhead } from './letters';
import { linkToMail, startLink } from './links';
import { portalIsOld, writeToPortal } from './portal';
import { LONGEST_RETRY_WAIT, recovered, backOff, troubleOf } from './backoff';
import type { Backoff, MemberState, OwedLetter } from './state';
import { addToTimeline } from './timeline';

/** SMTP delivers at least once; a letter keeps one Message-ID for all its attempts. */
const { deliverLetter } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '3m',
  heartbeatTimeout: '30s',
  scheduleToCloseTimeout: '30m',
  retry: { initialInterval: '5s', maximumInterval: LONGEST_RETRY_WAIT, maximumAttempts: 5 },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: 'mail the member',
});

/** Sends letters and keeps the link in the member's Nexudus profile right. It may be stuck for hours: nothing waits for it. */
export async function notifier(state: MemberState): Promise<void> {
  for (;;) {
    await waitUntil('next letter', () => earliest(letterDueAt(state), noticeDueAt(state), portalDueAt(state)));
    notifyOfEndAhead(state);
    const letter = letterDueAt(state) === null ? null : nextLetter(state);
    if (letter !== null && isDue(letterDueAt(state))) await send(state, letter);
    else if (isDue(portalDueAt(state))) await writeToPortal(state);
    show(state);
  }
}

const isDue = (at: Instant | null): boolean => at !== null && at <= Date.now();

const dueAt = (backoff: Backoff | undefined, letters: OwedLetter[]): Instant =>
  Math.max(backoff?.retryAt ?? 0, ...letters.map(({ notBefore }) => notBefore ?? 0));

function letterDueAt(state: MemberState): Instant | null {
  const letter = nextLetter(state);
  return letter && dueAt(state.backoffs.notifier, [letter]);
}

/** A link is taken away no earlier than the letter about it goes out. */
const portalDueAt = (state: MemberState): Instant | null =>
  portalIsOld(state) ? dueAt(state.backoffs.portal, state.owed) : null;

async function send(state: MemberState, letter: OwedLetter): Promise<void> {
  const { account, connector, member, suffix, entitlement } = state;
  if (account === null) return;
  const { id, identity, usernameTag, credential, orgUnit } = account;
  const bringsCredentials = isCredentialLetter(letter.kind);
  const link = bringsCredentials ? linkRef(linkToMail(state)) : null;
  const steps = entitlement?.steps.slice(state.step) ?? [];
  try {
    await deliverLetter({
      ...{ connector, member, kind: letter.kind, serial: letter.serial, suffix, link },
      ...{ account: id, identity, usernameTag, credential },
      planName: planOf(steps[0]),
      validUntil: letter.kind === 'endingSoon' ? state.notified.ending : validUntil(steps),
    });
    // another letter may have taken its place while it was on its way
    state.owed = state.owed.filter(({ serial }) => serial !== letter.serial);
    state.lastLetter = { kind: letter.kind, at: Date.now() };
    if (bringsCredentials) state.notified.orgUnit = orgUnit;
    startLink(state, link?.id);
    recovered(state, 'notifier');
    addToTimeline(state, `letter sent: ${letter.kind}`);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    backOff(state, 'notifier', trouble);
  }
}

const linkRef = (link: LinkRef | null): LinkRef | null => link && { id: link.id, keyId: link.keyId };

const planOf = (step: Step | undefined): string | null =>
  step?.evidence.find(({ planName }) => planName)?.planName ?? null;
