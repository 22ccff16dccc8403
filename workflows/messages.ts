/**
 * Everything that may be said to a workflow from outside: names, shapes, ids. The only file of this folder that `api` and
 * `activities` import. Payloads hold ids, never names, addresses or passwords.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Entitlement } from '../domain/entitlement';
import type { FailureCode } from '../domain/failure-codes';
import type { MaintenanceSwitches } from '../domain/health/maintenance';
import type { Side } from '../domain/health/side';
import type { SideHealth, SideReport } from '../domain/health/side-health';
import type { AccountId, BusinessId, Instant, MemberId } from '../domain/ids';
import type { LetterKind } from '../domain/letters/kinds';
import type { LinkRef } from '../domain/link';
import type { Override } from '../domain/override';
import type { Credential } from '../domain/account';
import type { Reason, Step } from '../domain/entitlement';
import type { Claim, ClaimAnswer } from '../domain/roster/claim';
import type { Answer, Question } from '../domain/roster/ask';
import type { Hold } from '../domain/roster/hold';
import type { SyncCounts, SyncFinding } from '../domain/roster/report';
import type { WebhookWatch } from '../domain/webhooks/webhook-watch';

// --- ids ---------------------------------------------------------------------------------------------------------

export const memberWorkflowId = (connector: string, member: string): string => `member:${connector}:${member}`;
export const memberOfWorkflowId = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf(':') + 1);
export const connectorWorkflowId = (connector: string): string => `connector:${connector}`;
export const rosterSyncScheduleId = (connector: string): string => `roster-sync:${connector}`;
export const rosterSyncWorkflowId = (connector: string): string => `roster-sync:${connector}`;
export const rosterDryWorkflowId = (connector: string): string => `roster-dry:${connector}`;
export const rosterPreviewWorkflowId = (connector: string): string => `roster-preview:${connector}`;

/** Task queue of workflows, reads and mail. */
export const membersQueue = 'members';
/** Task queue of every write to the directory; rate-limited by the server. Tests use suffixed pairs of both. */
export const directoryQueue = (queue: string): string => queue.replace(membersQueue, 'directory');

export const workflowTypes = {
  member: 'memberWorkflow',
  rosterSync: 'rosterSyncWorkflow',
  connector: 'connectorWorkflow',
} as const;

// --- member ------------------------------------------------------------------------------------------------------

/** Input of a new member workflow; what it carries over when it continues as new is its own affair. */
export interface MemberInput {
  connector: string;
  member: MemberId;
}

/** What a webhook, a sync or an operator says: something happened to this member. The truth is read afterwards. */
export interface Hint {
  source: 'hook' | 'sync' | 'operator';
  /** Name of the Nexudus action, e.g. CoworkerContractCancel. */
  action?: string;
  /** Ids of the records that came with it. */
  evidence?: string[];
  /** What a sync saw of the member's account, so that one changed behind our back is put right. */
  directory?: SeenInDirectory;
  /** The guard lets the removal through that this sync has found, for this reason. */
  cleared?: Reason;
}

export interface SeenInDirectory {
  /** When the directory began to be read: what was written since is not in it. */
  readAt: Instant;
  /** Null: there is none with our mark. */
  account: { id: string; enabled: boolean | null; orgUnit: string | null } | null;
}

export const memberSignals = [
  'memberCreated',
  'planChanged',
  'membershipCancelled',
  'checkedIn',
  'checkedOut',
  'accessChanged',
] as const;
export type MemberSignal = (typeof memberSignals)[number];

export const memberCreated = defineSignal<[Hint]>('memberCreated');
export const planChanged = defineSignal<[Hint]>('planChanged');
export const membershipCancelled = defineSignal<[Hint]>('membershipCancelled');
export const checkedIn = defineSignal<[Hint]>('checkedIn');
export const checkedOut = defineSignal<[Hint]>('checkedOut');
export const accessChanged = defineSignal<[Hint]>('accessChanged');

/** Who asked; an id of an operator or a command, never a person's name. */
export interface OperatorRequest {
  by: string;
}
export interface OverrideRequest extends OperatorRequest {
  /** Null lifts the override. */
  access: 'allow' | 'block' | null;
  until: Instant | null;
  reason: string;
}

/** Each is recorded at once and answered; follow the outcome with `explain`. */
export const resendCredentials = defineUpdate<void, [OperatorRequest]>('resendCredentials');
export const rotateCredentials = defineUpdate<void, [OperatorRequest]>('rotateCredentials');
export const overrideAccess = defineUpdate<void, [OverrideRequest]>('overrideAccess');
/** Gives the account the user name that the settings make today; the member gets a letter. */
export const renameAccount = defineUpdate<void, [OperatorRequest]>('renameAccount');
/** Gives the member an account that nobody has marked; it gets a new password, and the member a letter. */
export const adoptAccount = defineUpdate<void, [OperatorRequest & { account: AccountId }]>('adoptAccount');
export const retryNow = defineUpdate<void, [OperatorRequest]>('retryNow');

export const lanes = ['looker', 'writer', 'courier', 'portal'] as const;
export type Lane = (typeof lanes)[number];
export interface Attention {
  lane: Lane;
  reason: FailureCode;
  /** Ids and settings only. */
  message: string;
  since: Instant;
}

/** A lane that an operator's maintenance holds back. */
export interface Waiting {
  lane: Lane;
  /** Which side, since when, or from when on. */
  message: string;
  since: Instant;
}

/** One line of a member's story. */
export interface TimelineEntry {
  at: Instant;
  what: string;
}

export interface MemberAccount {
  id: string;
  enabled: boolean;
  orgUnit: string;
}

export type DeliveryState = 'none' | 'owed' | 'sent' | 'stuck';

/** The answer of the query `explain`. */
export interface MemberExplanation {
  member: MemberId;
  /** Null until the first look has succeeded. */
  entitlement: Entitlement | null;
  /** Index of the step of now. */
  step: number;
  account: MemberAccount | null;
  /** A write whose outcome is not known yet. */
  unsettled: boolean;
  attention: Attention | null;
  /** Null unless something is held back by a maintenance. */
  waiting: Waiting | null;
  override: Override | null;
  delivery: { state: DeliveryState; at: Instant | null; kind: LetterKind | null };
  /** A removal that waits for its second look. */
  secondLookAt: Instant | null;
  /** A removal that waits for an operator; `id` is null where one has said no. */
  hold: { id: string | null; reason: Reason; since: Instant } | null;
  /** When an account whose membership ended is deleted. */
  eraseAt: Instant | null;
  lastLookAt: Instant | null;
  /** The last 50. */
  timeline: TimelineEntry[];
}
export const explain = defineQuery<MemberExplanation>('explain');

/** The answer of the query `page`: what the member's page rests on. Ids and instants only, no token. */
export interface MemberPage {
  member: MemberId;
  /** The link that opens the page; null before the first letter. */
  link: (LinkRef & { expiresAt: Instant; openingsLeft: number }) | null;
  /** Links that were replaced: they open nothing, but their holder may ask for a new letter. */
  pastLinks: LinkRef[];
  /** From the step that holds now. */
  steps: Step[];
  /** Null while there is none, or while it does not have the password that it is to have. */
  account: PageAccount | null;
  /** Of the person. */
  businessId: BusinessId | null;
}

export interface PageAccount {
  id: AccountId;
  enabled: boolean;
  credential: Credential;
  /** A fingerprint of the user name that the account was given; '' when not known. */
  usernameTag: string;
  /** The plain user name belongs to another member. */
  suffix: boolean;
}
export const memberPage = defineQuery<MemberPage>('page');

export interface LinkRequest {
  /** The id of the link that the caller has. */
  link: string;
}
export interface TakeProfileRequest extends LinkRequest {
  /** The opening that offered the file. */
  opening: number;
  document: string;
}

/** Counts one reveal; `opening` is null when the link opens nothing (any more). */
export const openCredentialLink = defineUpdate<{ opening: number | null }, [LinkRequest]>('openCredentialLink');
/** A file that an opening offered, once. */
export const takeProfile = defineUpdate<{ taken: boolean }, [TakeProfileRequest]>('takeProfile');
/** The holder of a dead link asks for a new letter, or, with a live one, for a new password; `done` is false past the limit. */
export const renewLink = defineUpdate<{ done: boolean }, [LinkRequest]>('renewLink');
export const rotateByMember = defineUpdate<{ done: boolean }, [LinkRequest]>('rotateByMember');

// --- connector ---------------------------------------------------------------------------------------------------

/** `settings` is the operator's document as saved (names of plans); what activities decide by is made from it. */
export interface SettingsDocument {
  version: number;
  settings: unknown;
  /** Plan names resolved to ids when saved, and plans that were mapped once. */
  resolved: unknown;
  savedAt: Instant;
  savedBy: string;
}
export interface UpdateSettingsRequest extends OperatorRequest {
  settings: unknown;
  /** The version it was edited from; another one now: `settingsStale`. Null: whatever it is. */
  ifVersion: number | null;
}
/** Fails with type `settingsInvalid` (details: [{ path, message }][]) or `settingsStale`. */
export const updateSettings = defineUpdate<{ version: number; warnings: string[] }, [UpdateSettingsRequest]>(
  'updateSettings',
);
/** Null until the first settings are saved. */
export const currentSettings = defineQuery<SettingsDocument | null>('settings');

export type { SyncCounts };

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
  side: Side | null;
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
export const sidesSeen = defineSignal<[Record<Side, SideReport>]>('sidesSeen');

export type { SideHealth };
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

/** A sync asks before it acts; the guard remembers what it let through. */
export const claimChanges = defineUpdate<ClaimAnswer, [Claim]>('claimChanges');
/** What the guard would answer; nothing is remembered. */
export const wouldHold = defineQuery<ClaimAnswer, [Claim]>('wouldHold');
/** A member's look asks before it takes what no hook has announced. */
export const askGuard = defineUpdate<Answer, [Question]>('askGuard');
/** The member was found entitled: whatever held it is over. */
export const withdrawQuestion = defineUpdate<void, [{ member: MemberId }]>('withdrawQuestion');
/** Open holds, and the last that were closed; newest first. */
export const holds = defineQuery<Hold[]>('holds');
export interface DecideHoldRequest extends OperatorRequest {
  id: string;
  verdict: 'approve' | 'reject';
  /** Approve these only; null: all. */
  members: MemberId[] | null;
  reason: string;
}
/** Fails with type `notFound`, or `holdClosed` when it is decided or these ids are not in it (any more). */
export const decideHold = defineUpdate<Hold, [DecideHoldRequest]>('decideHold');

export interface GoLiveRequest extends OperatorRequest {
  fingerprint: string;
}
/** From here on everything is written and mailed. Fails with `settingsStale` when the connector is live already. */
export const goLive = defineUpdate<{ version: number }, [GoLiveRequest]>('goLive');
/** Holds an import back, or lets it go on: grants and moves that a sync finds are told or not. */
export const pauseImport = defineUpdate<void, [OperatorRequest & { paused: boolean }]>('pauseImport');

export interface MaintenanceRequest extends OperatorRequest, Partial<Record<Side, boolean>> {}
/** Holds back all calls to a side, or lets them go again; a side that is not named stays as it is. */
export const switchMaintenance = defineUpdate<MaintenanceSwitches, [MaintenanceRequest]>('switchMaintenance');

/** What activities go by. */
export interface WorkingOrder {
  /** Null until the first settings are saved. */
  document: SettingsDocument | null;
  maintenance: MaintenanceSwitches;
}
export const workingOrder = defineQuery<WorkingOrder>('workingOrder');

// --- search attributes -------------------------------------------------------------------------------------------

/** No personal data: ids, words of closed unions, instants. */
export const searchAttributes = {
  LatchkeyConnector: 'KEYWORD',
  /** granted | prepared | denied | keep | unknown */
  LatchkeyStatus: 'KEYWORD',
  LatchkeyPlan: 'KEYWORD',
  LatchkeyGroup: 'KEYWORD',
  LatchkeyReason: 'KEYWORD',
  /** The lane and the code, e.g. `writer:throttled`; unset while all is well. */
  LatchkeyAttention: 'KEYWORD',
  LatchkeyAccessUntil: 'DATETIME',
  /** Business id of the member's location. */
  LatchkeyLocation: 'KEYWORD',
  /** How and when the workflow learned of what it holds: `hook:` or `look:`, epoch ms. */
  LatchkeyNews: 'KEYWORD',
  /** See `entitlementTag`: what the roster sync compares. */
  LatchkeyEntitlement: 'KEYWORD',
} as const;
