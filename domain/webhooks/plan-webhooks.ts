import type { BusinessId } from '../replayed/ids';
import type { ActionName, ActionNumbers } from './actions';
import {
  bySlot,
  readWebhookUrl,
  slotsOf,
  type WebhookAddress,
  type WebhookRecord,
  type WebhookSlot,
  webhookUrl,
} from './webhook';

export interface PlanInput<Row extends WebhookRecord> extends WebhookAddress {
  existing: readonly Row[];
  businesses: readonly BusinessId[];
  actions: readonly ActionName[];
  numbers: ActionNumbers;
}

export interface WebhookPlan<Row extends WebhookRecord> {
  create: (WebhookSlot & { number: number; url: string })[];
  /** As it should be, but switched off. */
  reactivate: (WebhookSlot & { row: Row })[];
  /** It has another address or number than it should, and may be switched off as well. */
  correct: (WebhookSlot & { row: Row; number: number; url: string })[];
  inPlace: (WebhookSlot & { row: Row })[];
  /** Ours, but useless: duplicates, locations that are gone, actions that are not needed. */
  remove: Row[];
  /** The tenant has no such action. */
  impossible: WebhookSlot[];
  /** How many records belong to others, which are left alone. */
  foreign: number;
}

/**
 * What to do so that each action is announced once in each location. Pure; after it is done, planning again finds nothing
 * to do. Names of records are free text, so only the address says whether one is ours.
 */
export function planWebhooks<Row extends WebhookRecord>(input: PlanInput<Row>): WebhookPlan<Row> {
  const { existing, businesses, actions, numbers } = input;
  const ours = existing.filter(({ url }) => readWebhookUrl(input, url) !== null);
  const candidates = bySlot(ours, (row) => purposeOf(row, input));
  const plan = emptyPlan<Row>(existing.length - ours.length);
  const kept = new Set<Row>();
  for (const slot of slotsOf(businesses, actions)) {
    const wanted = { number: numbers.get(slot.action) ?? null, url: webhookUrl(input, slot.businessId, slot.action) };
    const row = fittest(candidates(slot), wanted);
    if (row !== undefined) kept.add(row);
    place(plan, slot, row, wanted);
  }
  plan.remove.push(...ours.filter((row) => !kept.has(row)));
  return plan;
}

/** The needed action that a record is for. Its address comes first, since that is how we read its deliveries. */
function purposeOf<Row extends WebhookRecord>(row: Row, input: PlanInput<Row>): ActionName | undefined {
  const named = readWebhookUrl(input, row.url)?.action?.name;
  const fires = [...input.numbers].find(([, number]) => number === row.action)?.[0];
  return input.actions.find((name) => name === named) ?? input.actions.find((name) => name === fires);
}

interface Wanted {
  /** Null: not known, so any number of a record counts as right. */
  number: number | null;
  url: string;
}

function place<Row extends WebhookRecord>(
  plan: WebhookPlan<Row>,
  slot: WebhookSlot,
  row: Row | undefined,
  wanted: Wanted,
): void {
  const { number, url } = wanted;
  if (row === undefined) {
    if (number === null) plan.impossible.push(slot);
    else plan.create.push({ ...slot, number, url });
  } else if (!fits(row, wanted)) plan.correct.push({ ...slot, row, number: number ?? row.action, url });
  else if (row.active) plan.inPlace.push({ ...slot, row });
  else plan.reactivate.push({ ...slot, row });
}

const fits = ({ action, url }: WebhookRecord, wanted: Wanted): boolean =>
  url === wanted.url && (wanted.number === null || action === wanted.number);

/** Of duplicates, the one that needs the fewest corrections stays; of equals, the oldest. */
function fittest<Row extends WebhookRecord>(rows: readonly Row[], wanted: Wanted): Row | undefined {
  const faults = (row: Row): number => (fits(row, wanted) ? 0 : 2) + (row.active ? 0 : 1);
  return [...rows].sort((one, other) => faults(one) - faults(other) || compareIds(one.id, other.id))[0];
}

/** Ids are whole numbers that may exceed what a number holds. */
const compareIds = (one: string, other: string): number =>
  one.length - other.length || Number(one > other) - Number(one < other);

const emptyPlan = <Row extends WebhookRecord>(foreign: number): WebhookPlan<Row> => ({
  create: [],
  reactivate: [],
  correct: [],
  inPlace: [],
  remove: [],
  impossible: [],
  foreign,
});
