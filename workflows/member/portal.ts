import { proxyActivities } from '@temporalio/workflow';
import type { DeliveryActivities } from '../../contracts/activities';
import { isOver } from './access';
import { LONGEST_RETRY_WAIT, recovered, backOff, troubleOf } from './backoff';
import type { MemberState } from './state';
import { addToTimeline } from './timeline';

/** The write is read back and compared, so one that was done twice does no harm. */
const { writePortal } = proxyActivities<DeliveryActivities>({
  startToCloseTimeout: '45s',
  scheduleToCloseTimeout: '10m',
  retry: { initialInterval: '2s', maximumInterval: LONGEST_RETRY_WAIT, maximumAttempts: 5 },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  summary: "show the link in the member's Nexudus profile",
});

/**
 * True while the member's profile shows another link than it should; a new link waits until its letter is sent. Our own
 * write comes back as a hook, which then finds nothing to do.
 */
export function portalIsOld(state: MemberState): boolean {
  const wanted = linkToShow(state)?.id ?? null;
  return wanted !== state.portal && (wanted === null || state.owed.length === 0);
}

/** The link, while access lasts or lies ahead. */
function linkToShow(state: MemberState): MemberState['link'] {
  const { entitlement, link, account } = state;
  return entitlement?.telling.portal === true && account !== null && !isOver(state) ? link : null;
}

export async function writeToPortal(state: MemberState): Promise<void> {
  const { connector, member, account, suffix } = state;
  const link = linkToShow(state);
  const shown =
    link === null || account === null
      ? null
      : {
          account: account.id,
          identity: account.identity,
          usernameTag: account.usernameTag,
          suffix,
          link: { id: link.id, keyId: link.keyId },
        };
  try {
    await writePortal({ connector, member, shown });
    state.portal = link?.id ?? null;
    recovered(state, 'portal');
    addToTimeline(
      state,
      link === null ? 'link removed from the Nexudus profile' : 'link written to the Nexudus profile',
    );
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    backOff(state, 'portal', trouble);
  }
}
