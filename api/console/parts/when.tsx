import { DateTime } from 'luxon';
import type { Place } from './place';

interface WhenProps {
  /** ISO or epoch ms. */
  at: string | number;
  place: Place;
}

const local = ({ at, place: { zone, language } }: WhenProps): DateTime =>
  (typeof at === 'number' ? DateTime.fromMillis(at) : DateTime.fromISO(at)).setZone(zone).setLocale(language);

/** "3 Nov 2026, 12:00", by the clock of the space. */
export const timeText = (props: WhenProps): string => local(props).toLocaleString(DateTime.DATETIME_MED);

/** An instant by the clock of the space. */
export const When = (props: WhenProps) => (
  <time dateTime={local(props).toUTC().toISO() ?? undefined}>{timeText(props)}</time>
);

/** "5 minutes ago", "in 2 hours"; the instant itself shows when pointed at. */
export const Ago = (props: WhenProps) => (
  <time dateTime={local(props).toUTC().toISO() ?? undefined} title={timeText(props)}>
    {local(props).toRelative()}
  </time>
);
