import { instantOf, sameLocalDay, zoneName } from '../store/clock';
import type { CoworkerTimePass } from '../store/rows';
import type { Space } from '../store/space';
import { activeContracts, contractState } from './contract-state';
import { teamsOf } from './team-members';

/** What allows a check-in: a plan, or a pass that the check-in uses up. */
export type Allowance = { by: 'plan' } | { by: 'pass'; pass: CoworkerTimePass };

/** The allowance that a check-in would use now, in this order: own plan, team's plan, own pass, shared team pass. */
export function allowanceOf(coworkerId: number, businessId: number, space: Space): Allowance | null {
  const coworker = space.tables.coworkers.get(coworkerId);
  if (!coworker?.Active || coworker.Archived) return null;
  const teams = teamsOf(coworkerId, space);
  const holders = [coworkerId, ...teams.flatMap((team) => team.PayingMemberId ?? [])];
  if (holders.some((id) => hasPlan(id, space))) return { by: 'plan' };

  const sharers = teams.filter((team) => team.ShareTimePasses).flatMap((team) => team.PayingMemberId ?? []);
  const passes = [coworkerId, ...sharers].flatMap((id) => space.fresh.by('coworkerTimePasses', 'CoworkerId', id));
  const pass = passes.find((held) => usableNow(held, businessId, space));
  return pass ? { by: 'pass', pass } : null;
}

export function minutesIncluded(pass: Pick<CoworkerTimePass, 'TimePassId'>, space: Space): number | null {
  return space.tables.timePasses.get(pass.TimePassId)?.MinutesIncluded ?? null;
}

function hasPlan(coworkerId: number, space: Space): boolean {
  return activeContracts(coworkerId, space.fresh, space).some((row) => {
    const { started, pause } = contractState(row, space.fresh, space);
    return started && pause === null;
  });
}

/** A day pass serves the whole calendar day it was first used on, a minute pass until its minutes are gone. */
export function usableNow(pass: CoworkerTimePass, businessId: number, space: Space): boolean {
  const now = space.now();
  if (pass.ExpireDate !== null && instantOf(pass.ExpireDate) <= now) return false;
  if (pass.RemainingUses > 0) return true;
  if (minutesIncluded(pass, space) !== null || pass.UsedDate === null) return false;
  const zone = zoneName(space.tables.businesses.get(businessId)?.SimpleTimeZoneId ?? 0);
  return sameLocalDay(instantOf(pass.UsedDate), now, zone);
}
