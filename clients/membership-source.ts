import type { BusinessId, Instant, MemberId, PlanId } from '../domain/replayed/ids';
import type { ActionNumbers } from '../domain/webhooks/actions';
import type { WebhookRecord } from '../domain/webhooks/webhook';
import type { Call } from './call';

/** A coworker as read; the only place where a person's name and address come in. Never put it into a workflow. */
export interface CoworkerRow {
  id: MemberId;
  email: string | null;
  fullName: string;
  active: boolean;
  archived: boolean;
  /** InvoicingBusinessId. */
  businessId: BusinessId | null;
  /** CoworkerContractIds: the ids of active contracts; null where the row does not carry the field. */
  contractIds: string[] | null;
  teamIds: string[];
  /** HasDueInvoices; null where the row does not carry it. */
  unpaid: boolean | null;
  /** By name (or registered id); null where the row does not carry them (nexudus.md §3.3). */
  customFields: Record<string, string> | null;
}

export interface ContractRow {
  id: string;
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
  /** RemainingUses; its unit for minute passes is unconfirmed, taken as minutes (nexudus.md §4.4). */
  remaining: number | null;
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
  /** Null: a day pass. */
  minutesIncluded: number | null;
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

/** What a new webhook is made of; it is switched on. */
export type NewWebhook = Pick<WebhookRow, 'businessId' | 'name' | 'action' | 'url'>;

export type WebhookChanges = Partial<Pick<WebhookRow, 'action' | 'url' | 'active'>>;

/**
 * Read access to the operator's memberships. Reads by member cost one call each; `all…` read pages, check that nothing is
 * missing (`inconsistent` otherwise) and yield a page at a time. `tariffs`, `timePasses`, `businesses` and `team` are
 * cached for five minutes and shared by all who wait.
 * Every method throws ExternalError.
 */
export interface MembershipSource {
  /** One small read of the members, never from a cache: does it answer, and may we read them? */
  probe(call: Call): Promise<void>;
  /** Null: the server says 404 or 500 for this id, which alone does not mean deleted (nexudus.md §8.6). */
  coworker(id: MemberId, call: Call): Promise<CoworkerRow | null>;
  /** The same, but a row read in the last half minute will do: for whom it is, not what holds. */
  recentCoworker(id: MemberId, call: Call): Promise<CoworkerRow | null>;
  /** A batch read of the id and of a control row that is known to exist. `unknown`: the control row is missing too. */
  presence(id: MemberId, call: Call): Promise<'present' | 'absent' | 'unknown'>;
  contracts(id: MemberId, call: Call): Promise<ContractRow[]>;
  /** Every pause of the space that has not ended, one shared read. */
  pauses(call: Call): Promise<PauseRow[]>;
  passes(id: MemberId, call: Call): Promise<PassRow[]>;
  checkIns(id: MemberId, since: Instant, call: Call): Promise<CheckInRow[]>;
  team(id: string, call: Call): Promise<TeamRow | null>;
  tariffs(call: Call): Promise<PlanRow[]>;
  /** `tariffs` and `timePasses` are read anew by who asks next. */
  forgetPlans(): void;
  timePasses(call: Call): Promise<TimePassRow[]>;
  businesses(call: Call): Promise<BusinessRow[]>;
  /** IANA zone of the API user's default business. */
  defaultTimeZone(call: Call): Promise<string | null>;
  allCoworkers(call: Call): AsyncIterable<CoworkerRow[]>;
  allContracts(call: Call): AsyncIterable<ContractRow[]>;
  /** Passes that are not expired at `now`, and those without an expiry. */
  allPasses(now: Instant, call: Call): AsyncIterable<PassRow[]>;
  /** Check-ins that began at or after `since`. */
  allCheckIns(since: Instant, call: Call): AsyncIterable<CheckInRow[]>;
  allTeams(call: Call): AsyncIterable<TeamRow[]>;
  webhooks(call: Call): AsyncIterable<WebhookRow[]>;
  /** The numbers that this tenant has for its webhook actions. */
  webhookNumbers(call: Call): Promise<ActionNumbers>;
  createWebhook(webhook: NewWebhook, call: Call): Promise<void>;
  /** Reads the whole record, merges and puts it back; one that is not there is `notFound`. */
  changeWebhook(id: string, changes: WebhookChanges, call: Call): Promise<void>;
  /** One that is not there any more is removed. */
  removeWebhook(id: string, call: Call): Promise<void>;
  /** Registered custom fields; cached for five minutes. */
  portalFields(call: Call): Promise<PortalField[]>;
  /** Registers a text field of coworkers that members can read and not edit. */
  makePortalField(name: string, businessId: BusinessId, call: Call): Promise<void>;
  /**
   * Sets custom fields of one coworker, by name or id; null empties one. The whole record is read, merged, put back and
   * read again; `capability` when anything else on it has changed. Calls for one coworker must not overlap.
   */
  writePortalFields(id: MemberId, values: Record<string, string | null>, call: Call): Promise<void>;
}
