import { DateTime } from 'luxon';
import type { Place } from './place';

interface WhenProps {
  /** ISO or epoch ms. */
  at: string | number;
  place: Place;
}

/** English without a country would tell dates as the United States do, "Nov 3", and hours by AM and PM. */
export const localeOf = ({ language }: Pick<Place, 'language'>): string => (language === 'en' ? 'en-GB' : language);

const local = ({ at, place }: WhenProps): DateTime =>
  (typeof at === 'number' ? DateTime.fromMillis(at) : DateTime.fromISO(at))
    .setZone(place.zone)
    .setLocale(localeOf(place));

/** "3 Nov 2026, 12:00", by the clock of the space. */
export const timeText = (props: WhenProps): string => local(props).toLocaleString(DateTime.DATETIME_MED);

/** An instant by the clock of the space. */
export const When = (props: WhenProps) => (
  <time dateTime={local(props).toUTC().toISO() ?? undefined}>{timeText(props)}</time>
);

/** "now", "5 minutes ago", "in 2 hours"; the instant itself shows when pointed at. */
export const Ago = (props: WhenProps) => (
  <time dateTime={local(props).toUTC().toISO() ?? undefined} title={timeText(props)}>
    {Math.abs(local(props).diffNow().toMillis()) < NOW_MS ? nowIn(props.place) : local(props).toRelative()}
  </time>
);

const NOW_MS = 5_000;
const nowIn = (place: Place): string =>
  new Intl.RelativeTimeFormat(localeOf(place), { numeric: 'auto' }).format(0, 'second');
