import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ChangedField, Detail, FoundAccount } from '../../domain/replayed/account';
import type { Entitlement, PlanAttributes, Reason } from '../../domain/replayed/entitlement';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { AccountId, Instant, MemberId } from '../../domain/replayed/ids';
import type { HoldMark } from '../../domain/replayed/guard/hold-mark';
import type { LetterKind } from '../../domain/replayed/letter-kinds';
import type { Order } from '../../domain/replayed/next-write';
import type { Override } from '../../domain/replayed/override';
import type { Priority } from '../../domain/replayed/priority';
import type { OperatorRequest } from './operator-request';

/** Input of a new member workflow; what it hands over when it continues as new is its own business. */
export interface MemberInput {
  connector: string;
  member: MemberId;
}

/**
 * A webhook, a sync, an operator or another profile of the same person says that something happened to this member. The truth
 * is read afterwards.
 */
export interface Hint {
  source: 'hook' | 'sync' | 'operator' | 'profile';
  /** Name of the Nexudus action, e.g. CoworkerContractCancel. */
  action?: string;
  /** Ids of the records that came with it; of a profile its own, if it is joined or has left its account. */
  evidence?: string[];
  /** When the webhook came in, which may be long before a workflow hears of it. Absent where an earlier version took it in. */
  at?: Instant;
  /** The operator who asked for it, by id. */
  by?: string;
  /** How urgent the look is that it asks for, where the sender knows. */
  priority?: Priority;
  /** What a sync saw of the member's account, so that a manual change of it is put right. */
  directory?: SeenInDirectory;
  /** The sync found a removal for this reason, and the guard lets it pass. */
  cleared?: Reason;
  /** No reason to look: the sync asked the guard then, and this is what became of it; null: nothing is held (any more). */
  mark?: { at: Instant; mark: HoldMark | null };
}

export interface SeenInDirectory {
  /** When the directory began to be read: what was written since is not in it. */
  readAt: Instant;
  /** Null: there is none with our mark. */
  account: SeenAccount | null;
}

/** `enabled` is null where the tenant's word for it is unknown. */
export type SeenAccount = Omit<FoundAccount, 'id' | 'enabled'> & { id: string; enabled: boolean | null };

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

/** The CA of the network is rolled over: whoever has no profile with the new one is asked to renew it. */
export interface RenewProfile {
  /** The new CA: a short fingerprint. */
  ca: string;
  /** All CAs of the settings in their order, since some devices use the first one only: nobody is asked twice for the same. */
  list: string;
}
export const renewProfile = defineSignal<[RenewProfile]>('renewProfile');

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
/** Deletes and forgets what there is of the member. */
export interface EraseRequest extends OperatorRequest {
  /** Also while the membership runs: access is then kept off by a block. */
  force: boolean;
}
export const eraseMember = defineUpdate<void, [EraseRequest]>('eraseMember');

/** The profile that has the account of the person is erased, and those that are joined to it go with it. */
export interface EraseWithOwner extends EraseRequest {
  owner: MemberId;
}
export const eraseWithOwner = defineSignal<[EraseWithOwner]>('eraseWithOwner');

export const retryNow = defineUpdate<void, [OperatorRequest]>('retryNow');

/** The API's words for the refresher, the reconciler and its details, the notifier, and the notifier's writes to Nexudus. */
export type ReportedLane = 'looker' | 'writer' | 'details' | 'courier' | 'portal';
export interface Attention {
  lane: ReportedLane;
  reason: FailureCode;
  /** Ids and settings only. */
  message: string;
  since: Instant;
}

/** A lane that an operator's maintenance holds back. */
export interface Waiting {
  lane: ReportedLane;
  /** Which system, and since when or from when on. */
  message: string;
  since: Instant;
}

export interface TimelineEntry {
  at: Instant;
  what: string;
}

export interface MemberAccount {
  id: string;
  enabled: boolean;
  orgUnit: string;
  /** As last written. Absent where an earlier version runs, like everything below that may be. */
  attributes?: PlanAttributes | null;
  /** What the account lacks because the directory has refused it. */
  leftOut?: Detail[];
}

/** The write that would bring the account in line with what is decided, be it under way, owed or stuck. */
export interface PendingWrite {
  kind: Order['kind'];
  /** What it changes. */
  fields: (ChangedField | Detail)[];
}

/** The link that opens the member's page. Ids and tokens are no part of it. */
export interface LinkExplanation {
  expiresAt: Instant;
  openings: number;
  opened: number;
}

/**
 * What an erasure still has to do: delete the account, clear the Nexudus profile, have the guard forget the member, tell the
 * joined profiles.
 */
export type ErasureLeft = 'account' | 'portal' | 'guard' | 'profiles';

/** One that is under way, or the tombstone that one has left. */
export interface ErasureExplanation {
  since: Instant;
  by: string;
  /** Null: it is under way. */
  doneAt: Instant | null;
  left: ErasureLeft[];
}

type DeliveryState = 'none' | 'owed' | 'sent' | 'stuck';

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
  /** What waits for an operator, or where one has said no. */
  hold: HoldMark | null;
  /** When an account whose membership ended is deleted. */
  eraseAt: Instant | null;
  /** Null: nobody has asked for it, or the member is back since. */
  erasure: ErasureExplanation | null;
  lastLookAt: Instant | null;
  /** Null: the account is as decided. */
  pending?: PendingWrite | null;
  /** When a write was last answered. */
  lastWriteAt?: Instant | null;
  /** That of the last letter; null before the first one. */
  link?: LinkExplanation | null;
  /** The last 100. */
  timeline: TimelineEntry[];
}
export const explain = defineQuery<MemberExplanation>('explain');
