import type { BusinessId, Instant, MemberId } from '../ids';
import type { GuardSettings } from '../settings';
import { exceeds, type Claim, type ClaimAnswer, type Claimed, type LocationClaim } from './claim';
import { approveAll } from './decide-hold';
import { isCleared, isKept, locationKey, openHoldOf, prune, type GuardState } from './guard-state';
import { askedOf, type Asked, type HoldCause } from './hold';
import { hold, leaveHolds } from './open-hold';
import { shrinkage, type Shrinkage } from './shrinkage';

/**
 * What a sync may do of all that it wants to. Removals past a limit are held together, those that would have fitted among
 * them; what operators approved passes and does not count. Changes the state: the window, the holds, the last good counts.
 */
export function judgeClaim(state: GuardState, claim: Claim, rules: GuardSettings, now: Instant): ClaimAnswer {
  prune(state, now);
  // a run that asks again, after a crash, is counted anew, with whom it has removed already
  state.window = state.window.filter(({ run }) => run !== claim.run);
  state.waivers = state.waivers.filter(({ usedBy }) => usedBy === null || usedBy === claim.run);
  if (state.lastRun?.run !== claim.run) state.lastRun = { run: claim.run, removals: {} };
  state.gonePlans = claim.gonePlans;
  const shrunk = shrinkage(state.coworkers, claim.locations, rules);
  forgetWhoIsFine(state, claim, now);
  if (claim.approve) approveAll(state, claim, now);
  const answer: ClaimAnswer = { held: [], more: [] };
  for (const location of claim.locations) {
    const judging = { state, claim, rules, now, location, answer };
    judgeRemovals(judging, shrunk);
    judgeChanges(judging);
  }
  holdTogether(state, shrunk, claim, rules, now);
  remember(state, claim, shrunk);
  return answer;
}

/** What would be answered, on a copy: a question changes nothing. */
export function rehearseClaim(state: GuardState, claim: Claim, rules: GuardSettings, now: Instant): ClaimAnswer {
  return judgeClaim(JSON.parse(JSON.stringify(state)) as GuardState, claim, rules, now);
}

interface Judging {
  state: GuardState;
  claim: Claim;
  rules: GuardSettings;
  now: Instant;
  location: LocationClaim;
  answer: ClaimAnswer;
}

/** A full reading that no longer wants something of a member is the proof that a hold, or a no, is over. */
function forgetWhoIsFine(state: GuardState, { locations, doubtful, moreDoubtful }: Claim, now: Instant): void {
  const unlisted = locations.reduce((sum, { moreRemovals, moreChanges }) => sum + moreRemovals + moreChanges, 0);
  if (unlisted + moreDoubtful > 0) return;
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

function judgeRemovals(judging: Judging, shrunk: Shrinkage): void {
  const { state, claim, rules, now, location, answer } = judging;
  const wanting = location.removals.filter((each) => !isCleared(state, each, 'removals'));
  const isGone = ({ plan }: Claimed): boolean => plan !== null && claim.gonePlans.includes(plan);
  const byVanishing = wanting.filter(({ id }) => openHoldOf(state, id, 'removals')?.cause === 'vanished');
  const byPlan = wanting.filter((each) => !byVanishing.includes(each) && isGone(each));
  const rest = wanting.filter((each) => !byVanishing.includes(each) && !byPlan.includes(each));
  answer.held.push(...byVanishing.map(({ id }) => id));
  settle(judging, { cause: 'planGone', set: byPlan, more: 0, trips: true });
  if (shrunk.everywhere) {
    answer.held.push(...rest.map(({ id }) => id));
    waitForMore(judging, 'removals', location.moreRemovals);
    return;
  }
  if (shrunk.locations.has(location.businessId)) {
    settle(judging, { cause: 'sourceShrank', set: rest, more: location.moreRemovals, trips: true });
    return;
  }
  const before = removedBefore(state, location);
  const used = usedUp(state, location.businessId) + before.length;
  const trips = exceeds(rest.length + location.moreRemovals + used, rules.removals, location.managed);
  const passing = settle(judging, { cause: 'removals', set: rest, more: location.moreRemovals, trips });
  const removed = [...before, ...(passing ?? [])];
  const count = removed.length + (passing === null ? 0 : location.moreRemovals);
  if (count > 0) state.window.push({ run: claim.run, businessId: location.businessId, at: now, count });
  if (state.lastRun !== null) state.lastRun.removals[locationKey(location.businessId)] = removed;
}

/** Whom an attempt of this run that died was allowed to remove, and who need not be removed any more. */
function removedBefore({ lastRun }: GuardState, { businessId, removals }: LocationClaim): MemberId[] {
  const wanted = new Set(removals.map(({ id }) => id));
  return (lastRun?.removals[locationKey(businessId)] ?? []).filter((id) => !wanted.has(id));
}

const usedUp = ({ window }: GuardState, business: BusinessId | null): number =>
  window.filter(({ businessId }) => businessId === business).reduce((sum, { count }) => sum + count, 0);

/** Until the first live sync is done, what is granted is the import that the operator has seen in the preview. */
function judgeChanges(judging: Judging): void {
  const { state, rules, location } = judging;
  const set = location.changes.filter((each) => !isCleared(state, each, 'changes'));
  const count = set.length + location.moreChanges;
  const trips = !state.importing && exceeds(count, rules.changes, location.managed);
  settle(judging, { cause: 'changes', set, more: location.moreChanges, trips });
}

interface Settling {
  cause: HoldCause;
  set: Claimed[];
  more: number;
  trips: boolean;
}

/**
 * Holds the set, which is null, or lets it pass, with those not listed, and answers who passes. Who was told no, or is
 * held already, never passes by itself.
 */
function settle(judging: Judging, { cause, set, more, trips }: Settling): MemberId[] | null {
  const { state, location, rules, now, answer } = judging;
  const { businessId } = location;
  const what = askedOf(cause);
  const waived = trips && isWaived(judging, cause);
  if (trips && !waived) {
    const isGrown = more > 0 || set.some(({ id }) => !isKept(state, id, what));
    if (isGrown) hold(state, { cause, businessId, members: set, more }, rules, now);
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

function isWaived({ state, claim, location }: Judging, cause: HoldCause): boolean {
  const waiver = state.waivers.find((each) => each.cause === cause && each.businessId === location.businessId);
  if (waiver) waiver.usedBy = claim.run;
  return waiver !== undefined;
}

function waitForMore({ answer, location }: Judging, what: 'removals' | 'changes', more: number): void {
  if (more > 0) answer.more.push({ businessId: location.businessId, what });
}

/** One hold for the whole connector, where the whole source has shrunk. */
function holdTogether(state: GuardState, shrunk: Shrinkage, claim: Claim, rules: GuardSettings, now: Instant): void {
  if (!shrunk.everywhere) return;
  const elsewhere = (id: MemberId): boolean =>
    ['vanished', 'planGone'].includes(openHoldOf(state, id, 'removals')?.cause ?? '');
  const all = claim.locations.flatMap(({ removals }) => removals);
  const set = all.filter((each) => !isCleared(state, each, 'removals') && !elsewhere(each.id));
  const more = claim.locations.reduce((sum, { moreRemovals }) => sum + moreRemovals, 0);
  if (more === 0 && set.every(({ id }) => isKept(state, id, 'removals'))) return;
  hold(state, { cause: 'sourceShrank', businessId: null, members: set, more }, rules, now);
}

function remember(state: GuardState, { locations }: Claim, shrunk: Shrinkage): void {
  const counted = (what: 'managed' | 'coworkers') =>
    Object.fromEntries(locations.map((each) => [locationKey(each.businessId), each[what]]));
  state.seen = counted('coworkers');
  if (shrunk.everywhere || shrunk.locations.size > 0) return;
  state.managed = counted('managed');
  state.coworkers = state.seen;
}
