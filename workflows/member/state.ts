import type { Remembered } from '../../contracts/activities';
import type { Attention, Lane, MemberInput, TimelineEntry, Waiting } from '../../contracts/replayed';
import type { LinkRef } from '../../domain/account/keyring';
import type { Account, Credential } from '../../domain/replayed/account';
import type { Entitlement, Reason } from '../../domain/replayed/entitlement';
import type { AccountId, Instant } from '../../domain/replayed/ids';
import type { LetterKind } from '../../domain/replayed/letter-kinds';
import type { News } from '../../domain/replayed/news';
import type { UnknownOutcome } from '../../domain/replayed/next-write';
import type { Override } from '../../domain/replayed/override';
import type { Link } from './links';

/** A lane that failed: when it tries again, and how often it has failed in a row. */
export interface Backoff {
  retryAt: Instant;
  failures: number;
  /** It has not failed: an operator holds a side back. */
  waiting?: Omit<Waiting, 'lane'>;
}

/** A letter that the member is owed; one that brings credentials goes once the account has them. */
export interface OwedLetter {
  kind: LetterKind;
  serial: number;
}

/** What the member has been told, so that no news is told twice. */
export interface Notified {
  /** The level of the last letter that spoke of one; null before the first letter. */
  orgUnit: string | null;
  /** The end that a letter announced. */
  ending: Instant | null;
  ended: boolean;
}
export const nothingNotified = (): Notified => ({ orgUnit: null, ending: null, ended: false });

/** All that a member workflow knows: plain JSON, ids and instants only, carried whole when it continues as new. */
export interface MemberState extends MemberInput {
  // what was announced, and what was seen
  /** A member that only a roster sync has announced belongs to an import, which waits for everybody at the door. */
  imported: boolean;
  /** What that sync has read will do for the next look. */
  fromRoster: boolean;
  /** Announced and not yet looked at: `checkIn` while nothing but check-ins and check-outs were announced. */
  hinted: 'no' | 'checkIn' | 'full';
  /** A hook announced something that no look has shown yet. */
  expectingNews: boolean;
  /** A look is under way. */
  looking: boolean;
  nextLookAt: Instant | null;
  quietUntil: Instant;
  lastLookAt: Instant | null;
  lastNewsAt: Instant | null;
  /** How the entitlement that is held became known. */
  news: News | null;
  looks: number;
  /** Until then a look may be what a hook has announced; a deletion, where `deletion` says so. */
  announced: { until: Instant; deletion: boolean } | null;
  /** A sync has found a removal, and the guard lets it through: for this reason, and not for long. */
  cleared: { reason: Reason; until: Instant } | null;
  /** A removal that waits for an operator, or that the guard was asked about; `id` is null where the answer was no. */
  hold: { id: string | null; reason: Reason; since: Instant } | null;
  /** The guard counts a removal of ours that has not been made. */
  asked: boolean;
  /** A removal by reading that a second look must confirm. */
  secondLook: { access: string; since: Instant; at: Instant } | null;
  entitlement: Entitlement | null;
  /** Index of the entitlement's step that holds now. */
  step: number;
  remembered: Remembered | null;
  override: Override | null;

  // what the directory has
  account: Account | null;
  unsettled: UnknownOutcome;
  /** When a write was last answered. */
  lastWriteAt: Instant | null;
  credential: Credential | null;
  /** The credential of a create that was sent and may have been done. */
  sent: Credential | null;
  /** The master key that makes new passwords; null before the first look. */
  keyId: string | null;
  /** The user name with the member's id in it: the plain one belongs to another member. */
  suffix: boolean;
  /** An operator has asked for the user name that the settings give today. */
  renaming: boolean;
  /** An account that an operator has given to this member, and that is not taken over yet. */
  adopting: AccountId | null;
  /** When the account was changed behind our back, in the last day. */
  fights: Instant[];
  eraseAt: Instant | null;

  // what the member was told
  /** In the order in which they go. */
  owed: OwedLetter[];
  letters: number;
  lastLetter: { kind: LetterKind; at: Instant } | null;
  told: Notified;
  /** Since when the member may connect without a break; null: may not. */
  grantedAt: Instant | null;
  link: Link | null;
  pastLinks: LinkRef[];
  /** When new links and new passwords were asked for on the page, in the last day. */
  renewals: Instant[];
  rotations: Instant[];
  /** The id of the link that stands in the member's profile in Nexudus. */
  portal: string | null;

  setbacks: Partial<Record<Lane, Backoff>>;
  attention: Partial<Record<Lane, Attention>>;
  timeline: TimelineEntry[];
  /** The search attributes as last written, to write only what changed. */
  shown: string;
}

export function newMember({ connector, member }: MemberInput): MemberState {
  return {
    connector,
    member,
    imported: false,
    fromRoster: false,
    hinted: 'full',
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
    unsettled: null,
    lastWriteAt: null,
    credential: null,
    sent: null,
    keyId: null,
    suffix: false,
    renaming: false,
    adopting: null,
    fights: [],
    eraseAt: null,
    owed: [],
    letters: 0,
    lastLetter: null,
    told: nothingNotified(),
    grantedAt: null,
    link: null,
    pastLinks: [],
    renewals: [],
    rotations: [],
    portal: null,
    setbacks: {},
    attention: {},
    timeline: [],
    shown: '',
  };
}

/** A first run gets the bare input; a run that continues another gets all it knew. */
export function isState(input: MemberInput | MemberState): input is MemberState {
  return 'hinted' in input;
}
