import type { MemberInput } from '../../contracts/replayed';
import { unknownCarried } from '../../domain/replayed/carried-cas';
import type { HoldMark } from '../../domain/replayed/guard/hold-mark';
import type { Instant } from '../../domain/replayed/ids';
import type { UnknownOutcome } from '../../domain/replayed/next-write';
import { takeOver } from '../runs/hand-over';
import { LAG_MS } from './announced';
import { newMember, type Backoff, type Lane, type LaneTrouble, type MemberState, type Notified } from './state';

/** The state that a member's run begins with, whichever version of this code wrote it. */
export function memberStateFrom(input: MemberInput): MemberState {
  return takeOver(input, {
    owner: `member ${input.member}`,
    fresh: newMember(input),
    inputFields: ['connector', 'member'],
    upgrades: [renameFields, toVersion3, toVersion4],
  });
}

/** What version 1 called by other names, and lanes too. */
interface RenamedSinceV1 {
  hinted: MemberState['refreshWanted'];
  fromRoster: boolean;
  unsettled: UnknownOutcome;
  fights: Instant[];
  told: Notified;
  setbacks: Partial<Record<LaneV1, Backoff>>;
  attention: Partial<Record<LaneV1, LaneTrouble & { lane: LaneV1 }>>;
}
type LaneV1 = 'looker' | 'writer' | 'courier' | 'portal';

/** Version 2 has the names of version 1's fields and lanes that the glossary has. */
function renameFields(older: RenamedSinceV1): object {
  const { hinted, fromRoster, unsettled, fights, told, setbacks, attention, ...same } = older;
  return {
    ...same,
    schemaVersion: 2,
    refreshWanted: hinted,
    rosterReadSuffices: fromRoster,
    outcomeUnknown: unsettled,
    manualChanges: fights,
    notified: told,
    backoffs: byNewLane(setbacks),
    attention: byNewLane(attention, ({ reason, message, since }) => ({ reason, message, since })),
  };
}

interface ChangedSinceV2 {
  hold: Omit<HoldMark, 'kept'> | null;
  announced: { until: Instant; deletion: boolean } | null;
}

/**
 * Version 3 counts how often a retry was asked for and the creates that led nowhere, has links that were renewed, and knows
 * who keeps the member, when a hook or a check-in was heard of, whether a new password was asked for, whether a look comes first, how urgent the next
 * one is (one that is still wanted: as usual), which CAs the member's devices have (what they got before is not known), the other profiles
 * of the same person, and what updates were answered.
 */
const toVersion3 = ({ hold, announced, ...same }: ChangedSinceV2): object => ({
  ...same,
  schemaVersion: 3,
  retriesAsked: 0,
  answered: [],
  vainCreates: null,
  renewedLink: null,
  rotating: false,
  lookFirst: false,
  carried: unknownCarried(),
  renewalAsked: null,
  heirOf: null,
  partners: [],
  hold: hold && { ...hold, kept: null },
  announced: announced && { ...announced, at: announced.until - LAG_MS, heardAt: announced.until - LAG_MS },
  lookPriority: 'usual',
  checkInHeardAt: null,
});

/** Version 4 knows of erasures. A worker that does not must not look at an erased member: it would make a new account. */
const toVersion4 = (older: object): object => ({ ...older, schemaVersion: 4, erasure: null });

const newLane: Record<LaneV1, Lane> = {
  looker: 'refresher',
  writer: 'reconciler',
  courier: 'notifier',
  portal: 'portal',
};

function byNewLane<Old, New = Old>(
  byLane: Partial<Record<LaneV1, Old>>,
  convert?: (old: Old) => New,
): Partial<Record<Lane, New | Old>> {
  const entries = Object.entries(byLane) as [LaneV1, Old][];
  return Object.fromEntries(entries.map(([lane, value]) => [newLane[lane], convert ? convert(value) : value]));
}
