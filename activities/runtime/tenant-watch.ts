import { Cached, SharedRead } from '../../clients/cached';
import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { WifiDirectory } from '../../clients/wifi-directory';

type Tenant = Awaited<ReturnType<WifiDirectory['tenant']>>;

/** How long a tenant that was confirmed is trusted to be the same. */
const CONFIRMED_MS = 5 * 60_000;

/**
 * Makes sure that the directory is ours before a missing account counts as gone, and before a new one is created: another
 * tenant, or another region, knows none of our accounts (ironwifi.md §10.1).
 */
export class TenantWatch {
  readonly #confirmed: Cached<Tenant>;
  readonly #asked = new SharedRead<Tenant>();

  constructor(
    private readonly directory: Pick<WifiDirectory, 'tenant'>,
    /** A monotonic clock, ms. */
    now: () => number = () => performance.now(),
  ) {
    this.#confirmed = new Cached({ maxAgeMs: CONFIRMED_MS, now });
  }

  /** Throws ExternalError `wrongTenant`. */
  async check(call: Call): Promise<Tenant> {
    try {
      const tenant = await this.directory.tenant(call);
      this.#confirmed.keep(tenant);
      return tenant;
    } catch (error) {
      if (isExternal(error, 'wrongTenant')) this.#confirmed.clear();
      throw error;
    }
  }

  /** One question, shared by all who are about to write. Without an answer none of their writes has begun. */
  async ask(): Promise<void> {
    try {
      await this.#asked.join((onCall) => this.check({ priority: 'urgent', onCall }));
    } catch (error) {
      if (!(error instanceof ExternalError) || !error.outcomeUnknown) throw error;
      const { system, message, options } = error;
      throw new ExternalError(system, 'unreachable', `${message} (nothing was written by it)`, options);
    }
  }

  /** Asks, unless the answer of the last five minutes will do. */
  async confirm(): Promise<void> {
    if (!this.#confirmed.isFresh) await this.ask();
  }

  /** For a write: confirms the tenant before it lets `notFound` through; throws `wrongTenant` in its place otherwise. */
  async orGone<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (isExternal(error, 'notFound')) await this.ask();
      throw error;
    }
  }
}

const isExternal = (error: unknown, code: ExternalError['code']): boolean =>
  error instanceof ExternalError && error.code === code;
