import type { Instant } from '../ids';
import { openHolds, type GuardState } from './guard-state';
import type { Hold } from './hold';
import { keep } from './decide-hold';

const HOUR = 3_600_000;
/** After the first word, in hours; from then on daily. */
const SECOND_WORD = 4;

export type HoldNews = 'opened' | 'reminder' | 'expired';

/** When the next hold expires or asks for attention; null: never. */
export function holdsDueAt(state: GuardState): Instant | null {
  const instants = openHolds(state).flatMap(({ expiresAt, remindAt }) => [
    expiresAt,
    ...(remindAt === null ? [] : [remindAt]),
  ]);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** What the operator is to hear of now. */
export function tick(state: GuardState, now: Instant): { hold: Hold; news: HoldNews }[] {
  return openHolds(state).flatMap((hold): { hold: Hold; news: HoldNews }[] => {
    if (hold.expiresAt <= now) {
      keep(state, hold, 'expired', { by: 'latchkey', reason: 'nobody decided in time', at: now });
      return [{ hold, news: 'expired' }];
    }
    if (hold.remindAt === null || hold.remindAt > now) return [];
    const news = hold.reminders === 0 ? 'opened' : 'reminder';
    hold.reminders += 1;
    hold.remindAt = now + (hold.reminders === 1 ? SECOND_WORD : 24) * HOUR;
    return [{ hold, news }];
  });
}
