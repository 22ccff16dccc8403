import type { z } from 'zod';
import type { TimeSlot } from '../../domain/access/facts';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { Cached, CachedMap } from '../cached';
import type { PlanId } from '../../domain/replayed/ids';
import { whileWanted, type Call } from '../call';
import { ExternalError } from '../external-error';
import type { BusinessRow, PlanRow, TeamRow, TimePassRow } from '../membership-source';
import type { NexudusApi } from './api';
import { collect, type List, lists, pages } from './lists';
import { teamRecord, type timeSlotRecord, whoAmI } from './records';

const MAX_AGE_MS = 5 * 60_000;
/** Nothing announces a change of hours, and a sync is to cost no call for them. */
const HOURS_MAX_AGE_MS = 15 * 60_000;
/** Each sync reads the products anew: a look need not. */
const NAMED_MAX_AGE_MS = 30 * 60_000;

/** What rarely changes: cached for five minutes, each read shared by all of one priority who wait. */
export class Catalogue {
  readonly #tariffs: Cached<PlanRow[]>;
  readonly #timePasses: Cached<Omit<TimePassRow, 'slots'>[]>;
  readonly #hours: Cached<Hours>;
  readonly #businesses: Cached<BusinessRow[]>;
  readonly #zone: Cached<string | null>;
  readonly #teams: CachedMap<string, TeamRow | null>;

  constructor(private readonly api: NexudusApi) {
    const options = { maxAgeMs: MAX_AGE_MS, now: api.now };
    this.#tariffs = new Cached(options);
    this.#timePasses = new Cached(options);
    this.#hours = new Cached({ ...options, maxAgeMs: HOURS_MAX_AGE_MS });
    this.#businesses = new Cached(options);
    this.#zone = new Cached(options);
    this.#teams = new CachedMap(options);
  }

  /** The next caller reads plans and pass products anew. */
  forgetPlans(): void {
    this.#tariffs.clear();
    this.#timePasses.clear();
  }

  tariffs(call: Call): Promise<PlanRow[]> {
    return this.#list(this.#tariffs, lists.tariffs, call);
  }

  async timePasses(call: Call, named?: PlanId[]): Promise<TimePassRow[]> {
    const known = new Set(this.#timePasses.last()?.map(({ id }) => id));
    const maxAgeMs = named?.every((id) => known.has(id)) ? NAMED_MAX_AGE_MS : undefined;
    const products = await this.#list(this.#timePasses, lists.timePasses, call, maxAgeMs);
    const hours = await whileWanted(
      this.#hours.get(() => this.#readHours(shareable(call)), { maxAgeMs, priority: call.priority }),
      call.signal,
    );
    return products.map((product) => ({ ...product, slots: hours.of(product.id) }));
  }

  businesses(call: Call, maxAgeMs?: number): Promise<BusinessRow[]> {
    return this.#list(this.#businesses, lists.businesses, call, maxAgeMs);
  }

  defaultTimeZone(call: Call): Promise<string | null> {
    const read = () => this.api.get('/auth/me', {}, whoAmI, shareable(call));
    return whileWanted(this.#zone.get(read, call), call.signal);
  }

  /** Null: 404. A 500 is an outage here, since nothing else would prove that the team is gone. */
  team(id: string, call: Call): Promise<TeamRow | null> {
    const read = () => this.api.findExact(`/spaces/teams/${encodeURIComponent(id)}`, teamRecord, shareable(call));
    return whileWanted(this.#teams.of(id).get(read, call), call.signal);
  }

  /** The role for it came later than the others: without it, passes count at all hours, and the settings warn of it. */
  async #readHours(call: Call): Promise<Hours> {
    try {
      return new Hours(await collect(pages(this.api, lists.timeSlots, {}, call)));
    } catch (error) {
      if (error instanceof ExternalError && unreadable.includes(error.code)) return new Hours(null);
      throw error;
    }
  }

  #list<T extends { id: string }>(cached: Cached<T[]>, list: List<T>, call: Call, maxAgeMs?: number): Promise<T[]> {
    return whileWanted(
      cached.get(() => collect(pages(this.api, list, {}, shareable(call))), { maxAgeMs, priority: call.priority }),
      call.signal,
    );
  }
}

const unreadable: readonly FailureCode[] = ['unauthorized', 'forbidden', 'notFound'];

type SlotRow = z.infer<typeof timeSlotRecord>;

/** The slots of each pass product, one array for each as long as they are cached. */
class Hours {
  readonly #slots = new Map<string, TimeSlot[] | null>();

  /** @param rows null: they may not be read. */
  constructor(private readonly rows: SlotRow[] | null) {
    for (const { productId, slot } of rows ?? []) {
      if (productId === null) continue;
      const slots = this.#slots.get(productId) ?? (this.#slots.has(productId) ? null : []);
      this.#slots.set(productId, slots === null || slot === null ? null : [...slots, slot]);
    }
  }

  of(product: string): TimeSlot[] | null {
    if (this.rows === null) return null;
    return this.#slots.get(product) ?? (this.#slots.has(product) ? null : ALL_HOURS);
  }
}

const ALL_HOURS: TimeSlot[] = [];

/** Without the caller's signal: others wait for the same read, so it must outlive the caller that began it. */
function shareable({ priority, patient, since, onCall }: Call): Call {
  return { priority, patient, since, onCall };
}
