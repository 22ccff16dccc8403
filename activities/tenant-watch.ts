import type { Call } from '../clients/call';
import { OutsideError } from '../clients/outside-error';
import type { WifiDirectory } from '../clients/wifi-directory';
import type { ConnectorHealth, SyncReport } from '../workflows/messages';

type Tenant = SyncReport['tenant'];

/**
 * Holds the tenant that answers as the directory against the one that answered the first good sync. Another one, or the same
 * in another region, knows none of our accounts (ironwifi.md §10.1): what is missing there is not gone.
 */
export class TenantWatch {
  #isConfirmed = false;
  #asking: Promise<Tenant> | null = null;

  constructor(
    private readonly directory: Pick<WifiDirectory, 'tenant'>,
    /** Who answered the first good sync. */
    private readonly known: () => Promise<ConnectorHealth['tenant']>,
  ) {}

  /** Asks. Throws OutsideError `wrongTenant`. */
  async check(call: Call): Promise<Tenant> {
    try {
      const known = await this.known();
      const tenant = await this.directory.tenant(call);
      if (known !== null && !isSame(known, tenant)) throw another(known, tenant);
      this.#isConfirmed = true;
      return tenant;
    } catch (error) {
      if (isOutside(error, 'wrongTenant')) this.#isConfirmed = false;
      throw error;
    }
  }

  /** Asks once in a worker's life, for all who want to know, and again once another one was seen. Throws like `check`. */
  async confirm(): Promise<void> {
    if (this.#isConfirmed) return;
    this.#asking ??= this.#askFirst().finally(() => (this.#asking = null));
    await this.#asking;
  }

  /** Of a write: an account is gone only where the tenant is the one that had it. Throws `wrongTenant` instead of `notFound`. */
  async orGone<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (isOutside(error, 'notFound')) await this.#askFirst();
      throw error;
    }
  }

  /** Whatever became of the question, nothing was written. */
  async #askFirst(): Promise<Tenant> {
    try {
      return await this.check(atTheDoor);
    } catch (error) {
      if (!(error instanceof OutsideError) || !error.outcomeUnknown) throw error;
      const { system, message, options } = error;
      throw new OutsideError(system, 'unreachable', `${message} (nothing was written)`, options);
    }
  }
}

const atTheDoor: Call = { lane: 'interactive' };

const isOutside = (error: unknown, code: OutsideError['code']): boolean =>
  error instanceof OutsideError && error.code === code;

/** Not every reply names the region. */
function isSame(one: Tenant, other: Tenant): boolean {
  const regionsDiffer = one.region !== null && other.region !== null && one.region !== other.region;
  return one.companyId === other.companyId && !regionsDiffer;
}

function another(known: Tenant, tenant: Tenant): OutsideError {
  const text =
    `IronWifi answers as ${nameOf(tenant)}; until now it was ${nameOf(known)}. ` +
    'Check IRONWIFI_API_URL (the region) and IRONWIFI_API_KEY.';
  return new OutsideError('ironwifi', 'wrongTenant', text, { retryable: false });
}

const nameOf = ({ companyId, region }: Tenant): string =>
  `company ${companyId}${region === null ? '' : ` in region ${region}`}`;
