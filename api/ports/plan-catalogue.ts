import { setTimeout as sleep } from 'node:timers/promises';
import { Cached } from '../../clients/cached';
import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { PlanRow } from '../../clients/membership-source';
import type { BusinessId, Instant } from '../../domain/replayed/ids';
import type { ExternalClients } from './external-clients';

const GOOD_FOR_MS = 2 * 60_000;
/** Nexudus is asked again so soon after it did not answer. */
const FAILED_FOR_MS = 15_000;
/** A page waits this long for Nexudus. */
const PATIENCE_MS = 3_000;

/** Right after a start, the index of the roster and the checks use this process's share of the rate, too. */
const call: Call = { priority: 'usual', patient: true };

export interface SoldPlan extends PlanRow {
  kind: 'tariff' | 'timePass';
}

/** What Nexudus sells, as it was read last. */
export interface Sold {
  plans: readonly SoldPlan[];
  locations: ReadonlyMap<BusinessId, string>;
  /** Null: never yet. */
  readAt: Instant | null;
  /** It is being read, and takes longer than a page waits. */
  isReading: boolean;
  /** Why it could not be read the last time; null: it could. */
  problem: string | null;
}

type Source = Pick<ExternalClients['source'], 'tariffs' | 'timePasses' | 'businesses' | 'forgetPlans'>;

/** Plans and pass products of Nexudus for pages: they rarely change, and are shown while Nexudus is away. */
export class PlanCatalogue {
  #good: Sold = { plans: [], locations: new Map(), readAt: null, isReading: false, problem: null };
  readonly #known: Cached<Sold>;
  readonly #now: () => number;
  readonly #patienceMs: number;

  constructor(
    private readonly source: Source,
    { now = Date.now, patienceMs = PATIENCE_MS }: { now?: () => number; patienceMs?: number } = {},
  ) {
    this.#now = now;
    this.#patienceMs = patienceMs;
    this.#known = new Cached({ maxAgeMs: GOOD_FOR_MS, now });
  }

  /** Never throws. */
  async read(): Promise<Sold> {
    const hasFailed = typeof this.#known.last()?.problem === 'string';
    const reading = this.#known.get(() => this.#ask(), { maxAgeMs: hasFailed ? FAILED_FOR_MS : undefined });
    const waiting = new AbortController();
    const late = sleep(this.#patienceMs, null, { signal: waiting.signal }).catch(() => null);
    const sold = await Promise.race([reading, late]);
    waiting.abort();
    return sold ?? { ...(this.#known.last() ?? this.#good), isReading: true };
  }

  /** A failure is an answer, too: else each page would wait for the next one. */
  async #ask(): Promise<Sold> {
    const readAt = this.#now();
    // it keeps them for a while, and would not say for how long it has
    this.source.forgetPlans();
    try {
      const [tariffs, passes, businesses] = await Promise.all([
        this.source.tariffs(call),
        this.source.timePasses(call),
        this.source.businesses(call),
      ]);
      const plans = [...tariffs.map(soldAs('tariff')), ...passes.map(soldAs('timePass'))];
      const locations = new Map(businesses.map(({ id, name }) => [id, name]));
      this.#good = { plans, locations, readAt, isReading: false, problem: null };
      return this.#good;
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      return { ...this.#good, problem: `${error.message} (${error.code})` };
    }
  }
}

const soldAs =
  (kind: SoldPlan['kind']) =>
  ({ id, name, businessId, archived }: PlanRow): SoldPlan => ({ id, name, businessId, archived, kind });
