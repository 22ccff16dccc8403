import { whileWanted, type Call } from '../call';
import { Cached, CachedMap } from '../cached';
import type { BusinessRow, PlanRow, TeamRow, TimePassRow } from '../membership-source';
import type { NexudusApi } from './api';
import { lists } from './lists';
import { collect, pages, type List } from './pages';
import { teamRecord, whoAmI } from './records';

const MAX_AGE_MS = 5 * 60_000;

/** What changes rarely: kept for five minutes, read once for all who wait. */
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

  /** Plans and pass products are read anew by who asks next. */
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

  businesses(call: Call): Promise<BusinessRow[]> {
    return this.#list(this.#businesses, lists.businesses, call);
  }

  defaultTimeZone(call: Call): Promise<string | null> {
    const read = () => this.api.get('/auth/me', {}, whoAmI, shareable(call));
    return whileWanted(this.#zone.get(read), call.signal);
  }

  /** Null: 404. An error of the server's own is none here, for nothing else would prove the team gone. */
  team(id: string, call: Call): Promise<TeamRow | null> {
    const read = () => this.api.findExact(`/spaces/teams/${encodeURIComponent(id)}`, teamRecord, shareable(call));
    return whileWanted(this.#teams.of(id).get(read), call.signal);
  }

  #list<T>(cached: Cached<T[]>, list: List<T>, call: Call): Promise<T[]> {
    return whileWanted(
      cached.get(() => collect(pages(this.api, list, {}, shareable(call)))),
      call.signal,
    );
  }
}

/** Others wait for it too: it does not end with the one who began it. */
function shareable({ lane, onCall }: Call): Call {
  return { lane, onCall };
}
