import { z } from 'zod';
import { Cached } from '../../clients/cached';
import type { ConnectorGateway } from '../ports/gateways';

/** Of the connector's settings only the keys matter here: every location has a time zone or an entry of its own. */
const Places = z.object({
  settings: z.object({ locations: z.record(z.string(), z.unknown()).catch({}) }).catch({ locations: {} }),
  resolved: z.object({ zones: z.record(z.string(), z.unknown()).catch({}) }).catch({ zones: {} }),
});

/** How long the list is trusted before it is read again for a location that is not on it. */
const FRESH_MS = 10_000;
/** A webhook is answered in milliseconds; it waits this long at most, and only for a location that was never seen. */
const PATIENCE_MS = 300;

/** The locations that the settings name. While they cannot be read, every location may be one of them. */
export class KnownBusinesses {
  /** Null: the settings name none. */
  readonly #ids: Cached<ReadonlySet<string> | null>;

  constructor(
    private readonly connector: Pick<ConnectorGateway, 'settings'>,
    now: () => number = Date.now,
  ) {
    this.#ids = new Cached({ maxAgeMs: FRESH_MS, now });
  }

  async includes(businessId: string): Promise<boolean> {
    if (this.#ids.last()?.has(businessId)) return true;
    await within(
      PATIENCE_MS,
      this.#ids.get(() => this.#read()),
    );
    const ids = this.#ids.last() ?? null;
    return ids === null || ids.has(businessId);
  }

  /** Settings that cannot be read now say nothing about the location: the last answer stays. */
  async #read(): Promise<ReadonlySet<string> | null> {
    try {
      const ids = placesOf(await this.connector.settings());
      return ids.size > 0 ? ids : null;
    } catch {
      return this.#ids.last() ?? null;
    }
  }
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
