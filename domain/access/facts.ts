import type { BusinessId, Instant, MemberId, PlanId } from '../replayed/ids';
import type { Override } from '../replayed/override';

/** `until` is exclusive; null means open-ended. */
export interface Interval {
  from: Instant;
  until: Instant | null;
}

/** A CoworkerContract. Its dates are the truth; `active` fills in for missing ones (nexudus.md §4.1). */
export interface ContractFact {
  id: string;
  /** By which the passes that its plan issues name it. */
  uniqueId: string | null;
  planId: PlanId;
  /** The name of the tariff: a product, never a person. */
  planName: string;
  businessId: BusinessId;
  start: Instant | null;
  cancellation: Instant | null;
  active: boolean;
  main: boolean;
  pauses: Interval[];
}

/** When a pass product may be used: hours of a weekday (0: Sunday), as times of day in a January, UTC (nexudus.md §4.3). */
export interface TimeSlot {
  weekday: number;
  from: Instant;
  to: Instant;
}

/** The hours of a pass product, and the location whose clock they were written by. */
export interface Availability {
  slots: TimeSlot[];
  businessId: BusinessId | null;
}

/** A CoworkerTimePass: a pass that a member holds (nexudus.md §4.4). */
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
  /** The contract whose plan issued it, by its unique id where the pass names it; null: it was bought. */
  issuedBy: { contract: string | null } | null;
  /** Null: at all hours. */
  availability: Availability | null;
}

/** A check-in, open while `until` is null. A network check-in closes by itself when a laptop sleeps. */
export interface CheckInFact {
  id: string;
  businessId: BusinessId;
  since: Instant;
  until: Instant | null;
  network: boolean;
}

/** What a member has through a team: the contracts of its paying member, and the passes if the team shares them. */
export interface TeamFact {
  id: string;
  payingMemberId: MemberId | null;
  sharesPasses: boolean;
  contracts: ContractFact[];
  passes: PassFact[];
}

/**
 * - `present`: the coworker record was read.
 * - `absent`: missing from a batch read whose control row is present. Seen twice, 60 s apart, the member is gone.
 */
type Presence = 'present' | 'absent';

/** What was read about one member; ids and instants only. */
export interface Facts {
  memberId: MemberId;
  presence: Presence;
  /** False: suspended. */
  active: boolean;
  archived: boolean;
  businessId: BusinessId | null;
  contracts: ContractFact[];
  passes: PassFact[];
  /** The open check-in, else the latest one that closed within the last day and a half. */
  checkIn: CheckInFact | null;
  teams: TeamFact[];
  unpaid: 'yes' | 'no' | 'unknown';
  /** HMAC over user name, person's name, e-mail and password field. A change means that something must be written. */
  identity: string;
  /** What an operator decided about this member; the member's workflow keeps it. */
  override: Override | null;
  /** Other profiles of the same person; absent: there is none, or they are not joined. */
  joined?: { owner: MemberId; others: Facts[] };
}
