import type { HoldView } from '../../../../contracts/api/holds';
import type { Tone } from '../../parts/notice';
import { timeText } from '../../parts/when';
import { sayCount } from '../../texts/counted';
import type { People } from '../../frame/people';
import type { Visit } from '../../frame/visit';
import type { Operators } from './operators';

/** Of all members, listed or not. */
export const countOf = ({ members, more }: Pick<HoldView, 'members' | 'more'>): number => members.length + more;

/** "14 members would be shut out of the WiFi" */
export function titleOf(hold: HoldView, { say }: Visit): string {
  if (countOf(hold) === 0) return say('holds.nobody');
  const lowered = hold.members.some(({ plan }) => plan !== null);
  const key = hold.cause === 'changes' ? 'holds.changes' : lowered ? 'holds.lowered' : 'holds.removals';
  return sayCount(say, key, countOf(hold));
}

export const stateTones: Record<HoldView['state'], Tone> = {
  open: 'warn',
  approved: 'good',
  rejected: 'idle',
  expired: 'idle',
  resolved: 'idle',
};

/** How a hold that is closed ended; empty while it is open. */
export function decisionText({ state, decided }: HoldView, operators: Operators, visit: Visit): string {
  if (state === 'open' || decided === null) return '';
  const at = timeText({ at: decided.at, place: visit.place });
  const { reason } = decided;
  return visit.say(`hold.decision.${state}`, { by: operators(decided.by), at, reason });
}

/** As long again as it had: kept until then, about, if it is rejected now. */
export function keptUntilOf({ openedAt, expiresAt }: HoldView, from: number): number {
  return from + Date.parse(expiresAt) - Date.parse(openedAt);
}

/** The location's name, as far as one of its people is known. */
export function whereText({ businessId }: HoldView, { known }: Pick<People, 'known'>, { say }: Visit): string {
  if (businessId === null) return say('holds.everywhere');
  const someone = [...known.values()].find((person) => person.businessId === businessId && person.location !== null);
  return someone?.location ?? say('holds.location', { id: businessId });
}
