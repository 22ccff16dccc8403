import { z } from 'zod';
import type { ConnectorGateway } from '../ports';

/** Of the connector's settings only the keys matter here: every location has a time zone or an entry of its own. */
const Places = z.object({
  settings: z.object({ locations: z.record(z.string(), z.unknown()).catch({}) }).catch({ locations: {} }),
  resolved: z.object({ zones: z.record(z.string(), z.unknown()).catch({}) }).catch({ zones: {} }),
});

/** How long a location that is not in the list is taken for unknown before the list is read again. */
const FRESH_MS = 10_000;
/** A hook is answered in milliseconds; it waits this long at most, and only for a location that was never seen. */
const PATIENCE_MS = 300;

/** The locations that the settings speak of. While they cannot be read, every location may be one of them. */
export class KnownBusinesses {
  #ids: ReadonlySet<string> | null = null;
  #readAt = -Infinity;
  #reading: Promise<void> | null = null;

  constructor(
    private readonly connector: Pick<ConnectorGateway, 'settings'>,
    private readonly now: () => number = Date.now,
  ) {}

  async includes(businessId: string): Promise<boolean> {
    if (this.#ids?.has(businessId)) return true;
    if (this.now() - this.#readAt > FRESH_MS) await this.#patiently(this.#read());
    return this.#ids === null || this.#ids.has(businessId);
  }

  async #patiently(reading: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([reading, enough]);
    clearTimeout(timer);
  }

  #read(): Promise<void> {
    this.#reading ??= this.connector
      .settings()
      .then((document) => {
        const ids = placesOf(document);
        this.#ids = ids.size > 0 ? ids : null;
      })
      .catch(() => {
        // Settings that cannot be read now say nothing about the location: hooks keep the last answer.
      })
      .finally(() => {
        this.#readAt = this.now();
        this.#reading = null;
      });
    return this.#reading;
  }
}

function placesOf(document: unknown): Set<string> {
  const places = Places.safeParse(document);
  if (!places.success) return new Set();
  return new Set([...Object.keys(places.data.resolved.zones), ...Object.keys(places.data.settings.locations)]);
}
