import type { Remembered } from '../../contracts/activities';
import type { Attention, MemberInput, TimelineEntry, Waiting } from '../../contracts/replayed';
import type { LinkRef } from '../../domain/account/keyring';
import type { Account, Credential } from '../../domain/replayed/account';
import { nothingCarried, type CarriedCas } from '../../domain/replayed/carried-cas';
import type { Entitlement, Reason } from '../../domain/replayed/entitlement';
import type { HoldMark } from '../../domain/replayed/guard/hold-mark';
import type { ExternalSystem } from '../../domain/replayed/health/external-system';
import type { AccountId, Instant, MemberId } from '../../domain/replayed/ids';
import type { LetterKind } from '../../domain/replayed/letter-kinds';
import type { News } from '../../domain/replayed/news';
import type { UnknownOutcome, VainCreates } from '../../domain/replayed/next-write';
import type { Override } from '../../domain/replayed/override';
import { moreUrgent, type Priority } from '../../domain/replayed/priority';
import type { AnsweredUpdate } from '../runs/answers';
import type { Versioned } from '../runs/hand-over';

/**
 * The loops of a member's workflow. Two have parts with failures of their own: `details`, the reconciler's writes of what
 * the directory has refused, and `portal`, the notifier's write to the member's profile in Nexudus.
 */
export const lanes = ['refresher', 'reconciler', 'details', 'notifier', 'portal'] as const;
export type Lane = (typeof lanes)[number];

/** A lane that failed: when it tries again, and how often it has failed in a row. */
export interface Backoff {
  retryAt: Instant;
  failures: number;
  /** When it failed last, and because of which system; unset where no system was the cause, or where an older run wrote it. */
  failedAt?: Instant;
  system?: ExternalSystem;
  /** It has not failed: an operator's maintenance holds it back. */
  waiting?: Omit<Waiting, 'lane'>;
}

/** What is wrong with a lane, for a person to look at. */
export type LaneTrouble = Omit<Attention, 'lane'>;

/** The link to the member's page. Its token is derived from the id where it is needed, and kept nowhere. */
export interface Link extends LinkRef {
  expiresAt: Instant;
  /** How often it may reveal the credentials, and how often it has. */
  openings: number;
  opened: number;
  /** Files that were fetched: `opening:document`. */
  taken: string[];
}

/** A letter that is still to be sent; one that brings credentials is sent once the account has them. */
export interface OwedLetter {
  kind: LetterKind;
  serial: number;
  /** It waits for a look, which may show that there is nothing to tell. */
  notBefore?: Instant;
}

/** What an operator has asked for, and a tombstone once it is done. */
interface Erasure {
  since: Instant;
  by: string;
  /** Null: it is under way. */
  doneAt: Instant | null;
  /** Joined profiles that are still to be told. */
  untold: MemberId[];
}

/** What letters have told the member, so that nothing is told twice. */
export interface Notified {
  /** The level of the last letter that spoke of one; null before the first letter. */
  orgUnit: string | null;
  /** The end that a letter announced. */
  ending: Instant | null;
  ended: boolean;
}
export const nothingNotified = (): Notified => ({ orgUnit: null, ending: null, ended: false });

/**
 * Everything that a member's workflow knows: plain JSON, ids and instants only, handed over whole when it continues as new.
 * A change of its shape is a new version, with a step in `upgrade-state.ts`.
 */
export interface MemberState extends MemberInput, Versioned {
  // the entitlement, and what asks for a fresh look at it
  /** Announced by nothing but roster syncs so far: part of an import, whose writes wait for everybody else's. */
  imported: boolean;
  /** The sync that asked for the next look has just read the member: its read is fresh enough. */
  rosterReadSuffices: boolean;
  /**
   * A look is wanted: at everything, or at check-ins only, because nothing else was announced. `access`: at everything, unless a
   * check-in explains the hook.
   */
  refreshWanted: 'no' | 'checkIn' | 'access' | 'full';
  /** When a check-in or check-out was last announced. */
  checkInHeardAt: Instant | null;
  /** How urgent the next look is. */
  lookPriority: Priority;
  /** A hook announced something that no look has shown yet. */
  expectingNews: boolean;
  /** A look is under way. */
  looking: boolean;
  nextLookAt: Instant | null;
  quietUntil: Instant;
  lastLookAt: Instant | null;
  lastNewsAt: Instant | null;
  /** How the workflow learned of the entitlement that it has. */
  news: News | null;
  looks: number;
  /**
   * A hook came in at this time: until then a look that finds a change is taken for it, also a deletion if `deletion`. Null:
   * no look has succeeded since, however long that takes. The last hook so far was heard of at `heardAt`.
   */
  announced: { at: Instant; heardAt: Instant; until: Instant | null; deletion: boolean } | null;
  /** A sync found a removal and the guard let it pass: for this reason, and for a short time. */
  cleared: { reason: Reason; until: Instant } | null;
  /** What the guard does not let happen, as it has answered a look or as a sync has told. */
  hold: HoldMark | null;
  /** The guard remembers something of this member: it is told when there is nothing to take away any more. */
  asked: boolean;
  /** A removal that a second look has to confirm: the source does not state it, it only shows nothing. */
  secondLook: { access: string; since: Instant; at: Instant } | null;
  entitlement: Entitlement | null;
  /** Index of the entitlement's step that holds now. */
  step: number;
  remembered: Remembered | null;
  override: Override | null;

  // the account in the directory
  account: Account | null;
  /** A write that may have been done: nobody has seen its reply. */
  outcomeUnknown: UnknownOutcome;
  /** Creates in a row after which no account was found; null: none. */
  vainCreates: VainCreates | null;
  /** When a write was last answered. */
  lastWriteAt: Instant | null;
  credential: Credential | null;
  /** The credential that went with a create whose outcome is not known. */
  sent: Credential | null;
  /** What is known may be old: nothing is granted before a look has agreed. */
  lookFirst: boolean;
  /** A new password was asked for, and what the account has is not known to be another one. */
  rotating: boolean;
  /** The master key that makes new passwords; null before the first look. */
  keyId: string | null;
  /** The account's user name has the member's id in it: the plain one belongs to another member. */
  suffix: boolean;
  /** An operator has asked for the user name that the settings give today. */
  renaming: boolean;
  /** An account that an operator has given to this member and that is not taken over yet. */
  adopting: AccountId | null;
  /** Whose account that was: a profile of the same person, which is gone. Null: nobody's. */
  heirOf: MemberId | null;
  /** Other profiles of the same person, as they were last seen, or as they have told. */
  partners: MemberId[];
  /** When somebody else changed the account in the directory, in the last day. */
  manualChanges: Instant[];
  /** When the account of a membership that has ended is deleted. */
  eraseAt: Instant | null;
  /** Null: nobody has asked for it, or the member is back since. */
  erasure: Erasure | null;

  // letters and the member's page
  /** Letters still to be sent, in that order. */
  owed: OwedLetter[];
  letters: number;
  lastLetter: { kind: LetterKind; at: Instant } | null;
  notified: Notified;
  /** Since when the member may connect without a break; null: may not. */
  grantedAt: Instant | null;
  link: Link | null;
  /** One that was asked for on a page: `link` stays alive until this one is opened, and dies then. */
  renewedLink: Link | null;
  pastLinks: LinkRef[];
  /** When new links and new passwords were asked for on the page, in the last day. */
  renewals: Instant[];
  rotations: Instant[];
  carried: CarriedCas;
  /** The list of CAs because of which the member was asked to renew its profile; null: it was not. */
  renewalAsked: string | null;
  /** The id of the link that stands in the member's profile in Nexudus. */
  portal: string | null;

  // how the lanes are doing, and what is shown of it all
  backoffs: Partial<Record<Lane, Backoff>>;
  /** How often somebody has asked to try again at once: what waits for a retry since before waits no longer. */
  retriesAsked: number;
  /** The last updates from people, in case one is repeated. */
  answered: AnsweredUpdate[];
  attention: Partial<Record<Lane, LaneTrouble>>;
  timeline: TimelineEntry[];
  /** The search attributes as last written, to write only what changed. */
  shown: string;
}

/** The next look is at least this urgent. */
export function wantLook(state: MemberState, priority: Priority): void {
  state.lookPriority = moreUrgent(state.lookPriority, priority);
}

export function newMember({ connector, member }: MemberInput): MemberState {
  return {
    schemaVersion: 4,
    connector,
    member,
    imported: false,
    rosterReadSuffices: false,
    refreshWanted: 'full',
    checkInHeardAt: null,
    lookPriority: 'background',
    expectingNews: false,
    looking: false,
    nextLookAt: null,
    quietUntil: 0,
    lastLookAt: null,
    lastNewsAt: null,
    news: null,
    looks: 0,
    announced: null,
    cleared: null,
    hold: null,
    asked: false,
    secondLook: null,
    entitlement: null,
    step: 0,
    remembered: null,
    override: null,
    account: null,
    outcomeUnknown: null,
    vainCreates: null,
    lastWriteAt: null,
    credential: null,
    sent: null,
    lookFirst: false,
    rotating: false,
    keyId: null,
    suffix: false,
    renaming: false,
    adopting: null,
    heirOf: null,
    partners: [],
    manualChanges: [],
    eraseAt: null,
    erasure: null,
    owed: [],
    letters: 0,
    lastLetter: null,
    notified: nothingNotified(),
    grantedAt: null,
    link: null,
    renewedLink: null,
    pastLinks: [],
    renewals: [],
    rotations: [],
    carried: nothingCarried(),
    renewalAsked: null,
    portal: null,
    backoffs: {},
    retriesAsked: 0,
    answered: [],
    attention: {},
    timeline: [],
    shown: '',
  };
}
