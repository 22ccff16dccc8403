import type { Step } from '../replayed/entitlement';
import type { FailureCode } from '../replayed/failure-codes';
import type { Instant } from '../replayed/ids';
import { openingOf, type Position, type Standing } from './standing';
import { capital, type Teller } from './told';

export const wayKinds = ['checkIn', 'nexudus', 'settings', 'operator', 'wait'] as const;

/**
 * The shortest way to yes, as far as it is known, and who goes it: the member who checks in, whoever keeps the records in
 * Nexudus, the settings, an operator of Latchkey, or time.
 */
export interface Way {
  kind: (typeof wayKinds)[number];
  text: string;
  /** When it comes by itself; null: it does not, or nobody knows when. */
  at: Instant | null;
}

/** @param steps from the one of now on */
export function wayOf(
  position: Position,
  steps: [Step, ...Step[]],
  { attention }: Pick<Standing, 'attention'>,
  teller: Teller,
): Way | null {
  const { ways } = teller.phrases;
  switch (position) {
    case 'open':
    case 'elsewhere':
      return null;
    case 'opening':
      return way('wait', ways.moment, teller);
    case 'stuck':
      return wayPast(attention?.reason, teller);
    case 'stopped':
      return way('wait', ways.maintenanceEnds('ironwifi'), teller);
    case 'noAccount':
      return way('settings', ways.accountMade, teller);
    case 'preview':
      return steps[0].access.state === 'granted' ? way('operator', ways.goLive, teller) : wayOfReason(steps, teller);
    case 'closed':
    case 'closing':
      return wayOfReason(steps, teller);
    default:
      return position satisfies never;
  }
}

/** Past what keeps the account from being written. */
function wayPast(reason: FailureCode | undefined, teller: Teller): Way {
  const { ways } = teller.phrases;
  if (reason === 'conflict') return way('operator', ways.adopted, teller);
  if (reason === 'noEmail') return way('nexudus', ways.emailKnown, teller);
  return way('operator', ways.retry, teller);
}

function wayOfReason(steps: [Step, ...Step[]], teller: Teller): Way | null {
  const [{ reason, evidence }] = steps;
  const { ways } = teller.phrases;
  const told = teller.told(reason, evidence);
  const opening = openingOf(steps);
  switch (reason) {
    case 'checkInNeeded':
      return way('checkIn', ways.checkIn, teller);
    case 'checkedOut':
    case 'checkInClosed':
      return way('checkIn', ways.checkInAgain, teller);
    case 'notStarted':
      return way('wait', teller.because(reason, evidence), teller, evidence[0]?.at);
    case 'outsideHours':
      return told.on === null ? null : way('wait', ways.opens(told.on), teller, evidence[0]?.at);
    case 'paused':
      if (opening === null) return way('nexudus', ways.pauseEnds, teller);
      return way('wait', ways.comesBack(teller.time('on', opening)), teller, opening);
    case 'blocked':
      if (opening === null) return way('operator', ways.blockLifted, teller);
      return way('wait', ways.comesBack(teller.time('on', opening)), teller, opening);
    case 'deleted':
    case 'archived':
      return way('nexudus', ways.restored, teller);
    case 'suspended':
      return way('nexudus', ways.reactivated, teller);
    case 'unpaid':
      return way('nexudus', ways.paid, teller);
    case 'none':
    case 'keptByPolicy':
      return way('nexudus', ways.contractOrPass, teller);
    case 'ended':
      return way('nexudus', ways.contractStarts, teller);
    case 'passExpired':
    case 'passUsedUp':
      return way('nexudus', ways.newPass, teller);
    case 'noWifiPlan':
      return way('nexudus', ways.planWithWifi, teller);
    case 'unmappedPlan':
    case 'retiredPlan':
      return way('settings', ways.planMapped(told.plan), teller);
    case 'contract':
    case 'pass':
    case 'teamContract':
    case 'teamPass':
    case 'checkedIn':
    case 'allowed':
    case 'joined':
      return null;
    default:
      return reason satisfies never;
  }
}

const way = (kind: Way['kind'], text: string, { phrases }: Teller, at: Instant | null = null): Way => ({
  kind,
  text: capital(text, phrases),
  at,
});
