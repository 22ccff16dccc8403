import { defineSignal } from '@temporalio/workflow';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { SystemReport } from '../../domain/replayed/health/system-health';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { SyncCounts, SyncFinding } from '../../domain/roster/report';
import type { WebhookWatch } from '../../domain/webhooks/review-webhooks';
import type { WhatIfInput, WhatIfReport } from './what-if';

/** The result of a roster sync: counts, and enough ids to start investigating. */
export interface SyncReport {
  /** The settings that it used. */
  settingsVersion: number;
  /** Nothing was written, because the run was asked to or the connector is not live. */
  dryRun: boolean;
  counts: SyncCounts;
  /** At most 200: members who were (in a dry run: would be) signaled, and why. */
  members: SyncFinding[];
  /** Plans of members that the map lacks, and mapped plans that Nexudus no longer lists. */
  unmappedPlans: { id: string; name: string; members: number; gone: boolean }[];
  /** Changes that a hook should have announced, by action and location. */
  missedHooks: { action: string; businessId: string | null; members: number }[];
  /** At most 50: members whose reads contradicted each other. Nothing was concluded about them. */
  skipped: string[];
  /** Null of a what-if, which does not look at them. */
  webhooks: WebhookWatch | null;
  orgUnitsMade: string[];
  calls: { nexudus: number; ironwifi: number };
  tenant: { companyId: string; region: string | null };
  durationMs: number;
  /** The part of it that reading both systems took; null of a what-if, which may have read neither. */
  readMs: number | null;
  sentence: string;
  /** Null unless the run is a preview. */
  preview: Preview | null;
  /** Absent unless the run is a what-if. */
  whatIf?: WhatIfReport;
}

/** What a first sync would do, tied to what it saw. */
export interface Preview {
  fingerprint: string;
  /** Members with WiFi, by group and by plan. */
  byGroup: { group: string; members: number }[];
  byPlan: { id: string | null; name: string; members: number }[];
  /** The first of each, by id. */
  grants: { id: string; group: string; planId: string | null }[];
  conflicts: { id: string; account: string }[];
  /** Accounts without a mark that have the user name of a member who is to have WiFi. */
  adoptable: { id: string; account: string; enabled: boolean | null }[];
  unnamed: string[];
  /** Members who would get one user name. */
  duplicates: string[][];
  /** What carrying it out costs, at the allowed rates. */
  estimate: { calls: { nexudus: number; ironwifi: number }; minutes: number };
  /** A mark for each decision and its account, to compare with later; see `marks.ts`. */
  marks: string;
}

/** How far a run has come. */
export interface RunProgress {
  phase: 'source' | 'directory' | 'telling';
  /** Pages of the directory that are read, or members that are signaled, by phase. */
  done: number;
  /** How many there are; null while that is not known. */
  of: number | null;
  /** When the phase ends at this pace; null while that is not known. */
  endsAt: Instant | null;
  /** How many calls were made so far; absent where an earlier version reports. */
  calls?: Record<SyncedSystem, number>;
}

/** What a run's heartbeat carries. */
export interface RunHeartbeat {
  progress: RunProgress;
}

export interface RosterSyncInput {
  connector: string;
  dryRun?: boolean;
  /** Lets every removal of this run pass. */
  approve?: boolean;
  /** Writes nothing and reports what going live would do. */
  preview?: boolean;
  /** Writes nothing and reports on one member. */
  only?: MemberId;
  /** Writes nothing and reports what a draft of settings would do. */
  whatIf?: WhatIfInput;
}

export interface SyncSummary {
  /** Workflow id and run id of the sync; the run id is the id of a sync in the API. */
  workflowId: string;
  runId: string;
  dryRun: boolean;
  startedAt: Instant;
  finishedAt: Instant;
  state: 'done' | 'failed';
  reason: FailureCode | null;
  /** The system whose failure ended it, if one did. */
  side: SyncedSystem | null;
  /** The tenant that answered, when the directory was read. */
  tenant: { companyId: string; region: string | null } | null;
  sentence: string;
  /** The settings that it used; null when it failed. */
  settingsVersion: number | null;
  /** Of a preview or a what-if: names what going live, or saving the draft, is tied to. */
  fingerprint: string | null;
  /** How long reading both systems took; null when it failed, and of a what-if. */
  readMs: number | null;
}
export const syncFinished = defineSignal<[SyncSummary]>('syncFinished');

/** What the worker of a sync has seen of both systems, whatever became of the sync. */
export const systemsSeen = defineSignal<[Record<SyncedSystem, SystemReport>]>('sidesSeen');
