import { defineSignal } from '@temporalio/workflow';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { SyncedSystem } from '../../domain/replayed/health/synced-system';
import type { SystemReport } from '../../domain/replayed/health/system-health';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { SyncCounts, SyncFinding } from '../../domain/roster/report';
import type { WebhookWatch } from '../../domain/webhooks/review-webhooks';

/** The result of a roster sync: counts, and ids enough to start looking. */
export interface SyncReport {
  /** By which it went. */
  settingsVersion: number;
  /** Nothing was written: it was asked for so, or the connector is not live. */
  dryRun: boolean;
  counts: SyncCounts;
  /** At most 200: those that were (or, in a dry run, would be) told, and why. */
  members: SyncFinding[];
  /** Plans that members have and the map does not know, and mapped ones that Nexudus lists no more. */
  unmappedPlans: { id: string; name: string; members: number; gone: boolean }[];
  /** Changes that a hook should have announced, by action and location. */
  missedHooks: { action: string; businessId: string | null; members: number }[];
  /** At most 50: members whose reads contradicted each other; nothing was concluded about them. */
  skipped: string[];
  webhooks: WebhookWatch;
  orgUnitsMade: string[];
  calls: { nexudus: number; ironwifi: number };
  tenant: { companyId: string; region: string | null };
  durationMs: number;
  /** Of it, what reading both sides took. */
  readMs: number;
  sentence: string;
  /** Of a preview alone. */
  preview: Preview | null;
}

/** What a first sync would do, bound to what it saw. */
export interface Preview {
  fingerprint: string;
  /** Members with WiFi, by group and by plan. */
  byGroup: { group: string; members: number }[];
  byPlan: { id: string | null; name: string; members: number }[];
  /** The first of each, by id. */
  grants: { id: string; group: string; planId: string | null }[];
  conflicts: { id: string; account: string }[];
  /** Accounts that nobody marked, with the user name of a member who is to have WiFi. */
  adoptable: { id: string; account: string; enabled: boolean | null }[];
  unnamed: string[];
  /** Members who would get one user name. */
  duplicates: string[][];
  /** What carrying it out costs, at the allowed rates. */
  estimate: { calls: { nexudus: number; ironwifi: number }; minutes: number };
  /** A mark for each decision and its account, to compare with; see `marks.ts`. */
  marks: string;
}

/** How far a run has come. */
export interface RunProgress {
  phase: 'source' | 'directory' | 'telling';
  /** Pages of the directory, and members that are to be told: so many are done. */
  done: number;
  /** Of so many; null while nobody knows. */
  of: number | null;
  /** At this pace the phase ends then; null while nobody knows. */
  endsAt: Instant | null;
}

/** What the heartbeat of a run carries, for whoever asks. */
export interface RunHeartbeat {
  progress: RunProgress;
}

export interface RosterSyncInput {
  connector: string;
  dryRun?: boolean;
  /** Lets every removal of this run through. */
  approve?: boolean;
  /** Writes nothing, and tells what going live would do. */
  preview?: boolean;
  /** Writes nothing, and tells about one member. */
  only?: MemberId;
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
  /** The outside system whose failure ended it, if one did. */
  side: SyncedSystem | null;
  /** The tenant that answered, when the directory was read. */
  tenant: { companyId: string; region: string | null } | null;
  sentence: string;
  /** By which it went; null when it failed. */
  settingsVersion: number | null;
  /** Of a preview: what going live is bound to. */
  fingerprint: string | null;
  /** How long both sides were read; null when it failed. */
  readMs: number | null;
}
export const syncFinished = defineSignal<[SyncSummary]>('syncFinished');

/** What the worker of a sync has seen of both sides, whatever became of the sync. */
export const systemsSeen = defineSignal<[Record<SyncedSystem, SystemReport>]>('sidesSeen');
