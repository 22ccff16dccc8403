import type { Call } from '../clients/call';
import { ExternalError } from '../clients/external-error';
import { SharedRead } from '../clients/shared-read';
import type { WifiDirectory } from '../clients/wifi-directory';

type Tenant = Awaited<ReturnType<WifiDirectory['tenant']>>;

/** So long it is believed that the tenant is still the one that it was. */
const CONFIRMED_MS = 5 * 60_000;

/**
 * Before an account that is missing is taken for gone, and before a new one is made, it is certain that the directory is ours:
 * another tenant, or another region, knows none of our accounts (ironwifi.md §10.1).
 */
export class TenantWatch {
  #confirmedAt = -Infinity;
  readonly #asked = new SharedRead<Tenant>();

  constructor(
    private readonly directory: Pick<WifiDirectory, 'tenant'>,
    /** A monotonic clock, ms. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws ExternalError `wrongTenant`. */
  async check(call: Call): Promise<Tenant> {
    try {
      const tenant = await this.directory.tenant(call);
      this.#confirmedAt = this.now();
      return tenant;
    } catch (error) {
      if (isOutside(error, 'wrongTenant')) this.#confirmedAt = -Infinity;
      throw error;
    }
  }

  /** One question of all who write at the moment. That it is not answered leaves none of their writes in doubt. */
  async ask(): Promise<void> {
    try {
      await this.#asked.join((onCall) => this.check({ lane: 'interactive', onCall }));
    } catch (error) {
      if (!(error instanceof ExternalError) || !error.outcomeUnknown) throw error;
      const { system, message, options } = error;
      throw new ExternalError(system, 'unreachable', `${message} (nothing was written by it)`, options);
    }
  }

  /** Asks, unless the answer of the last five minutes will do. */
  async confirm(): Promise<void> {
    if (this.now() - this.#confirmedAt > CONFIRMED_MS) await this.ask();
  }

  /** Of a write: an account is gone only where the tenant is the one that had it. Throws `wrongTenant` instead of `notFound`. */
  async orGone<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (isOutside(error, 'notFound')) await this.ask();
      throw error;
    }
  }
}

const isOutside = (error: unknown, code: ExternalError['code']): boolean =>
  error instanceof ExternalError && error.code === code;
