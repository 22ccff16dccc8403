import type { TimeSlot } from '../domain/access/facts';
import type { BusinessId, Instant, MemberId, PlanId } from '../domain/replayed/ids';
import type { ActionNumbers } from '../domain/webhooks/actions';
import type { WebhookRecord } from '../domain/webhooks/webhook';
import type { Call } from './call';

/** A coworker as read: the only row with a person's name and address. Never pass it to a workflow. */
export interface CoworkerRow {
  id: MemberId;
  email: string | null;
  fullName: string;
  active: boolean;
  archived: boolean;
  /** InvoicingBusinessId. */
  businessId: BusinessId | null;
  /** CoworkerContractIds: the ids of active contracts; null where the row lacks the field. */
  contractIds: string[] | null;
  teamIds: string[];
  /** HasDueInvoices; null where the row lacks it. */
  unpaid: boolean | null;
  /** By name (or registered id); null where the row lacks them (nexudus.md §3.3). */
  customFields: Record<string, string> | null;
}

export interface ContractRow {
  id: string;
  /** UniqueId: how passes name the contract that issued them. */
  uniqueId: string | null;
  coworkerId: MemberId;
  planId: PlanId;
  planName: string;
  businessId: BusinessId;
  start: Instant | null;
  cancellation: Instant | null;
  active: boolean;
  main: boolean;
  /** InPausedPeriodFrom/Until while InPausedPeriod is true. */
  pausedNow: { from: Instant | null; until: Instant | null } | null;
}

export interface PauseRow {
  contractId: string;
  from: Instant;
  until: Instant | null;
}

export interface PassRow {
  id: string;
  coworkerId: MemberId;
  businessId: BusinessId;
  productId: PlanId;
  productName: string;
  created: Instant | null;
  expires: Instant | null;
  used: boolean;
  usedAt: Instant | null;
  /** RemainingUses; for minute passes taken as minutes, which is unconfirmed (nexudus.md §4.4). */
  remaining: number | null;
  /** The contract whose plan issued it, where the row names it; null: it was bought, or the row does not say. */
  issuedBy: { contract: string | null } | null;
}

export interface CheckInRow {
  id: string;
  coworkerId: MemberId;
  businessId: BusinessId;
  since: Instant;
  until: Instant | null;
  /** Source 3, NetworkActivity. */
  network: boolean;
}

export interface TeamRow {
  id: string;
  payingMemberId: MemberId | null;
  memberIds: MemberId[];
  sharesPasses: boolean;
}

export interface PlanRow {
  id: PlanId;
  name: string;
  businessId: BusinessId | null;
  archived: boolean;
}

export interface TimePassRow extends PlanRow {
  /** Null: a day pass. Unreadable: nobody knows, so nothing is concluded about its passes. */
  minutesIncluded: number | null | 'unreadable';
  /** When its passes may be used. Empty: at all hours. Null: Nexudus does not let us read it, or it cannot be read. */
  slots: TimeSlot[] | null;
}

export interface BusinessRow {
  id: BusinessId;
  name: string;
  /** IANA; null where Nexudus does not say. */
  timeZone: string | null;
}

/** A registered custom field (nexudus.md §3.3). */
export interface PortalField {
  id: string;
  name: string;
  businessId: BusinessId | null;
  ofCoworkers: boolean;
  /** Members see it and cannot edit it. */
  readOnly: boolean;
}

export interface WebhookRow extends WebhookRecord {
  name: string;
  lastError: string | null;
  lastTrigger: Instant | null;
}

/** What our work depends on being allowed to read. */
export type Readable =
  | 'ownUser'
  | 'coworkers'
  | 'contracts'
  | 'pauses'
  | 'passes'
  | 'checkIns'
  | 'teams'
  | 'tariffs'
  | 'timePasses'
  | 'timeSlots'
  | 'businesses'
  | 'webhooks';

/** A new webhook, which will be active. */
export type NewWebhook = Pick<WebhookRow, 'businessId' | 'name' | 'action' | 'url'>;

export type WebhookChanges = Partial<Pick<WebhookRow, 'action' | 'url' | 'active'>>;

/**
 * Access to the operator's memberships. Reads by member cost one call each, or share the pages of a list where many patient
 * calls wait; each request leaves after the question. `all…` read pages, check that nothing is
 * missing (`inconsistent` otherwise) and yield a page at a time. `tariffs`, `timePasses`, `businesses` and `team` are
 * cached for five minutes (the hours of `timePasses` for a quarter of an hour), and each read is shared by all who wait. `pauses` and the `all…` reads of members hand a record
 * that cannot be read to `call.onOdd`; `contracts`, `passes` and `checkIns` throw `inconsistent` when it is the member's.
 * Every method throws ExternalError.
 */
export interface MembershipSource {
  /** One small, uncached read of the members: does Nexudus answer, and may we read them? */
  probe(call: Call): Promise<void>;
  /** One small, uncached read: of the user that we log in as, or of one row of a list. Throws what any read of it would. */
  tryRead(what: Readable, call: Call): Promise<void>;
  /** How far the server's clock is ahead of ours, by the last reply that was good: it is given in whole seconds. Null: none was. */
  clockAheadMs(): number | null;
  /**
   * Null: the server answers 404 or 500 for this id, which alone does not prove it deleted (nexudus.md §8.6).
   * `whole`: with custom fields, which other reads may lack.
   */
  coworker(id: MemberId, call: Call, options?: { whole?: boolean }): Promise<CoworkerRow | null>;
  /** The same, but possibly half a minute old: good for a name or an address, not for access. */
  recentCoworker(id: MemberId, call: Call): Promise<CoworkerRow | null>;
  /**
   * The coworkers that have this e-mail address, in whatever spelling. Whether the server's filter looks for the exact text, or
   * is known to it at all, is unconfirmed (nexudus.md §2.2): every row is checked, and a filter that is ignored costs pages.
   */
  coworkersAt(email: string, call: Call): Promise<CoworkerRow[]>;
  /** A batch read of the id and of a control row known to exist. `unknown`: the control row is missing as well. */
  presence(id: MemberId, call: Call): Promise<'present' | 'absent' | 'unknown'>;
  contracts(id: MemberId, call: Call): Promise<ContractRow[]>;
  /** Every pause of the space that has not ended, one shared read. */
  pauses(call: Call): Promise<PauseRow[]>;
  passes(id: MemberId, call: Call): Promise<PassRow[]>;
  checkIns(id: MemberId, since: Instant, call: Call): Promise<CheckInRow[]>;
  team(id: string, call: Call): Promise<TeamRow | null>;
  tariffs(call: Call): Promise<PlanRow[]>;
  /** The next call reads `tariffs` and `timePasses` anew. */
  forgetPlans(): void;
  /** `named`: enough is a list half an hour old, as syncs leave it, if it has these. */
  timePasses(call: Call, named?: PlanId[]): Promise<TimePassRow[]>;
  /** `maxAgeMs`: for who needs a newer list than the cached one may be. */
  businesses(call: Call, maxAgeMs?: number): Promise<BusinessRow[]>;
  /** IANA zone of the API user's default business. */
  defaultTimeZone(call: Call): Promise<string | null>;
  allCoworkers(call: Call): AsyncIterable<CoworkerRow[]>;
  allContracts(call: Call): AsyncIterable<ContractRow[]>;
  /** Passes that are not expired at `now`, those that were used and expired of late, and those without an expiry. */
  allPasses(now: Instant, call: Call): AsyncIterable<PassRow[]>;
  /** Check-ins that began at or after `since`. */
  allCheckIns(since: Instant, call: Call): AsyncIterable<CheckInRow[]>;
  /** Changed at or after `since`, which a new contract or its end does not do (nexudus.md §8.12); perhaps others, too. */
  changedCoworkers(since: Instant, call: Call): AsyncIterable<CoworkerRow[]>;
  /** Changed at or after `since`; perhaps others, too. */
  changedContracts(since: Instant, call: Call): AsyncIterable<ContractRow[]>;
  /** All that are active, and perhaps others: each row says so. */
  activeContracts(call: Call): AsyncIterable<ContractRow[]>;
  allTeams(call: Call): AsyncIterable<TeamRow[]>;
  webhooks(call: Call): AsyncIterable<WebhookRow[]>;
  /** The numbers that this tenant has for its webhook actions. */
  webhookNumbers(call: Call): Promise<ActionNumbers>;
  createWebhook(webhook: NewWebhook, call: Call): Promise<void>;
  /** Reads the whole record, merges and puts it back. Throws `notFound`. */
  changeWebhook(id: string, changes: WebhookChanges, call: Call): Promise<void>;
  /** Done, even if it was removed before. */
  removeWebhook(id: string, call: Call): Promise<void>;
  /** Registered custom fields; cached for five minutes. */
  portalFields(call: Call): Promise<PortalField[]>;
  /** Registers a text field of coworkers that members can read but not edit. */
  makePortalField(name: string, businessId: BusinessId, call: Call): Promise<void>;
  /**
   * Sets custom fields of one coworker, by name or id; null empties one. The whole record is read, merged, put back and
   * read again; `capability` when anything else on it has changed. Calls for one coworker must not overlap.
   */
  writePortalFields(id: MemberId, values: Record<string, string | null>, call: Call): Promise<void>;
}
