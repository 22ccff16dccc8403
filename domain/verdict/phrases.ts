import type { Reason } from '../replayed/entitlement';
import type { FailureCode } from '../replayed/failure-codes';
import type { Calendar, Moment } from './moment';
import type { PastPhrases } from './past/phrases';

/** The record, the times and the ids that a reason speaks of, as text; what is not known is null. */
export interface Told {
  /** As the subject of a sentence: "contract Hot Desk #4411 of team #7"; "the contract" where none is known. */
  record: string;
  /** The same, standing alone. */
  title: string;
  /** What counts only while checked in; null where access comes with the check-in alone. */
  counted: string | null;
  /** "this member", or another profile of the same person. */
  person: string;
  /** The plan's name. */
  plan: string | null;
  /** The instant that decides: an end, a start. */
  on: string | null;
  until: string | null;
  since: string | null;
  /** The check-in behind it: when it began or ended. */
  checkIn: { at: string; on: string } | null;
  /** Another profile of the same person, by its id. */
  profile: string | null;
  /** Access is kept for whoever has it: the account is open. */
  open: boolean;
}

/** Why the account is not written although IronWifi answers. */
export const writeRefusals = ['conflict', 'contested', 'noEmail'] as const satisfies readonly FailureCode[];
type WriteRefusal = (typeof writeRefusals)[number];

export type System = 'nexudus' | 'ironwifi' | 'mail';

/** Who must do what, or what must come, before somebody may connect. */
interface Ways {
  checkIn: string;
  checkInAgain: string;
  opens: (on: string) => string;
  comesBack: (on: string) => string;
  blockLifted: string;
  pauseEnds: string;
  restored: string;
  reactivated: string;
  paid: string;
  contractOrPass: string;
  contractStarts: string;
  newPass: string;
  planWithWifi: string;
  planMapped: (plan: string | null) => string;
  accountMade: string;
  moment: string;
  retry: string;
  adopted: string;
  emailKnown: string;
  maintenanceEnds: (system: System) => string;
  goLive: string;
}

/** How a contract or a pass is called: by the plan's name and its id, as far as they are known. */
export type Naming = (kind: 'contract' | 'pass', plan: string | null, id: string | null) => string;

/**
 * All that a language says of a verdict. Each phrase is a function of typed values, so a language that lacks one, or a value,
 * does not compile. Phrases begin in lower case where the language has it so, and have no full stop.
 */
export interface Phrases {
  calendar: Calendar;
  times: Record<'on' | 'at' | 'until' | 'since', (moment: Moment) => string>;
  /** Before a colon; `until` is null where no end is known. */
  heads: {
    yes: (until: string | null) => string;
    soon: string;
    still: string;
    no: string;
    notYet: string;
    /** Not live: what would be done. */
    would: (until: string | null) => string;
    wouldNot: string;
  };
  /** A head and why. */
  explained: (head: string, why: string) => string;
  notLookedAt: string;
  /** An operator has the member erased. */
  erasure: { underWay: (since: string) => string; done: (on: string) => string; keptOff: string; isFree: string };
  seeProfile: (id: string) => string;
  record: Naming;
  title: Naming;
  person: (id: string | null) => string;
  ofTeam: (record: string, team: string) => string;
  ofProfile: (record: string, profile: string) => string;
  because: Record<Reason, (told: Told) => string>;
  ways: Ways;
  notes: {
    opening: string;
    closing: string;
    moving: (level: string) => string;
    /** What would open the account, if it could be written. */
    due: (because: string) => string;
    writeFails: (since: string) => string;
    /** Where it is known what has to be done about it. */
    writeRefused: Record<WriteRefusal, string>;
    writeWaits: string;
    noAccount: string;
    readFails: (since: string) => string;
    readWaits: string;
    /** Behind one of these: what is said may be old. */
    outdated: (note: string) => string;
    letterOwed: string;
    held: (nexudusSays: string) => string;
    kept: (until: string | null, nexudusSays: string) => string;
    otherLevel: string;
    heir: (profile: string) => string;
  };
  facts: {
    endless: (record: string) => string;
    runs: (record: string, until: string) => string;
    whileCheckedIn: (record: string) => string;
    checkInSince: (id: string, at: string) => string;
    checkInEnded: (id: string, on: string) => string;
    checkInClosed: (id: string, on: string) => string;
    checkInOnly: (id: string) => string;
    team: (id: string) => string;
    profile: (id: string) => string;
    allowedBy: (operator: string, until: string | null) => string;
    blockedBy: (operator: string, until: string | null) => string;
    accountOpen: (level: string | null) => string;
    accountReady: string;
    accountClosed: string;
    accountNone: string;
    accountUnknown: string;
    troubles: Record<'details' | 'courier' | 'portal', (since: string) => string>;
    maintenance: (system: System) => string;
    notLive: string;
    lastRead: (on: string) => string;
  };
  next: {
    opens: (on: string) => string;
    ends: (on: string) => string;
    readied: (on: string) => string;
    level: (level: string, on: string) => string;
    stays: (on: string) => string;
    readAgain: (on: string) => string;
    askedAgain: (on: string) => string;
    deleted: (on: string) => string;
  };
  past: PastPhrases;
}
