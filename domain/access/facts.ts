import type { BusinessId, Instant, MemberId, PlanId } from '../replayed/ids';
import type { Override } from '../replayed/override';

/** `until` is exclusive; null means open-ended. */
export interface Interval {
  from: Instant;
  until: Instant | null;
}

/** A Nexudus CoworkerContract. Dates are the truth: `active` only fills in where they say nothing (nexudus.md §4.1). */
export interface ContractFact {
  id: string;
  planId: PlanId;
  /** The tariff's name: a product, never a person. */
  planName: string;
  businessId: BusinessId;
  start: Instant | null;
  cancellation: Instant | null;
  active: boolean;
  main: boolean;
  pauses: Interval[];
}

/** A Nexudus CoworkerTimePass: one that a member holds (nexudus.md §4.4). */
export interface PassFact {
  id: string;
  /** The TimePass product. */
  planId: PlanId;
  planName: string;
  businessId: BusinessId;
  kind: 'day' | 'minutes';
  created: Instant | null;
  expires: Instant | null;
  used: boolean;
  usedAt: Instant | null;
  /** Minutes left of a minute pass; null for a day pass. */
  minutesLeft: number | null;
}

/** A Nexudus check-in, open while `until` is null. A network check-in closes by itself when a laptop sleeps. */
export interface CheckInFact {
  id: string;
  businessId: BusinessId;
  since: Instant;
  until: Instant | null;
  network: boolean;
}

/** What a member gets through a team: the plans of its paying member, and its passes if shared. */
export interface TeamFact {
  id: string;
  payingMemberId: MemberId | null;
  sharesPasses: boolean;
  contracts: ContractFact[];
  passes: PassFact[];
}

/**
 * - `present`: the coworker record was read.
 * - `absent`: missing from a batch read whose control row is present; *gone* once that is seen twice, 60 s apart.
 */
export type Presence = 'present' | 'absent';

/** What was read of one member; ids and instants only. */
export interface Facts {
  memberId: MemberId;
  presence: Presence;
  /** False: suspended. */
  active: boolean;
  archived: boolean;
  businessId: BusinessId | null;
  contracts: ContractFact[];
  passes: PassFact[];
  /** The open check-in, else the latest one that has closed in the last day and a half. */
  checkIn: CheckInFact | null;
  teams: TeamFact[];
  unpaid: 'yes' | 'no' | 'unknown';
  /** HMAC over user name, person's name, e-mail and password field: when it changes, something is to be written. */
  identity: string;
  /** The operator's word, kept by the member's workflow. */
  override: Override | null;
}
