import { defineQuery } from '@temporalio/workflow';
import type { SystemHealth } from '../../domain/replayed/health/system-health';
import type { Instant } from '../../domain/replayed/ids';
import type { SyncSummary } from './roster';

export interface ConnectorHealth {
  settingsVersion: number | null;
  nexudus: SystemHealth;
  ironwifi: SystemHealth;
  /** Newest first, at most 200. */
  syncs: SyncSummary[];
  /** The tenant that answered the first good read. */
  tenant: { companyId: string; region: string | null } | null;
  /** Null before the first settings. */
  live: { since: Instant; by: string } | null;
  /** The version that the last live sync went by. */
  syncedVersion: number | null;
  importPaused: boolean;
  openHolds: number;
}
export const connectorHealth = defineQuery<ConnectorHealth>('health');
