import { businessId, type BusinessId, type Instant, type MemberId, type PlanId } from '../ids';
import { isMarked } from './class-marks';
import { sameGround, type Ground } from './ground';
import {
  askedOf,
  exceeds,
  isCleared,
  isDecided,
  keepingHold,
  keptKey,
  locationKey,
  openHoldOf,
  openHolds,
  prune,
  standingOf,
  type Asked,
  type GuardSettings,
  type GuardState,
  type Hold,
  type HoldCause,
  type Standing,
} from './guard-state';
import { approve, clear, hold, join, leaveHolds } from './holds';

/** Something that a sync wants to do to a member. */
export interface ProposedChange extends Ground {
  id: MemberId;
  /** What its workflow shows of a hold, see `holdText`; absent: nothing. */
  mark?: string;
  /** The plan that gives access now, as the member's workflow has it. */
  plan: PlanId | null;
}

export interface LocationProposal {
  businessId: BusinessId | null;
  managed: number;
  coworkers: number;
  removals: ProposedChange[];
  /** How many more there are than are listed. */
  moreRemovals: number;
  /** The same of those whose plan is gone; absent: none. */
  moreGone?: number;
  changes: ProposedChange[];
  moreChanges: number;
}

/** Everything that a sync wants to do, asked before it does any of it. */
export interface ChangeProposal {
  /** The run's id: asking twice is asking once. */
  run: string;
  locations: LocationProposal[];
  gonePlans: PlanId[];
  /** Members whose reads contradict each other: a hold that has them keeps them. */
  doubtful: MemberId[];
  /** How many more there are than are listed. */
  moreDoubtful: number;
  /** An operator lets every removal of this run through. */
  approve: boolean;
  /** Absent before version 2, whose proposals are reviewed as they were then: histories have what came of it. */
  version?: 2;
}

export interface ProposalReview {
  /** Of those listed: members who must wait. */
  held: MemberId[];
  /** Where those that are not listed must wait as well. */
  more: { businessId: BusinessId | null; what: 'removals' | 'changes'; gone?: boolean; standing?: Standing }[];
  /** Where those who must wait stand; absent in what an earlier version has answered. */
  standings?: (Standing & { members: MemberId[] })[];
}

/**
 * Decides which of its changes a sync may make. Removals past a limit are all held, including those that alone would have
 * been within it; what operators approved passes and does not count. Changes the state: the window, the holds and the last
 * good counts.
 */
export function reviewProposal(
  state: GuardState,
  proposal: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): ProposalReview {
  prune(state, now);
  // a run that asks again, after a crash, is counted anew, with whom it has removed already
  state.window = state.window.filter(({ run }) => run !== proposal.run);
  state.waivers = state.waivers.filter(({ usedBy }) => usedBy === null || usedBy === proposal.run);
  for (const waiver of state.waivers) waiver.usedBy = proposal.run;
  if (state.lastRun?.run !== proposal.run) state.lastRun = { run: proposal.run, removals: {} };
  state.gonePlans = proposal.gonePlans;
  const shrunk = proposal.approve ? asBefore : shrinkage(state.coworkers, proposal.locations, rules);
  forgetWhoIsFine(state, proposal, now);
  if (proposal.approve) approveAll(state, proposal, now);
  const answer: Answering = { held: [], more: [] };
  for (const location of proposal.locations) {
    const review = { state, proposal, rules, now, location, answer };
    reviewRemovals(review, shrunk);
    reviewChanges(review);
  }
  holdTogether(state, shrunk, proposal, rules, now);
  remember(state, proposal, shrunk);
  const more = answer.more.map((each) => ({ ...each, standing: standingOfMore(state, each) }));
  return { held: answer.held, more, standings: standingsOf(state, proposal, answer) };
}

type Answering = Omit<ProposalReview, 'standings'>;

/** Members who stand alike together. */
function standingsOf(state: GuardState, { locations, gonePlans }: ChangeProposal, { held }: Answering) {
  const waiting = new Set(held);
  const standings = new Map<string, Standing & { members: MemberId[] }>();
  for (const location of locations)
    for (const what of ['removals', 'changes'] as const)
      for (const change of location[what]) {
        if (!waiting.has(change.id)) continue;
        const gone = change.plan !== null && gonePlans.includes(change.plan);
        const { businessId: place } = location;
        const standing = standingOf(state, change, what) ?? standingOfMore(state, { businessId: place, what, gone });
        if (standing === undefined) continue;
        const key = JSON.stringify(standing);
        const alike = standings.get(key) ?? { ...standing, members: [] };
        alike.members.push(change.id);
        standings.set(key, alike);
      }
  return [...standings.values()];
}

/** An operator who approves a whole run has seen how many coworkers it read. */
const asBefore: Shrinkage = { everywhere: false, locations: new Set() };

interface Reviewing {
  state: GuardState;
  proposal: ChangeProposal;
  rules: GuardSettings;
  now: Instant;
  location: LocationProposal;
  answer: Answering;
}

/** All are listed now: those who were only counted show by their marks that they belong to the hold. */
function listTheRest(open: Hold, all: readonly ProposedChange[], now: Instant): void {
  const known = new Set(open.members.map(({ id }) => id));
  const isOfIt = ({ id, reason, mark }: ProposedChange): boolean =>
    mark === `hold:${open.id}:${reason}` && !known.has(id);
  const rest = all.filter(isOfIt).map(({ id, reason, stated }) => ({ id, reason, stated, since: now }));
  open.members = [...open.members, ...rest];
  open.more = 0;
}

/** A complete read that no longer proposes a member's change proves that a hold, or a rejection, is over. */
function forgetWhoIsFine(state: GuardState, { locations, doubtful, moreDoubtful }: ChangeProposal, now: Instant): void {
  const unlisted = locations.reduce(
    (sum, { moreRemovals, moreGone = 0, moreChanges }) => sum + moreRemovals + moreGone + moreChanges,
    0,
  );
  if (unlisted + moreDoubtful > 0) return;
  state.keptMore = {};
  const all = locations.flatMap(({ removals, changes }) => [...removals, ...changes]);
  for (const open of openHolds(state)) if (open.more > 0) listTheRest(open, all, now);
  const wanted = (what: Asked) =>
    new Map(locations.flatMap((location) => location[what].map((change) => [change.id, change] as const)));
  const [unsure, still] = [new Set(doubtful), { removals: wanted('removals'), changes: wanted('changes') }];
  const isOver = (id: MemberId, what: Asked): boolean => !unsure.has(id) && !still[what].has(id);
  leaveHolds(state, (id, { cause }) => isOver(id, askedOf(cause)), now);
  const asked = new Map(state.holds.map(({ id, cause }) => [id, askedOf(cause)]));
  for (const [id, { hold: keeping }] of entriesOf(state.kept))
    if (isOver(id, asked.get(keeping) ?? 'removals')) delete state.kept[id];
  for (const [id, cleared] of entriesOf(state.cleared)) {
    const wanted = still[cleared.what].get(id);
    if (!unsure.has(id) && !(wanted && sameGround(cleared, wanted))) delete state.cleared[id];
  }
}

const entriesOf = <T>(record: Record<MemberId, T>) => Object.entries(record) as [MemberId, T][];

function reviewRemovals(review: Reviewing, shrunk: Shrinkage): void {
  const { state, proposal, rules, location, answer } = review;
  const wanting = location.removals.filter((each) => !isCleared(state, each, 'removals'));
  const isGone = ({ plan }: ProposedChange): boolean => plan !== null && proposal.gonePlans.includes(plan);
  const byVanishing = wanting.filter(({ id }) => openHoldOf(state, id, 'removals')?.cause === 'vanished');
  const byPlan = wanting.filter((each) => !byVanishing.includes(each) && isGone(each));
  const rest = wanting.filter((each) => !byVanishing.includes(each) && !byPlan.includes(each));
  answer.held.push(...byVanishing.map(({ id }) => id));
  settle(review, { cause: 'planGone', set: byPlan, more: location.moreGone ?? 0, trips: true });
  const more = location.moreRemovals;
  if (shrunk.everywhere) {
    answer.held.push(...rest.map(({ id }) => id));
    waitForMore(review, 'sourceShrank', more);
    return count(review, null);
  }
  if (shrunk.locations.has(location.businessId)) {
    settle(review, { cause: 'sourceShrank', set: rest, more, trips: true });
    return count(review, null);
  }
  const counted = countedWith(review, rest);
  answer.held.push(...rest.filter((each) => !counted.includes(each)).map(({ id }) => id));
  const wanted = new Set(rest.map(({ id }) => id));
  const gone = removedBefore(review).filter((id) => !wanted.has(id));
  const used = usedUp(state, location.businessId) + gone.length;
  const trips = exceeds(counted.length + more + used, rules.removals, location.managed);
  const approved = trips && isWaived(review, 'removals');
  const passing = settle(review, { cause: 'removals', set: counted, more, trips });
  count(review, approved ? null : passing);
}

/**
 * Those about whom an operator has said no do not count, and wait, unless more come for the same reason: then the set has
 * grown, and all of it is asked about.
 */
function countedWith({ state, proposal, location, now }: Reviewing, set: ProposedChange[]): ProposedChange[] {
  if (proposal.version === undefined || proposal.approve || location.moreRemovals > 0) return set;
  const undecided = set.filter((each) => !isDecidedOrMarked(state, each, 'removals', now));
  const known = new Set(set.filter((each) => !undecided.includes(each)).map(({ reason }) => reason));
  return undecided.some(({ reason }) => known.has(reason)) ? set : undecided;
}

/** Whom an earlier attempt of this run, which died, was allowed to remove. */
const removedBefore = ({ state, location }: Reviewing): MemberId[] =>
  state.lastRun?.removals[locationKey(location.businessId)] ?? [];

/** Counts whom this run, or an earlier attempt of it, may remove. Null: nobody who counts towards the limit. */
function count(review: Reviewing, passing: MemberId[] | null): void {
  const { state, proposal, location, now } = review;
  const { businessId, moreRemovals } = location;
  const removed = new Set([...removedBefore(review), ...(passing ?? [])]);
  const sum = removed.size + (passing === null ? 0 : moreRemovals);
  if (sum > 0) state.window.push({ run: proposal.run, businessId, at: now, count: sum });
  if (state.lastRun !== null) state.lastRun.removals[locationKey(businessId)] = [...removed];
}

const usedUp = ({ window }: GuardState, business: BusinessId | null): number =>
  window.filter(({ businessId }) => businessId === business).reduce((sum, { count }) => sum + count, 0);

/** Until the first live sync is done, grants are the import that the operator has seen in the preview. */
function reviewChanges(review: Reviewing): void {
  const { state, rules, location } = review;
  const set = location.changes.filter((each) => !isCleared(state, each, 'changes'));
  const count = set.length + location.moreChanges;
  const trips = !state.importing && exceeds(count, rules.changes, location.managed);
  settle(review, { cause: 'changes', set, more: location.moreChanges, trips });
}

interface Settling {
  cause: HoldCause;
  set: ProposedChange[];
  more: number;
  trips: boolean;
}

/**
 * Holds the whole set, or lets it pass. A member who is held already, or kept on this ground, never passes on its own: whose
 * time is over is held anew.
 * @returns who passes; null when all are held.
 */
function settle(review: Reviewing, { cause, set, more, trips }: Settling): MemberId[] | null {
  const { state, location, rules, now, answer } = review;
  const { businessId } = location;
  const what = askedOf(cause);
  const waived = trips && isWaived(review, cause);
  if (trips && !waived) {
    if (isGrown(review, { cause, set, more })) hold(state, { cause, businessId, members: set, more }, rules, now);
    answer.held.push(...set.map(({ id }) => id));
    waitForMore(review, cause, more);
    return null;
  }
  const isHeld = (each: ProposedChange): boolean =>
    openHoldOf(state, each.id, what)?.cause === cause || isMarked(state, each, what, now) === 'held';
  const isKept = (each: ProposedChange): boolean =>
    keepingHold(state, each, what) !== undefined || isMarked(state, each, what, now) === 'kept';
  const waiting = waived ? [] : set.filter((each) => isHeld(each) || isKept(each));
  answer.held.push(...waiting.map(({ id }) => id));
  const asked = waiting.filter((each) => isHeld(each) || !isDecidedOrMarked(state, each, what, now));
  if (asked.length > 0) join(state, { cause, businessId, members: asked }, rules, now);
  const gone = cause === 'planGone';
  // whoever is not listed may be one of those whom a hold only counts
  if (!waived && standingOfMore(state, { businessId, what, gone }) !== undefined) waitForMore(review, cause, more);
  // members held for a cause that is gone are treated like everybody else, and so are those kept on another ground
  const passing = set.filter((each) => !waiting.includes(each)).map(({ id }) => id);
  leaveHolds(state, (id) => passing.includes(id), now);
  return passing;
}

/** A waiver for a shrunken source covers the removals that are found once its counts are accepted. */
function isWaived({ state, proposal, location }: Reviewing, cause: HoldCause): boolean {
  const isForThis = ({ cause: waived, businessId }: GuardState['waivers'][number]): boolean => {
    if (waived === 'sourceShrank' && cause === 'removals') return [null, location.businessId].includes(businessId);
    return waived === cause && businessId === location.businessId;
  };
  return proposal.approve || state.waivers.some(isForThis);
}

/** The set has members about whom nobody has decided yet. */
function isGrown({ state, location, now }: Reviewing, { cause, set, more }: Omit<Settling, 'trips'>): boolean {
  if (more > 0) return isMoreThanKept(state, keptKey(cause, location.businessId), set.length + more, now);
  return set.some((each) => !isDecidedOrMarked(state, each, askedOf(cause), now));
}

function waitForMore({ answer, location }: Reviewing, cause: HoldCause, more: number): void {
  if (more === 0) return;
  answer.more.push({
    businessId: location.businessId,
    what: askedOf(cause),
    ...(cause === 'planGone' && { gone: true }),
  });
}

/** Where those stand who are not listed: in the open hold of their location or of everywhere, or kept with it. */
function standingOfMore(
  state: GuardState,
  { businessId, what, gone }: ProposalReview['more'][number],
): Standing | undefined {
  const causes: HoldCause[] = what === 'changes' ? ['changes'] : gone ? ['planGone'] : ['sourceShrank', 'removals'];
  const places = [null, businessId];
  const open = openHolds(state).find(
    (each) => causes.includes(each.cause) && places.includes(each.businessId) && each.more > 0,
  );
  if (open) return { hold: open.id, since: open.openedAt, kept: null };
  const kept = causes.flatMap((cause) => places.flatMap((place) => state.keptMore[keptKey(cause, place)] ?? []));
  const by = state.holds.find(({ id }) => kept.some(({ hold: keeping }) => keeping === id));
  if (!by?.decided || by.keptUntil === null) return undefined;
  const { by: who, at } = by.decided;
  return { hold: null, since: at, kept: { by: who, since: at, until: by.keptUntil } };
}

/** There are more than an operator has said no to, or the time of the no is over. */
function isMoreThanKept(state: GuardState, key: string, count: number, now: Instant): boolean {
  const kept = state.keptMore[key];
  const keptUntil = state.holds.find(({ id }) => id === kept?.hold)?.keptUntil ?? null;
  return kept === undefined || count > kept.count || (keptUntil !== null && keptUntil <= now);
}

const isDecidedOrMarked = (state: GuardState, each: ProposedChange, what: Asked, now: Instant): boolean =>
  isDecided(state, each, what, now) || isMarked(state, each, what, now) === 'kept';

/** One hold for the whole connector, when the source has shrunk everywhere. */
function holdTogether(
  state: GuardState,
  shrunk: Shrinkage,
  proposal: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): void {
  if (!shrunk.everywhere) return;
  const elsewhere = (id: MemberId): boolean =>
    ['vanished', 'planGone'].includes(openHoldOf(state, id, 'removals')?.cause ?? '');
  const all = proposal.locations.flatMap(({ removals }) => removals);
  const set = all.filter((each) => !isCleared(state, each, 'removals') && !elsewhere(each.id));
  const more = proposal.locations.reduce((sum, { moreRemovals }) => sum + moreRemovals, 0);
  const isDecidedAlready =
    more === 0
      ? set.every((each) => isDecidedOrMarked(state, each, 'removals', now))
      : !isMoreThanKept(state, keptKey('sourceShrank', null), set.length + more, now);
  if (isDecidedAlready) return;
  hold(state, { cause: 'sourceShrank', businessId: null, members: set, more }, rules, now);
}

/**
 * Remembers the counts to compare the next run with. Those of a location that has shrunk are not believed while somebody
 * there is to lose access by it: that waits in a hold, and whatever is decided settles the count.
 */
function remember(state: GuardState, { locations, version }: ChangeProposal, shrunk: Shrinkage): void {
  const counted = (what: 'managed' | 'coworkers') =>
    Object.fromEntries(locations.map((each) => [locationKey(each.businessId), each[what]]));
  state.seen = counted('coworkers');
  if (version === undefined && isAny(shrunk)) return;
  const isDoubted = (location: LocationProposal): boolean =>
    (shrunk.everywhere || shrunk.locations.has(location.businessId)) && isConcerned(state, location);
  const doubted = locations.filter(isDoubted).map(({ businessId: id }) => locationKey(id));
  // of a source that shrank everywhere the sum was compared, so no part of it counts for itself
  if (shrunk.everywhere && doubted.length > 0) return;
  const before = (counts: Record<string, number>) => Object.fromEntries(doubted.map((key) => [key, counts[key] ?? 0]));
  state.managed = { ...counted('managed'), ...before(state.managed) };
  state.coworkers = { ...state.seen, ...before(state.coworkers) };
}

const isAny = ({ everywhere, locations }: Shrinkage): boolean => everywhere || locations.size > 0;

const isConcerned = (state: GuardState, { removals, moreRemovals, moreGone = 0 }: LocationProposal): boolean =>
  moreRemovals + moreGone > 0 || removals.some((each) => !isCleared(state, each, 'removals'));

/** An operator starts a sync that lets everything through. */
function approveAll(state: GuardState, { locations, run }: ChangeProposal, now: Instant): void {
  const decision = { by: `sync ${run}`, reason: 'the operator approved this run', at: now };
  for (const hold of openHolds(state)) approve(state, hold, null, decision);
  for (const location of locations)
    for (const what of ['changes', 'removals'] as const) clear(state, location[what], what, now);
}

/** Locations with far fewer coworkers than the last time. */
interface Shrinkage {
  everywhere: boolean;
  locations: ReadonlySet<BusinessId | null>;
}

/** A few people leaving a small location are no sign of a bad read. */
const FEW = 5;

function shrinkage(
  before: Record<string, number>,
  now: readonly Pick<LocationProposal, 'businessId' | 'coworkers'>[],
  { sourcePercent }: GuardSettings,
): Shrinkage {
  const counts = new Map(now.map((each) => [locationKey(each.businessId), each.coworkers]));
  const isShrunk = (was: number, is: number): boolean => was - is > FEW && is < (was * sourcePercent) / 100;
  // coworkers without a known location count in the sum only
  const located = Object.entries(before).filter(([key]) => key !== '');
  const shrunk = located.filter(([key, was]) => isShrunk(was, counts.get(key) ?? 0));
  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);
  return {
    everywhere: isShrunk(sum(Object.values(before)), sum(counts.values())),
    locations: new Set(shrunk.map(([key]) => businessId(key))),
  };
}
