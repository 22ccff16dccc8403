/**
 * Everything that may be said to a workflow from outside: names, shapes, ids. The only file of this folder that `api` and
 * `activities` import. Payloads hold ids, never names, addresses or passwords.
 */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Entitlement } from '../domain/entitlement';
import type { FailureCode } from '../domain/failure-codes';
import type { AccountId, BusinessId, Instant, MemberId } from '../domain/ids';
import type { LetterKind } from '../domain/letters/kinds';
import type { LinkRef } from '../domain/link';
import type { Override } from '../domain/override';
import type { Credential } from '../domain/account';
import type { Step } from '../domain/entitlement';

// --- ids ---------------------------------------------------------------------------------------------------------

export const memberWorkflowId = (connector: string, member: string): string => `member:${connector}:${member}`;
export const memberOfWorkflowId = (workflowId: string): string => workflowId.slice(workflowId.lastIndexOf(':') + 1);
export const connectorWorkflowId = (connector: string): string => `connector:${connector}`;
export const rosterSyncScheduleId = (connector: string): string => `roster-sync:${connector}`;
export const rosterSyncWorkflowId = (connector: string): string => `roster-sync:${connector}`;
export const rosterDryWorkflowId = (connector: string): string => `roster-dry:${connector}`;

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
}

export interface SeenInDirectory {
  /** When the directory began to be read: what was written since is not in it. */
  readAt: Instant;
  /** Null: there is none with our mark. */
  account: { id: AccountId; enabled: boolean | null; orgUnit: string | null } | null;
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
export const retryNow = defineUpdate<void, [OperatorRequest]>('retryNow');

export type Lane = 'looker' | 'writer' | 'courier' | 'portal';
export interface Attention {
  lane: Lane;
  reason: FailureCode;
  /** Ids and settings only. */
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
  override: Override | null;
  delivery: { state: DeliveryState; at: Instant | null; kind: LetterKind | null };
  /** A removal that waits for its second look. */
  secondLookAt: Instant | null;
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

export interface SyncCounts {
  read: number;
  inSync: number;
  granted: number;
  moved: number;
  revoked: number;
  /** The directory is right, but the workflow holds another entitlement. */
  refreshed: number;
  held: number;
  orphans: number;
  conflicts: number;
  /** Entitled, but no user name can be made: no e-mail address, or an empty custom field. */
  unnamed: number;
  /** The settings would give the account another user name. */
  misnamed: number;
}
/** The result of a roster sync: counts and at most 200 ids. */
export interface SyncReport {
  counts: SyncCounts;
  /** Ids of the members that were (or, in a dry run, would be) told, and why. */
  members: {
    id: string;
    what: 'grant' | 'move' | 'revoke' | 'held' | 'refresh' | 'orphan' | 'conflict' | 'unnamed' | 'misnamed';
  }[];
  unmappedPlans: { id: string; name: string; members: number }[];
  reactivatedWebhooks: number;
  orgUnitsMade: string[];
  calls: { nexudus: number; ironwifi: number };
  tenant: { companyId: string; region: string | null };
  sentence: string;
}
export interface RosterSyncInput {
  connector: string;
  dryRun?: boolean;
  /** Lets every removal of this run through. */
  approve?: boolean;
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
  side: 'nexudus' | 'ironwifi' | null;
  /** The tenant that answered, when the directory was read. */
  tenant: { companyId: string; region: string | null } | null;
  sentence: string;
}
export const syncFinished = defineSignal<[SyncSummary]>('syncFinished');

export interface SideHealth {
  consecutiveFailures: number;
  lastFailure: { code: FailureCode; at: Instant } | null;
  lastGoodAt: Instant | null;
}
export interface ConnectorHealth {
  settingsVersion: number | null;
  nexudus: SideHealth;
  ironwifi: SideHealth;
  /** Newest first, at most 200. */
  syncs: SyncSummary[];
  /** The tenant that answered the first good read. */
  tenant: { companyId: string; region: string | null } | null;
}
export const connectorHealth = defineQuery<ConnectorHealth>('health');

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
  /** `${step.hash}.${identity}`: what the roster sync compares. */
  LatchkeyEntitlement: 'KEYWORD',
} as const;
