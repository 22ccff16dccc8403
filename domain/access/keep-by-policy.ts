import { hasLevel } from './claim';
import type { Reason } from '../replayed/entitlement';
import type { Situation, Verdict } from './situation';

/** With autoDeprovision off nothing is taken away, except by these. */
const TAKES_AWAY: readonly Reason[] = ['blocked', 'checkedOut', 'checkInClosed'];

export function keepByPolicy(verdict: Verdict, situation: Situation): Verdict {
  if (situation.rules.autoDeprovision || !takesAway(verdict, situation)) return verdict;
  return { ...verdict, access: { state: 'keep' }, reason: 'keptByPolicy' };
}

function takesAway({ access, reason }: Verdict, situation: Situation): boolean {
  if (TAKES_AWAY.includes(reason)) return false;
  return access.state === 'denied' || (access.state === 'prepared' && mayBeConnected(situation));
}

/** A prepared account is a disabled one: nothing to lose for a newcomer, but for who had access before. */
function mayBeConnected({ claims, at }: Situation): boolean {
  return claims.some((claim) => hasLevel(claim) && !claim.needsCheckIn && (claim.since ?? -Infinity) <= at);
}
