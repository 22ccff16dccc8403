import { DateTime } from 'luxon';
import type { Instant } from '../../domain/replayed/ids';
import * as catalogue from '../texts/catalogue';
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';

/** Every text of the member's page; English has them all. */
export type TextKey = keyof typeof en;
export type Texts = catalogue.Texts<TextKey>;
export type Language = catalogue.Language<TextKey>;

export const memberTexts: catalogue.BuiltIn<TextKey> = { en, de, es, fr };

interface Place extends Language {
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
  return catalogue.say(place.texts, 'details.endOf', { day });
}
