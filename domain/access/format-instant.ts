import { DateTime } from 'luxon';
import type { Instant } from '../replayed/ids';

/** "4 Nov 2026 at 00:00 Europe/London". */
export function formatInstant(at: Instant, zone: string): string {
  const local = DateTime.fromMillis(at, { zone, locale: 'en-US' });
  const clock = local.second === 0 ? 'HH:mm' : 'HH:mm:ss';
  return `${local.toFormat(`d LLL yyyy 'at' ${clock}`)} ${zone}`;
}

/** The same for an end: people say of a day that ends that it ends at 24:00, not that the next one begins. */
export function formatEnd(at: Instant, zone: string): string {
  const local = DateTime.fromMillis(at, { zone, locale: 'en-US' });
  if (!local.equals(local.startOf('day'))) return formatInstant(at, zone);
  return `${local.minus({ days: 1 }).toFormat("d LLL yyyy 'at 24:00'")} ${zone}`;
}
