import type { DirectoryCapabilities } from '../../domain/settings/settings';
import type { MaintenanceGate } from '../maintenance-gate';
import type { TenantId } from './tenant';

export interface IronwifiClientOptions {
  /** Regional, with `/api`, without a trailing slash: a wrong region reads as an empty tenant (ironwifi.md §0.1). */
  apiUrl: string;
  /** When given, it is part of every path, and another tenant's is refused by the server. */
  companyId: string | null;
  apiKey: () => string;
  /** Who answered until now, and is to answer; whoever answers first, when left out or null. */
  knownTenant?: () => Promise<TenantId | null>;
  /** Infinity: as fast as the server answers. */
  ratePerMinute: number;
  /** What the tenant does in disputed cases; asked anew for every call, since a probe may have measured it. */
  capabilities: () => DirectoryCapabilities;
  /** Of one request; 8 s when left out. */
  timeoutMs?: number;
  /** Epoch ms. */
  now?: () => number;
  /** All calls, when left out. */
  admit?: MaintenanceGate;
}
