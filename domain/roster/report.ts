import type { Reason } from '../replayed/entitlement';
import type { Kept } from '../replayed/guard/guard-state';
import type { Compared } from './comparison';
import type { Finding, FindingKind } from './finding';
import type { JoinedProfile } from './joined';
import type { HeldFinding } from './propose-changes';
import type { Effects } from './what-if';

export interface SyncCounts {
  read: number;
  inSync: number;
  granted: number;
  moved: number;
  revoked: number;
  /** The directory is right, but the workflow has another entitlement. */
  refreshed: number;
  /** In a hold that waits for an operator. */
  held: number;
  /** A webhook has announced something of theirs, and their own look is still to come. */
  awaited: number;
  /** They keep what they have because a hold was rejected, or nobody decided about it. */
  kept: number;
  /** Accounts taken over from somebody else. */
  adopted: number;
  orphans: number;
  /** An unmarked account has the user name of a member, who gets none until an operator says whose it is. */
  conflicts: number;
  /** The same, but the account has the mark of another connector. */
  foreign: number;
  /** Members whose user name another member has: theirs contains the member id. */
  duplicates: number;
  /** Entitled, but no user name can be made: no e-mail address, or an empty custom field. */
  unnamed: number;
  /** The settings would give the account another user name. */
  misnamed: number;
  /** Profiles whose person has the account by another profile. */
  joined: number;
  /** Accounts that somebody changed by hand, or that a write of ours has not reached yet. */
  drifted: number;
  /** Changes since the last sync that a webhook announced, and those that only this sync found. */
  byHook: number;
  bySync: number;
  /** Members whose reads contradicted each other. */
  skipped: number;
}

export interface SyncFinding {
  id: string;
  what: FindingKind | 'held' | 'kept' | 'misnamed' | 'joined';
  reason: Reason;
  businessId: string | null;
  /** The hold that the member waits in; null: none. */
  hold: string | null;
  kept: Kept | null;
  /** The profile that has the account of the same person; null: the member is joined to none. */
  joinedTo: string | null;
}

/** A result is kept in a history, so it has just enough ids to start looking. */
const MOST_LISTED = 200;

interface Outcome {
  compared: Compared;
  told: readonly Finding[];
  held: readonly HeldFinding[];
  byHook: number;
}

export function countsOf({ compared, told, held, byHook }: Outcome): SyncCounts {
  const { tally, findings, misnamed, doubles, duplicates } = compared;
  const foreign = foreignConflicts(compared);
  const of = (what: FindingKind): number => told.filter((finding) => finding.what === what).length;
  const found = (what: FindingKind): number => findings.filter((finding) => finding.what === what).length;
  return {
    read: tally.read,
    inSync: tally.inSync,
    granted: of('grant'),
    moved: of('move'),
    revoked: of('revoke'),
    refreshed: of('refresh'),
    held: held.filter((finding) => !isKept(finding)).length,
    kept: held.filter(isKept).length,
    awaited: findings.filter(({ awaited }) => awaited).length,
    adopted: tally.adopted,
    orphans: found('orphan') + doubles.length,
    conflicts: found('conflict') - foreign,
    foreign,
    duplicates: duplicates.length,
    unnamed: found('unnamed'),
    misnamed: misnamed.length,
    joined: compared.joined.length,
    drifted: findings.filter(isDrift).length,
    byHook,
    bySync: findings.filter(isNews).length,
    skipped: tally.skipped.length,
  };
}

const isKept = ({ standing }: HeldFinding): boolean => Boolean(standing?.kept);

function foreignConflicts({ findings, namesakes }: Compared): number {
  const marked = new Set(namesakes.filter((namesake) => namesake.marked).map(({ member }) => member));
  return findings.filter(({ what, member }) => what === 'conflict' && marked.has(member)).length;
}

const isDrift = ({ what, known }: Finding): boolean =>
  known && (what === 'grant' || what === 'move' || what === 'revoke');

/** News to the workflow. */
export const isNews = ({ what, known }: Finding): boolean =>
  !known && (what === 'grant' || what === 'move' || what === 'revoke' || what === 'refresh');

/** Held ones first: an operator has to look at them. */
export function listed({ told, held, compared }: Outcome): SyncFinding[] {
  const lines = [
    ...held.map((finding) => ({ ...lineOf(finding, isKept(finding) ? 'kept' : 'held'), ...standingOf(finding) })),
    ...told.map((finding) => lineOf(finding, finding.what)),
    ...compared.misnamed.map((id) => lineOf({ member: id, reason: 'none', businessId: null }, 'misnamed')),
    ...compared.joined.map(joinedLine),
  ];
  return lines.slice(0, MOST_LISTED);
}

const lineOf = (
  { member, reason, businessId }: Pick<Finding, 'member' | 'reason' | 'businessId'>,
  what: SyncFinding['what'],
): SyncFinding => ({ id: member, what, reason, businessId, hold: null, kept: null, joinedTo: null });

const joinedLine = ({ member, owner, businessId }: JoinedProfile): SyncFinding => ({
  ...lineOf({ member, reason: 'joined', businessId }, 'joined'),
  joinedTo: owner,
});

const standingOf = ({ standing }: HeldFinding) => ({ hold: standing?.hold ?? null, kept: standing?.kept ?? null });

interface SentenceFacts {
  counts: SyncCounts;
  dryRun: boolean;
  unmappedPlans: number;
  reactivatedWebhooks: number;
  calls: number;
  durationMs: number;
}

/** One sentence for the person in charge, e.g. "412 members read, 409 in sync, 2 granted, 1 shut out; 14 calls in 9 s". */
export function sentenceOf({ counts, dryRun, durationMs, calls, ...more }: SentenceFacts): string {
  const parts = [
    `${counts.read} ${counts.read === 1 ? 'member' : 'members'} read`,
    `${counts.inSync} in sync`,
    some(counts.granted, dryRun ? 'to grant' : 'granted'),
    some(counts.moved, dryRun ? 'to move' : 'moved'),
    some(counts.revoked, dryRun ? 'to shut out' : 'shut out'),
    some(counts.refreshed, dryRun ? 'to look at again' : 'looked at again'),
    some(counts.held, 'held until an operator decides'),
    some(counts.awaited, 'announced by a webhook and about to be looked at'),
    some(counts.kept, 'kept although Nexudus says otherwise'),
    some(counts.orphans, 'account without a member', 'accounts without a member'),
    some(
      counts.conflicts,
      'user name taken by an account that is not ours',
      'user names taken by accounts that are not ours',
    ),
    some(
      counts.foreign,
      'user name taken by an account of another connector',
      'user names taken by accounts of another connector',
    ),
    some(counts.joined, 'profile joined to another one', 'profiles joined to other ones'),
    some(counts.duplicates, 'member who wants the user name of another', 'members who want the user name of another'),
    some(
      counts.unnamed,
      'member without a user name (no e-mail address)',
      'members without a user name (no e-mail address)',
    ),
    some(
      counts.misnamed,
      'account with a user name that the settings no longer make',
      'accounts with a user name that the settings no longer make',
    ),
    some(counts.skipped, 'skipped because their reads contradict each other'),
    some(more.unmappedPlans, 'plan without a mapping', 'plans without a mapping'),
    some(more.reactivatedWebhooks, 'webhook switched on again', 'webhooks switched on again'),
  ].filter((part) => part !== null);
  return `${dryRun ? 'Dry run: ' : ''}${parts.join(', ')}; ${calls} calls in ${formatDuration(durationMs)}`;
}

/** One sentence about a draft of settings. */
export function whatIfSentence(
  { counts, cost, letters }: Pick<Effects, 'counts' | 'cost' | 'letters'>,
  { calls, durationMs }: Pick<SentenceFacts, 'calls' | 'durationMs'>,
): string {
  const { gains, loses, moves, held, rescheduled, unknown } = counts;
  const mailed = letters.reduce((sum, { members }) => sum + members, 0);
  const spent = cost.calls.nexudus + cost.calls.ironwifi;
  const effects = [
    some(gains, 'gains access', 'gain access'),
    some(loses, 'loses access', 'lose access'),
    some(moves, 'moves to another level', 'move to another level'),
    some(
      rescheduled,
      'has the same for now but something else later',
      'have the same for now but something else later',
    ),
    some(held, 'of these would wait for an operator'),
    some(unknown, 'about whom nothing can be told'),
    some(mailed, 'letter', 'letters'),
    some(spent, `call in ${cost.minutes} min`, `calls in ${cost.minutes} min`),
  ].filter((part) => part !== null);
  const what = effects.length === 0 ? 'nobody has anything else by it' : effects.join(', ');
  return `What-if: ${what}; ${calls} calls in ${formatDuration(durationMs)}`;
}

const some = (number: number, one: string, many = one): string | null =>
  number === 0 ? null : `${number} ${number === 1 ? one : many}`;

function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
