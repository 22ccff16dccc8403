import type { BusinessId, Instant, MemberId } from '../ids';
import type { GuardSettings } from '../../settings/settings';
import {
  exceeds,
  type ChangeProposal,
  type ProposalReview,
  type ProposedChange,
  type LocationProposal,
} from './proposal';
import { approveAll } from './decide-hold';
import { isCleared, isKept, keptKey, locationKey, openHoldOf, openHolds, prune, type GuardState } from './guard-state';
import { askedOf, type Asked, type HoldCause } from './hold';
import { hold, leaveHolds } from './open-hold';
import { shrinkage, type Shrinkage } from './shrinkage';

/**
 * What a sync may do of all that it wants to. Removals past a limit are held together, those that would have fitted among
 * them; what operators approved passes and does not count. Changes the state: the window, the holds, the last good counts.
 */
export function reviewProposal(
  state: GuardState,
  claim: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): ProposalReview {
  prune(state, now);
  // a run that asks again, after a crash, is counted anew, with whom it has removed already
  state.window = state.window.filter(({ run }) => run !== claim.run);
  state.waivers = state.waivers.filter(({ usedBy }) => usedBy === null || usedBy === claim.run);
  for (const waiver of state.waivers) waiver.usedBy = claim.run;
  if (state.lastRun?.run !== claim.run) state.lastRun = { run: claim.run, removals: {} };
  state.gonePlans = claim.gonePlans;
  const shrunk = claim.approve ? asBefore : shrinkage(state.coworkers, claim.locations, rules);
  forgetWhoIsFine(state, claim, now);
  if (claim.approve) approveAll(state, claim, now);
  const answer: ProposalReview = { held: [], more: [] };
  for (const location of claim.locations) {
    const judging = { state, claim, rules, now, location, answer };
    reviewRemovals(judging, shrunk);
    reviewChanges(judging);
  }
  holdTogether(state, shrunk, claim, rules, now);
  remember(state, claim, shrunk);
  return answer;
}

/** An operator who lets a run do everything has seen how much there is to read. */
const asBefore: Shrinkage = { everywhere: false, locations: new Set() };

/** What would be answered, on a copy: a question changes nothing. */
export function rehearseReview(
  state: GuardState,
  claim: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): ProposalReview {
  return reviewProposal(JSON.parse(JSON.stringify(state)) as GuardState, claim, rules, now);
}

interface Reviewing {
  state: GuardState;
  claim: ChangeProposal;
  rules: GuardSettings;
  now: Instant;
  location: LocationProposal;
  answer: ProposalReview;
}

/** A full reading that no longer wants something of a member is the proof that a hold, or a no, is over. */
function forgetWhoIsFine(state: GuardState, { locations, doubtful, moreDoubtful }: ChangeProposal, now: Instant): void {
  const unlisted = locations.reduce((sum, { moreRemovals, moreChanges }) => sum + moreRemovals + moreChanges, 0);
  if (unlisted + moreDoubtful > 0) return;
  state.keptMore = {};
  for (const open of openHolds(state)) open.more = 0;
  const wanted = (what: Asked) =>
    new Map(locations.flatMap((location) => location[what].map(({ id, reason }) => [id, reason] as const)));
  const [unsure, still] = [new Set(doubtful), { removals: wanted('removals'), changes: wanted('changes') }];
  const isOver = (id: MemberId, what: Asked): boolean => !unsure.has(id) && !still[what].has(id);
  leaveHolds(state, (id, { cause }) => isOver(id, askedOf(cause)), now);
  for (const [id, { cause }] of entriesOf(state.kept)) if (isOver(id, askedOf(cause))) delete state.kept[id];
  for (const [id, { what, reason }] of entriesOf(state.cleared))
    if (!unsure.has(id) && still[what].get(id) !== reason) delete state.cleared[id];
}

const entriesOf = <T>(record: Record<MemberId, T>) => Object.entries(record) as [MemberId, T][];

function reviewRemovals(judging: Reviewing, shrunk: Shrinkage): void {
  const { state, claim, rules, location, answer } = judging;
  const wanting = location.removals.filter((each) => !isCleared(state, each, 'removals'));
  const isGone = ({ plan }: ProposedChange): boolean => plan !== null && claim.gonePlans.includes(plan);
  const byVanishing = wanting.filter(({ id }) => openHoldOf(state, id, 'removals')?.cause === 'vanished');
  const byPlan = wanting.filter((each) => !byVanishing.includes(each) && isGone(each));
  const rest = wanting.filter((each) => !byVanishing.includes(each) && !byPlan.includes(each));
  answer.held.push(...byVanishing.map(({ id }) => id));
  settle(judging, { cause: 'planGone', set: byPlan, more: 0, trips: true });
  const more = location.moreRemovals;
  if (shrunk.everywhere) {
    answer.held.push(...rest.map(({ id }) => id));
    waitForMore(judging, 'removals', more);
    return count(judging, null);
  }
  if (shrunk.locations.has(location.businessId)) {
    settle(judging, { cause: 'sourceShrank', set: rest, more, trips: true });
    return count(judging, null);
  }
  const wanted = new Set(rest.map(({ id }) => id));
  const gone = removedBefore(judging).filter((id) => !wanted.has(id));
  const used = usedUp(state, location.businessId) + gone.length;
  const trips = exceeds(rest.length + more + used, rules.removals, location.managed);
  const approved = trips && isWaived(judging, 'removals');
  const passing = settle(judging, { cause: 'removals', set: rest, more, trips });
  count(judging, approved ? null : passing);
}

/** Whom an attempt of this run that died was allowed to remove. */
const removedBefore = ({ state, location }: Reviewing): MemberId[] =>
  state.lastRun?.removals[locationKey(location.businessId)] ?? [];

/** Remembers who may be removed by this run, and who was by an attempt of it that died. Null: nobody who counts. */
function count(judging: Reviewing, passing: MemberId[] | null): void {
  const { state, claim, location, now } = judging;
  const { businessId, moreRemovals } = location;
  const removed = new Set([...removedBefore(judging), ...(passing ?? [])]);
  const sum = removed.size + (passing === null ? 0 : moreRemovals);
  if (sum > 0) state.window.push({ run: claim.run, businessId, at: now, count: sum });
  if (state.lastRun !== null) state.lastRun.removals[locationKey(businessId)] = [...removed];
}

const usedUp = ({ window }: GuardState, business: BusinessId | null): number =>
  window.filter(({ businessId }) => businessId === business).reduce((sum, { count }) => sum + count, 0);

/** Until the first live sync is done, what is granted is the import that the operator has seen in the preview. */
function reviewChanges(judging: Reviewing): void {
  const { state, rules, location } = judging;
  const set = location.changes.filter((each) => !isCleared(state, each, 'changes'));
  const count = set.length + location.moreChanges;
  const trips = !state.importing && exceeds(count, rules.changes, location.managed);
  settle(judging, { cause: 'changes', set, more: location.moreChanges, trips });
}

interface Settling {
  cause: HoldCause;
  set: ProposedChange[];
  more: number;
  trips: boolean;
}

/**
 * Holds the set, which is null, or lets it pass, with those not listed, and answers who passes. Who was told no, or is
 * held already, never passes by itself.
 */
function settle(judging: Reviewing, { cause, set, more, trips }: Settling): MemberId[] | null {
  const { state, location, rules, now, answer } = judging;
  const { businessId } = location;
  const what = askedOf(cause);
  const waived = trips && isWaived(judging, cause);
  if (trips && !waived) {
    if (isGrown(judging, { cause, set, more })) hold(state, { cause, businessId, members: set, more }, rules, now);
    answer.held.push(...set.map(({ id }) => id));
    waitForMore(judging, what, more);
    return null;
  }
  const mustWait = (id: MemberId): boolean =>
    !waived && (isKept(state, id, what) || openHoldOf(state, id, what)?.cause === cause);
  const waiting = set.filter(({ id }) => mustWait(id));
  answer.held.push(...waiting.map(({ id }) => id));
  // who was held for a cause that is gone is judged like everybody else
  const passing = set.filter((each) => !waiting.includes(each)).map(({ id }) => id);
  leaveHolds(state, (id) => passing.includes(id), now);
  return passing;
}

/** Where the source had shrunk, what is found now are removals like any other. */
function isWaived({ state, claim, location }: Reviewing, cause: HoldCause): boolean {
  const isForThis = ({ cause: waived, businessId }: GuardState['waivers'][number]): boolean => {
    if (waived === 'sourceShrank' && cause === 'removals') return [null, location.businessId].includes(businessId);
    return waived === cause && businessId === location.businessId;
  };
  return claim.approve || state.waivers.some(isForThis);
}

/** Somebody is in it about whom nobody has decided yet. */
function isGrown({ state, location }: Reviewing, { cause, set, more }: Omit<Settling, 'trips'>): boolean {
  if (more > 0) return set.length + more > (state.keptMore[keptKey(cause, location.businessId)] ?? 0);
  return set.some(({ id }) => !isKept(state, id, askedOf(cause)));
}

function waitForMore({ answer, location }: Reviewing, what: 'removals' | 'changes', more: number): void {
  if (more > 0) answer.more.push({ businessId: location.businessId, what });
}

/** One hold for the whole connector, where the whole source has shrunk. */
function holdTogether(
  state: GuardState,
  shrunk: Shrinkage,
  claim: ChangeProposal,
  rules: GuardSettings,
  now: Instant,
): void {
  if (!shrunk.everywhere) return;
  const elsewhere = (id: MemberId): boolean =>
    ['vanished', 'planGone'].includes(openHoldOf(state, id, 'removals')?.cause ?? '');
  const all = claim.locations.flatMap(({ removals }) => removals);
  const set = all.filter((each) => !isCleared(state, each, 'removals') && !elsewhere(each.id));
  const more = claim.locations.reduce((sum, { moreRemovals }) => sum + moreRemovals, 0);
  const keptInAll = state.keptMore[keptKey('sourceShrank', null)] ?? 0;
  if (more === 0 ? set.every(({ id }) => isKept(state, id, 'removals')) : set.length + more <= keptInAll) return;
  hold(state, { cause: 'sourceShrank', businessId: null, members: set, more }, rules, now);
}

function remember(state: GuardState, { locations }: ChangeProposal, shrunk: Shrinkage): void {
  const counted = (what: 'managed' | 'coworkers') =>
    Object.fromEntries(locations.map((each) => [locationKey(each.businessId), each[what]]));
  state.seen = counted('coworkers');
  if (shrunk.everywhere || shrunk.locations.size > 0) return;
  state.managed = counted('managed');
  state.coworkers = state.seen;
}
