import { readFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Day } from '../../contracts/api/overview';
import { replaceFile } from '../../config';
import { accessShift, hasAccess, type Shift, type ShownMembers } from './shown-members';

const Hour = z.strictObject({
  /** Its begin, epoch ms. */
  from: z.int(),
  /** As it was last seen in this hour. */
  withAccess: z.int(),
  granted: z.int(),
  moved: z.int(),
  shutOut: z.int(),
  /** For how long of it changes were seen. */
  watchedMs: z.int(),
});
type Hour = z.infer<typeof Hour>;

const VERSION = 1;
const HistoryFile = z.strictObject({ version: z.literal(VERSION), hours: z.array(Hour) });

const HOUR_MS = 3_600_000;
const DAYS = 14;
const KEPT_MS = (DAYS + 1) * 24 * HOUR_MS;
const WRITE_EVERY_MS = 60_000;
/** Temporal is asked more often than that: a longer pause is a gap. */
const LONGEST_PAUSE_MS = 60_000;
/** What may be missing of a day that counts as whole: a restart takes less. */
const WHOLE = 0.98;

/**
 * Counts of two weeks, hour by hour: how many members have access, and how many changed. Temporal knows what is, not what was.
 * It holds no id. While nobody watched there is a gap, and no zero.
 */
export class AccessHistory {
  readonly #hours = new Map<number, Hour>();
  #lastAt: number | null = null;
  #writtenAt = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly log: Logger,
    private readonly now: () => number = Date.now,
  ) {}

  /** A file that cannot be read is a gap. */
  async open(): Promise<void> {
    try {
      const { hours } = HistoryFile.parse(JSON.parse(await readFile(this.path, 'utf8')));
      for (const hour of hours) this.#hours.set(hour.from, hour);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      this.log.warn({ err: error, path: this.path }, 'the history cannot be read: it begins anew');
    }
  }

  readonly note = (shifts: readonly Shift[], members: ShownMembers): void => {
    const now = this.now();
    const hour = this.#hourOf(now);
    hour.withAccess = [...members.all].filter(hasAccess).length;
    for (const shift of shifts) {
      const kind = accessShift(shift);
      if (kind !== null) hour[kind] += 1;
    }
    const pause = this.#lastAt === null ? 0 : now - this.#lastAt;
    if (pause <= LONGEST_PAUSE_MS) hour.watchedMs += pause;
    this.#lastAt = now;
    if (now - this.#writtenAt >= WRITE_EVERY_MS) this.#write();
  };

  /** The last 14 by the clock of the zone, the oldest first. */
  days(zone: string): Day[] {
    const today = DateTime.fromMillis(this.now(), { zone }).startOf('day');
    return Array.from({ length: DAYS }, (_, i) => this.#day(today.minus({ days: DAYS - 1 - i })));
  }

  async close(): Promise<void> {
    if (this.#lastAt !== null) this.#write();
    await this.#writing;
  }

  #day(begin: DateTime): Day {
    const [from, until] = [begin.toMillis(), Math.min(begin.plus({ days: 1 }).toMillis(), this.now())];
    const hours = [...this.#hours.values()].filter((hour) => hour.from >= from && hour.from < until);
    const day = begin.toISODate() ?? '';
    const last = hours.sort((one, other) => one.from - other.from).at(-1);
    if (last === undefined) return { day, withAccess: null, granted: null, moved: null, shutOut: null, whole: false };
    const sum = (what: 'granted' | 'moved' | 'shutOut' | 'watchedMs'): number =>
      hours.reduce((all, hour) => all + hour[what], 0);
    const counts = { granted: sum('granted'), moved: sum('moved'), shutOut: sum('shutOut') };
    return { day, withAccess: last.withAccess, ...counts, whole: sum('watchedMs') >= (until - from) * WHOLE };
  }

  #hourOf(at: number): Hour {
    const from = at - (at % HOUR_MS);
    const hour = this.#hours.get(from) ?? { from, withAccess: 0, granted: 0, moved: 0, shutOut: 0, watchedMs: 0 };
    this.#hours.set(from, hour);
    return hour;
  }

  #write(): void {
    const now = this.now();
    this.#writtenAt = now;
    for (const from of [...this.#hours.keys()]) if (from < now - KEPT_MS) this.#hours.delete(from);
    const content = JSON.stringify({ version: VERSION, hours: [...this.#hours.values()] });
    this.#writing = this.#writing
      .then(() => replaceFile(this.path, `${content}\n`))
      .catch((error: unknown) => this.log.warn({ err: error }, 'the history cannot be written'));
  }
}
