import { z } from 'zod';
import { memberId } from '../../domain/replayed/ids';
import type { Call, OddRow } from '../call';
import { ExternalError } from '../external-error';
import { checkShape } from '../http/replies';
import type { NexudusApi } from './api';
import * as records from './records';

interface Row {
  id: string;
}

/** One entity's list: where it is, and how a row reads. */
export interface List<T extends Row> {
  path: string;
  record: z.ZodType<T>;
  /** Its rows are judged one by one, for callers that ask for it; where left out, one odd row fails the list. */
  rows?: OddRow['of'];
}

/** Where each entity is (nexudus.md §1.1). */
export const lists = {
  coworkers: list('/spaces/coworkers', records.coworkerRecord, 'coworkers'),
  contracts: list('/billing/coworkercontracts', records.contractRecord, 'contracts'),
  pauses: list('/billing/contractpausedperiods', records.pauseRecord, 'pauses'),
  passes: list('/billing/coworkertimepasses', records.passRecord, 'passes'),
  checkIns: list('/spaces/checkins', records.checkInRecord, 'checkIns'),
  teams: list('/spaces/teams', records.teamRecord, 'teams'),
  tariffs: list('/billing/tariffs', records.tariffRecord),
  timePasses: list('/billing/timepasses', records.timePassRecord),
  timeSlots: list('/billing/timepasstimeslots', records.timeSlotRecord),
  businesses: list('/sys/businesses', records.businessRecord),
  customFields: list('/crm/customfields', records.customFieldRecord),
  webhooks: list('/sys/webhooks', records.webhookRecord),
};

function list<T extends Row>(path: string, record: z.ZodType<T>, rows?: OddRow['of']): List<T> {
  return { path, record, rows };
}

/** Documented maximum 1000; what lies above or near it is disputed (nexudus.md §2.2). */
const PAGE_SIZE = 500;

/** The list envelope, nexudus.md §2.3. */
const envelope = z.object({
  Records: z.array(z.unknown()),
  TotalItems: z.int(),
  TotalPages: z.int().nullish(),
  HasNextPage: z.boolean().nullish(),
});

/**
 * A list, page by page, in the order of the ids. Throws `inconsistent` when the server repeats a page, when the list
 * shrinks while it is read (a row may have been missed), or when fewer rows came than the server announced. A row that
 * cannot be read goes to `call.onOdd`; `malformed` when nobody takes it, when it has no id, or when a page has many of them.
 */
export async function* pages<T extends Row>(
  api: NexudusApi,
  list: List<T>,
  filter: Record<string, string | number>,
  call: Call,
): AsyncGenerator<T[]> {
  const tally = new Tally(list.path);
  for (let page = 1, more = true; more; page++) {
    const query = { ...filter, page, size: PAGE_SIZE, orderBy: 'Id' };
    const reply = await api.get(list.path, query, envelope, {
      ...call,
      patient: page > 1 || (call.patient ?? call.priority === 'bulk'),
    });
    const fresh = tally.take(judged(list, reply.Records, call.onOdd !== undefined), reply.TotalItems);
    for (const { odd } of fresh) if (odd) call.onOdd?.(odd);
    const rows = fresh.flatMap(({ row }) => (row === null ? [] : [row]));
    const hasNext = reply.HasNextPage === true || (reply.TotalPages ?? 0) > page;
    more = hasNext && reply.Records.length > 0;
    if (rows.length > 0 || page === 1) yield rows;
  }
  tally.close();
}

interface Judged<T> extends Row {
  row: T | null;
  odd: OddRow | null;
}

/** What an odd row may still say. */
const remains = z.object({
  Id: records.wireId,
  CoworkerId: records.wireId.nullish().catch(null),
  CoworkerContractId: records.wireId.nullish().catch(null),
});

/** More odd rows on a page mean that the shape has changed. */
const mostOdd = (rows: number): number => Math.max(3, rows * 0.05);

function judged<T extends Row>(list: List<T>, rows: unknown[], tolerant: boolean): Judged<T>[] {
  const read = rows.flatMap((record): Judged<T>[] => {
    const { data: row } = list.record.safeParse(record);
    if (row !== undefined) return [{ id: row.id, row, odd: null }];
    const { data: odd } = remains.safeParse(record);
    return odd === undefined || list.rows === undefined ? [] : [{ id: odd.Id, row: null, odd: oddRow(list.rows, odd) }];
  });
  const odd = rows.length - read.filter(({ row }) => row !== null).length;
  if (read.length < rows.length || odd > (tolerant ? mostOdd(rows.length) : 0))
    checkShape('nexudus', `GET ${list.path}`, z.object({ Records: z.array(list.record) }), { Records: rows });
  return read;
}

function oddRow(of: OddRow['of'], { Id, CoworkerId, CoworkerContractId }: z.infer<typeof remains>): OddRow {
  const owner = of === 'coworkers' ? Id : (CoworkerId ?? null);
  return { of, id: Id, member: owner === null ? null : memberId(owner), contractId: CoworkerContractId ?? null };
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
