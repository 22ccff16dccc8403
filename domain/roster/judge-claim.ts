import type { BusinessId, Instant, MemberId } from '../ids';
import type { GuardSettings } from '../settings';
import { exceeds, type Claim, type ClaimAnswer, type Claimed, type LocationClaim } from './claim';
import { approveAll } from './decide-hold';
import { locationKey, openHoldOf, prune, type GuardState } from './guard-state';
import type { HoldCause } from './hold';
import { hold, leaveHolds } from './open-hold';
import { shrinkage, type Shrinkage } from './shrinkage';

/**
 * What a sync may do of all that it wants to. Removals past a limit are held together, those that would have fitted among
 * them; what operators approved passes and does not count. Changes the state: the window, the holds, the last good counts.
 */
export function judgeClaim(state: GuardState, claim: Claim, rules: GuardSettings, now: Instant): ClaimAnswer {
  prune(state, now);
  // a run that asks again, after a crash, asks as if for the first time
  state.window = state.window.filter(({ run }) => run !== claim.run);
  state.waivers = state.waivers.filter(({ usedBy }) => usedBy === null || usedBy === claim.run);
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

interface Judging {
  state: GuardState;
  claim: Claim;
  rules: GuardSettings;
  now: Instant;
  location: LocationClaim;
  answer: ClaimAnswer;
}

/** A full reading that no longer wants to take something from a member is the proof that a hold, or a no, is over. */
function forgetWhoIsFine(state: GuardState, { locations }: Claim, now: Instant): void {
  if (locations.some(({ moreRemovals, moreChanges }) => moreRemovals + moreChanges > 0)) return;
  const wanted = new Set(locations.flatMap(({ removals, changes }) => [...removals, ...changes]).map(({ id }) => id));
  leaveHolds(state, (id) => !wanted.has(id), now);
  for (const list of [state.kept, state.cleared])
    for (const id of Object.keys(list) as MemberId[]) if (!wanted.has(id)) delete list[id];
}

function judgeRemovals(judging: Judging, shrunk: Shrinkage): void {
  const { state, claim, rules, now, location, answer } = judging;
  const wanting = location.removals.filter(({ id }) => !(id in state.cleared));
  const isGone = ({ plan }: Claimed): boolean => plan !== null && claim.gonePlans.includes(plan);
  const byVanishing = wanting.filter(({ id }) => openHoldOf(state, id)?.cause === 'vanished');
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
  const used = usedUp(state, location.businessId);
  const trips = exceeds(rest.length + location.moreRemovals + used, rules.removals, location.managed);
  const passed = settle(judging, { cause: 'removals', set: rest, more: location.moreRemovals, trips });
  if (passed > 0) state.window.push({ run: claim.run, businessId: location.businessId, at: now, count: passed });
}

const usedUp = ({ window }: GuardState, business: BusinessId | null): number =>
  window.filter(({ businessId }) => businessId === business).reduce((sum, { count }) => sum + count, 0);

/** Until the first live sync is done, what is granted is the import that the operator has seen in the preview. */
function judgeChanges(judging: Judging): void {
  const { state, rules, location } = judging;
  const set = location.changes.filter(({ id }) => !(id in state.cleared));
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

/** Holds the set or lets it pass; answers how many passed. Who was told no, or is held already, never passes by itself. */
function settle(judging: Judging, { cause, set, more, trips }: Settling): number {
  const { state, location, rules, now, answer } = judging;
  const { businessId } = location;
  const what = cause === 'changes' ? 'changes' : 'removals';
  if (trips && !isWaived(judging, cause)) {
    const isGrown = more > 0 || set.some(({ id }) => !(id in state.kept));
    if (isGrown) hold(state, { cause, businessId, members: set, more }, rules, now);
    answer.held.push(...set.map(({ id }) => id));
    waitForMore(judging, what, more);
    return 0;
  }
  const waiting = set.filter(({ id }) => id in state.kept || openHoldOf(state, id)?.cause === cause);
  answer.held.push(...waiting.map(({ id }) => id));
  // who was held for a cause that is gone is judged like everybody else
  const passing = set.filter((each) => !waiting.includes(each)).map(({ id }) => id);
  leaveHolds(state, (id) => passing.includes(id), now);
  return passing.length + more;
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
  const elsewhere = (id: MemberId): boolean => ['vanished', 'planGone'].includes(openHoldOf(state, id)?.cause ?? '');
  const all = claim.locations.flatMap(({ removals }) => removals);
  const set = all.filter(({ id }) => !(id in state.cleared) && !elsewhere(id));
  const more = claim.locations.reduce((sum, { moreRemovals }) => sum + moreRemovals, 0);
  if (more === 0 && set.every(({ id }) => id in state.kept)) return;
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
