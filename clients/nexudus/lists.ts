import { z } from 'zod';
import type { Call } from '../call';
import { ExternalError } from '../external-error';
import type { NexudusApi } from './api';
import * as records from './records';

interface Row {
  id: string;
}

/** One entity's list: where it is, and how a row reads. */
export interface List<T extends Row> {
  path: string;
  record: z.ZodType<T>;
}

/** Where each entity is (nexudus.md §1.1). */
export const lists = {
  coworkers: list('/spaces/coworkers', records.coworkerRecord),
  contracts: list('/billing/coworkercontracts', records.contractRecord),
  pauses: list('/billing/contractpausedperiods', records.pauseRecord),
  passes: list('/billing/coworkertimepasses', records.passRecord),
  checkIns: list('/spaces/checkins', records.checkInRecord),
  teams: list('/spaces/teams', records.teamRecord),
  tariffs: list('/billing/tariffs', records.tariffRecord),
  timePasses: list('/billing/timepasses', records.timePassRecord),
  businesses: list('/sys/businesses', records.businessRecord),
  customFields: list('/crm/customfields', records.customFieldRecord),
  webhooks: list('/sys/webhooks', records.webhookRecord),
};

function list<T extends Row>(path: string, record: z.ZodType<T>): List<T> {
  return { path, record };
}

/** Documented maximum 1000; what lies above or near it is disputed (nexudus.md §2.2). */
const PAGE_SIZE = 500;

/** The list envelope, nexudus.md §2.3. */
const envelope = <T>(record: z.ZodType<T>) =>
  z.object({
    Records: z.array(record),
    TotalItems: z.int(),
    TotalPages: z.int().nullish(),
    HasNextPage: z.boolean().nullish(),
  });

/**
 * A list, page by page, in the order of the ids. Throws `inconsistent` when the server repeats a page, when the list
 * shrinks while it is read (a row may have been missed), or when fewer rows came than the server announced.
 */
export async function* pages<T extends Row>(
  api: NexudusApi,
  list: List<T>,
  filter: Record<string, string | number>,
  call: Call,
): AsyncGenerator<T[]> {
  const tally = new Tally(list.path);
  const schema = envelope(list.record);
  for (let page = 1, more = true; more; page++) {
    const query = { ...filter, page, size: PAGE_SIZE, orderBy: 'Id' };
    const reply = await api.get(list.path, query, schema, {
      ...call,
      patient: page > 1 || (call.patient ?? call.priority === 'bulk'),
    });
    const rows = tally.take(reply.Records, reply.TotalItems);
    const hasNext = reply.HasNextPage === true || (reply.TotalPages ?? 0) > page;
    more = hasNext && reply.Records.length > 0;
    if (rows.length > 0 || page === 1) yield rows;
  }
  tally.close();
}

export async function collect<T>(pagesOfRows: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pagesOfRows) rows.push(...page);
  return rows;
}

/** Checks the rows of one list against the total that the server announces. */
class Tally {
  readonly #seen = new Set<string>();
  readonly #firstIds = new Set<string>();
  #total: number | null = null;

  constructor(private readonly path: string) {}

  /** The rows that are new. */
  take<T extends Row>(rows: T[], total: number): T[] {
    if (total < (this.#total ?? total)) throw this.#inconsistent(`it shrank from ${this.#total} rows to ${total}`);
    this.#total ??= total;
    const [first] = rows;
    if (first !== undefined) {
      if (this.#firstIds.has(first.id)) throw this.#inconsistent('a page came twice');
      this.#firstIds.add(first.id);
    }
    const fresh = rows.filter(({ id }) => !this.#seen.has(id));
    for (const { id } of fresh) this.#seen.add(id);
    return fresh;
  }

  close(): void {
    const total = this.#total ?? 0;
    if (this.#seen.size < total) throw this.#inconsistent(`${this.#seen.size} of ${total} rows came`);
  }

  #inconsistent(what: string): ExternalError {
    return new ExternalError('nexudus', 'inconsistent', `GET ${this.path}: ${what}`, { retryable: true });
  }
}
