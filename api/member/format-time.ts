import { DateTime } from 'luxon';
import type { Instant } from '../../domain/replayed/ids';
import { say, type Texts } from './catalogue';

interface Place {
  /** BCP 47. */
  tag: string;
  texts: Texts;
  /** IANA. */
  zone: string;
}

/** "Monday, 2 November 2026 at 08:00", in the member's language and the location's zone. */
export function formatBeginning(at: Instant, { tag, zone }: Place): string {
  const local = DateTime.fromMillis(at, { zone, locale: tag });
  return local.toLocaleString({ ...DateTime.DATE_HUGE, hour: 'numeric', minute: '2-digit' });
}

/** The same for an end; one at midnight is the end of the day before. */
export function formatEnd(at: Instant, place: Place): string {
  const local = DateTime.fromMillis(at, { zone: place.zone, locale: place.tag });
  if (!local.equals(local.startOf('day'))) return formatBeginning(at, place);
  const day = local.minus({ days: 1 }).toLocaleString(DateTime.DATE_HUGE);
  return say(place.texts, 'details.endOf', { day });
}
