import { Refusal } from '../rules/refusal';
import { fromWire, toWire } from '../store/clock';
import type { Contract, Coworker, Tariff, TimePass } from '../store/rows';
import type { Space } from '../store/space';

/** A point in time as a test or the page has it: ISO text (UTC unless it says otherwise), milliseconds, or a date. */
export type Moment = string | number | Date;

export interface HookChoice {
  /** `false` changes the data without raising webhooks. */
  hooks?: boolean;
}

/** @throws RangeError for text that is not an ISO date. */
export function wire(moment: Moment): string {
  const milliseconds = typeof moment === 'string' ? fromWire(moment) : Number(moment);
  if (milliseconds === null || Number.isNaN(milliseconds)) throw new RangeError(`"${String(moment)}" is not a date.`);
  return toWire(milliseconds);
}

/** Runs a scene with or without webhooks. */
export function played<T>(space: Space, choice: HookChoice | undefined, run: () => T): T {
  return choice?.hooks === false ? space.quietly(run) : run();
}

/** @throws Refusal when there is no such coworker. */
export function memberOf(id: string, space: Space): Coworker {
  const row = space.tables.coworkers.get(Number(id));
  if (!row) throw new Refusal(`There is no coworker ${id}.`);
  return row;
}

/** A plan by its name or its id. */
export function planOf(plan: string, space: Space): Tariff {
  return byNameOrId(plan, space.tables.tariffs.all(), 'plan');
}

export function passOf(pass: string, space: Space): TimePass {
  return byNameOrId(pass, space.tables.timePasses.all(), 'time pass');
}

/** The contracts of a coworker that have not ended, or the one that is named. */
export function openContracts(id: string, contractId: string | undefined, space: Space): Contract[] {
  const now = space.now();
  const contracts = space.fresh.by('contracts', 'CoworkerId', memberOf(id, space).Id);
  const open = contracts.filter((row) => row.CancellationDate === null || Date.parse(row.CancellationDate) > now);
  const chosen = contractId === undefined ? open : open.filter((row) => String(row.Id) === contractId);
  if (chosen.length === 0) throw new Refusal(`Coworker ${id} has no such contract.`);
  return chosen;
}

function byNameOrId<R extends { Id: number; Name: string }>(wanted: string, rows: Iterable<R>, what: string): R {
  const found = [...rows].find((row) => row.Name === wanted || String(row.Id) === wanted);
  if (!found) throw new Refusal(`There is no ${what} "${wanted}".`);
  return found;
}
