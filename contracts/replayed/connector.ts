import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CertificateWatch } from '../../domain/replayed/health/certificates';
import type { MaintenanceSwitches } from '../../domain/replayed/health/maintenance';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { MailHealth, MailReport } from '../../domain/replayed/health/mail-health';
import type { SystemHealth } from '../../domain/replayed/health/system-health';
import type { Instant } from '../../domain/replayed/ids';
import type { RenewProfile } from './member';
import type { OperatorRequest } from './operator-request';
import type { SyncSummary } from './roster';
import type { DraftRules } from './what-if';

/** `settings` is the operator's document as saved, with names of plans; `resolved`, which activities work by, is made from it. */
export interface SettingsDocument {
  version: number;
  settings: unknown;
  /** Rules, with plan names resolved to ids, and the plans that were mapped once. Whoever reads them parses them. */
  resolved: unknown;
  savedAt: Instant;
  savedBy: string;
}
export interface UpdateSettingsRequest extends OperatorRequest {
  settings: unknown;
  /** The version that was edited; if it has changed: `settingsStale`. Null: whatever it is. */
  ifVersion: number | null;
  /** A CA may be dropped although members have no other. */
  acceptsCutOff?: boolean;
}
/** Fails with type `settingsInvalid` (details: [{ path, message }][]) or `settingsStale`. */
export const updateSettings = defineUpdate<{ version: number; warnings: string[] }, [UpdateSettingsRequest]>(
  'updateSettings',
);
/** Fails as `updateSettings` does, and with `notReady` before the first settings; nothing is saved. */
export const resolveDraft = defineUpdate<DraftRules, [Pick<UpdateSettingsRequest, 'settings' | 'acceptsCutOff'>]>(
  'resolveDraft',
);
/** Null until the first settings are saved. */
export const currentSettings = defineQuery<SettingsDocument | null>('settings');

/** A worker reports which version of the resolver it has; rules that an older one made are then made again. */
export const resolverKnown = defineSignal<[{ version: number }]>('resolverKnown');

export interface GoLiveRequest extends OperatorRequest {
  fingerprint: string;
}
/** From here on everything is written and mailed. Fails with `alreadyLive`. */
export const goLive = defineUpdate<{ version: number }, [GoLiveRequest]>('goLive');
/** Pauses an import, or lets it go on: whether members hear of grants and moves that a sync finds. */
export const pauseImport = defineUpdate<void, [OperatorRequest & { paused: boolean }]>('pauseImport');

export interface MaintenanceRequest extends OperatorRequest, Partial<Record<SyncedSystem, boolean>> {}
/** Stops all calls to a system, or lets them go again; a system that is not named stays as it is. */
export const switchMaintenance = defineUpdate<MaintenanceSwitches, [MaintenanceRequest]>('switchMaintenance');

/** What activities work by. */
export interface WorkingOrder {
  /** Null until the first settings are saved. */
  document: SettingsDocument | null;
  maintenance: MaintenanceSwitches;
}
export const workingOrder = defineQuery<WorkingOrder>('workingOrder');

/** Letters that ask members to renew their profiles, because of a new CA. */
export interface Renewal extends OperatorRequest, RenewProfile {
  at: Instant;
  /** Null: it is under way. */
  finishedAt: Instant | null;
  /** How many members were asked; null: it is under way, or was given up. */
  asked: number | null;
}
/** Asks those members to renew their profile who have none with this CA. Asking again asks nobody twice. */
export const askForRenewals = defineUpdate<Renewal, [OperatorRequest & RenewProfile]>('askForRenewals');

export interface ConnectorHealth {
  settingsVersion: number | null;
  nexudus: SystemHealth;
  ironwifi: SystemHealth;
  mail: MailHealth;
  certificates: CertificateWatch;
  /** The last one; null: there was none. */
  renewal: Renewal | null;
  /** Newest first, at most 200. */
  syncs: SyncSummary[];
  /** The tenant that answered the first good read. */
  tenant: { companyId: string; region: string | null } | null;
  /** Null before the first settings. */
  live: { since: Instant; by: string } | null;
  /** The version of the settings that the last live sync used. */
  syncedVersion: number | null;
  importPaused: boolean;
  openHolds: number;
}
/** How the mail server does, as a worker has seen it. */
export const mailSeen = defineSignal<[MailReport]>('mailSeen');

export const connectorHealth = defineQuery<ConnectorHealth>('health');
