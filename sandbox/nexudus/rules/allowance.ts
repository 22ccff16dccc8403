import { instantOf, localTime, nextTimeOfDay, zoneName } from '../store/clock';
import type { Contract, CoworkerTimePass, TimePassTimeSlot } from '../store/rows';
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

const hasPlan = (coworkerId: number, space: Space): boolean => runningContracts(coworkerId, space).length > 0;

function runningContracts(coworkerId: number, space: Space): Contract[] {
  return activeContracts(coworkerId, space.fresh, space).filter((row) => {
    const { started, pause } = contractState(row, space.fresh, space);
    return started && pause === null;
  });
}

/**
 * A day pass serves from the daily cut-off before its first use to the one after it, a minute pass until its minutes are
 * gone; each in its hours, and a plan's pass only while its contract runs (nexudus.md §4.3, §11).
 */
export function usableNow(pass: CoworkerTimePass, businessId: number, space: Space): boolean {
  const now = space.now();
  const zone = zoneName(space.tables.businesses.get(businessId)?.SimpleTimeZoneId ?? 0);
  if (pass.ExpireDate !== null && instantOf(pass.ExpireDate) <= now) return false;
  if (!isOpen(pass.TimePassId, now, zone, space) || !hasItsContract(pass, space)) return false;
  if (pass.RemainingUses > 0) return true;
  if (minutesIncluded(pass, space) !== null || pass.UsedDate === null) return false;
  return now < nextTimeOfDay(instantOf(pass.UsedDate), space.options.dailyCutOff, zone);
}

function hasItsContract({ CoworkerContractUniqueId: guid, CoworkerId }: CoworkerTimePass, space: Space): boolean {
  return !guid || runningContracts(CoworkerId, space).some(({ UniqueId }) => UniqueId === guid);
}

/** A product without slots is open around the clock. */
function isOpen(productId: number, now: number, zone: string, space: Space): boolean {
  const slots = space.fresh.by('timePassTimeSlots', 'TimePassId', productId);
  const written = zoneName(
    space.tables.businesses.get(space.tables.timePasses.get(productId)?.BusinessId ?? 0)?.SimpleTimeZoneId ?? 0,
  );
  return slots.length === 0 || slots.some((slot) => coversNow(slot, now, written, zone));
}

function coversNow(slot: TimePassTimeSlot, now: number, written: string, zone: string): boolean {
  const { weekday, time } = localTime(now, zone);
  const opens = localTime(instantOf(slot.FromTime), written).time;
  const closes = localTime(instantOf(slot.ToTime), written).time;
  return weekday === slot.DayOfWeek && opens <= time && (time < closes || closes === '00:00');
}
