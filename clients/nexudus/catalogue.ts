import { Cached, CachedMap } from '../cached';
import { whileWanted, type Call } from '../call';
import type { BusinessRow, PlanRow, TeamRow, TimePassRow } from '../membership-source';
import type { NexudusApi } from './api';
import { collect, type List, lists, pages } from './lists';
import { teamRecord, whoAmI } from './records';

const MAX_AGE_MS = 5 * 60_000;

/** What rarely changes: cached for five minutes, each read shared by all who wait. */
export class Catalogue {
  readonly #tariffs: Cached<PlanRow[]>;
  readonly #timePasses: Cached<TimePassRow[]>;
  readonly #businesses: Cached<BusinessRow[]>;
  readonly #zone: Cached<string | null>;
  readonly #teams: CachedMap<string, TeamRow | null>;

  constructor(private readonly api: NexudusApi) {
    const options = { maxAgeMs: MAX_AGE_MS, now: api.now };
    this.#tariffs = new Cached(options);
    this.#timePasses = new Cached(options);
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

  timePasses(call: Call): Promise<TimePassRow[]> {
    return this.#list(this.#timePasses, lists.timePasses, call);
  }

  businesses(call: Call, maxAgeMs?: number): Promise<BusinessRow[]> {
    return this.#list(this.#businesses, lists.businesses, call, maxAgeMs);
  }

  defaultTimeZone(call: Call): Promise<string | null> {
    const read = () => this.api.get('/auth/me', {}, whoAmI, shareable(call));
    return whileWanted(this.#zone.get(read), call.signal);
  }

  /** Null: 404. A 500 is an outage here, since nothing else would prove that the team is gone. */
  team(id: string, call: Call): Promise<TeamRow | null> {
    const read = () => this.api.findExact(`/spaces/teams/${encodeURIComponent(id)}`, teamRecord, shareable(call));
    return whileWanted(this.#teams.of(id).get(read), call.signal);
  }

  #list<T extends { id: string }>(cached: Cached<T[]>, list: List<T>, call: Call, maxAgeMs?: number): Promise<T[]> {
    return whileWanted(
      cached.get(() => collect(pages(this.api, list, {}, shareable(call))), maxAgeMs),
      call.signal,
    );
  }
}

/** Without the caller's signal: others wait for the same read, so it must outlive the caller that began it. */
function shareable({ priority, onCall }: Call): Call {
  return { priority, onCall };
}
