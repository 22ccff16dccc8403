import { z } from 'zod';
import { Cached } from '../../clients/cached';
import type { ExternalClients } from '../ports/external-clients';
import type { ConnectorGateway } from '../ports/gateways';

/** Of the connector's settings only the keys matter here: every location has a time zone or an entry of its own. */
const Places = z.object({
  settings: z.object({ locations: z.record(z.string(), z.unknown()).catch({}) }).catch({ locations: {} }),
  resolved: z.object({ zones: z.record(z.string(), z.unknown()).catch({}) }).catch({ zones: {} }),
});

/** How long the settings' list is trusted before it is read again for a location that is not on it. */
const FRESH_MS = 10_000;
/** The same for Nexudus's own list: whatever locations hooks come from, it is asked once in a minute. */
const NEXUDUS_FRESH_MS = 60_000;
/** A webhook is answered in milliseconds; it waits this long at most for either list, and only for a location that was never seen. */
const PATIENCE_MS = 300;

/** Null: nobody can say now, so every location may be one of them. */
type Ids = ReadonlySet<string> | null;

/**
 * The locations that the settings name, and those that Nexudus has got since they were saved. While either cannot be read,
 * every location may be one of them: a hint too many costs a look, one too few is lost.
 */
export class KnownBusinesses {
  /** Null, too, where the settings name none. */
  readonly #named: Cached<Ids>;
  readonly #existing: Cached<Ids>;

  constructor(
    private readonly connector: Pick<ConnectorGateway, 'settings'>,
    private readonly source: Pick<ExternalClients['source'], 'businesses'>,
    now: () => number = Date.now,
  ) {
    this.#named = new Cached({ maxAgeMs: FRESH_MS, now });
    this.#existing = new Cached({ maxAgeMs: NEXUDUS_FRESH_MS, now });
  }

  async includes(businessId: string): Promise<boolean> {
    const named = await holds(this.#named, businessId, () => this.#readNamed());
    return named || holds(this.#existing, businessId, () => this.#readExisting());
  }

  /** Settings that cannot be read now say nothing about the location: the last answer stays. */
  async #readNamed(): Promise<Ids> {
    try {
      const ids = placesOf(await this.connector.settings());
      return ids.size > 0 ? ids : null;
    } catch {
      return this.#named.last() ?? null;
    }
  }

  /** A failure is kept like an answer: the next question waits its minute. */
  async #readExisting(): Promise<Ids> {
    try {
      const businesses = await this.source.businesses({ priority: 'background' }, 0);
      return new Set(businesses.map(({ id }) => id));
    } catch {
      return null;
    }
  }
}

async function holds(list: Cached<Ids>, businessId: string, read: () => Promise<Ids>): Promise<boolean> {
  if (list.last()?.has(businessId)) return true;
  await within(PATIENCE_MS, list.get(read));
  const ids = list.fresh() ?? null;
  return ids === null || ids.has(businessId);
}

async function within(ms: number, reading: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([reading, enough]);
  clearTimeout(timer);
}

function placesOf(document: unknown): Set<string> {
  const places = Places.safeParse(document);
  if (!places.success) return new Set();
  return new Set([...Object.keys(places.data.resolved.zones), ...Object.keys(places.data.settings.locations)]);
}
