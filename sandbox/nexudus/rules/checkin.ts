import { instantOf, sameLocalDay, toWire, zoneName } from '../store/clock';
import type { BaseRow, Checkin, Fields } from '../store/rows';
import type { Space } from '../store/space';
import { allowanceOf, minutesIncluded, type Allowance } from './allowance';
import { Ooops, Refusal } from './refusal';

/**
 * Opens a check-in, using up a pass where no plan covers it (nexudus.md §4.5). Throws a {@link Refusal}, and leaves a
 * failed check-in behind, when nothing allows it; throws {@link Ooops} for an open check-in that is not dated today.
 */
export function openCheckin(fields: Fields<Checkin>, base: Partial<BaseRow>, space: Space): Checkin {
  const from = instantOf(fields.FromTime);
  if (fields.ToTime === null && !sameLocalDay(from, space.now(), businessZone(fields.BusinessId, space)))
    throw new Ooops('An open check-in has to start today.');
  const allowance = allowanceOf(fields.CoworkerId, fields.BusinessId, space);
  if (!allowance && !(space.options.payAsYouGo && isActive(fields.CoworkerId, space)))
    throw failedCheckin(fields, space);
  const guid = allowance ? usePass(allowance, fields.FromTime, space) : null;
  return space.insert('checkins', { ...fields, CoworkerTimePassGuid: guid }, base);
}

function isActive(coworkerId: number, space: Space): boolean {
  const coworker = space.tables.coworkers.get(coworkerId);
  return coworker?.Active === true && !coworker.Archived;
}

/** Charges a closed check-in to its minute pass. */
export function settleCheckin(row: Checkin, space: Space): void {
  if (row.CoworkerTimePassGuid === null || row.ToTime === null) return;
  const pass = findPass(row.CoworkerTimePassGuid, space);
  if (!pass || minutesIncluded(pass, space) === null) return;
  const minutes = Math.ceil((instantOf(row.ToTime) - instantOf(row.FromTime)) / 60_000);
  const left = Math.max(0, pass.RemainingUses - Math.max(0, minutes));
  space.change('coworkerTimePasses', pass.Id, { RemainingUses: left, Used: left === 0 });
}

export function openCheckinsOf(coworkerId: number, space: Space): Checkin[] {
  return space.fresh.by('checkins', 'CoworkerId', coworkerId).filter((row) => row.ToTime === null);
}

function usePass(allowance: Allowance, at: string, space: Space): string | null {
  if (allowance.by === 'plan') return null;
  const { pass } = allowance;
  const usedDate = pass.UsedDate ?? at;
  if (minutesIncluded(pass, space) !== null) space.change('coworkerTimePasses', pass.Id, { UsedDate: usedDate });
  else if (!pass.Used)
    space.change('coworkerTimePasses', pass.Id, {
      Used: true,
      UsedDate: usedDate,
      RemainingUses: pass.RemainingUses - 1,
    });
  return pass.UniqueId;
}

function failedCheckin(fields: Fields<Checkin>, space: Space): Refusal {
  const Description = 'The customer has no valid pass or plan allowance.';
  space.insert('failedCheckins', {
    CoworkerId: fields.CoworkerId,
    BusinessId: fields.BusinessId,
    AttemptTime: toWire(space.now()),
    Description,
    Source: fields.Source,
  });
  return new Refusal(Description);
}

function findPass(guid: string, space: Space) {
  return space.fresh.by('coworkerTimePasses', 'UniqueId', guid)[0];
}

export function businessZone(businessId: number, space: Space): string {
  return zoneName(space.tables.businesses.get(businessId)?.SimpleTimeZoneId ?? 0);
}
