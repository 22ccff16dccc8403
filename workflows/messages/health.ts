import { defineQuery } from '@temporalio/workflow';
import type { SideHealth } from '../../domain/health/side-health';
import type { Instant } from '../../domain/ids';
import type { SyncSummary } from './roster';

export interface ConnectorHealth {
  settingsVersion: number | null;
  nexudus: SideHealth;
  ironwifi: SideHealth;
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
