import { z } from 'zod';
import { memberId } from '../../domain/replayed/ids';
import type { Call, OddRow } from '../call';
import { ExternalError } from '../external-error';
import { checkShape } from '../http/replies';
import type { Readable } from '../membership-source';
import type { NexudusApi } from './api';
import * as records from './records';

interface Row {
  id: string;
}

/** One entity's list: where it is, and how a row reads. */
export interface List<T extends Row> {
  /** As its filters name it. */
  entity: string;
  path: string;
  record: z.ZodType<T>;
  /** Its rows are judged one by one, for callers that ask for it; where left out, one odd row fails the list. */
  rows?: OddRow['of'];
}

/** Where each entity is (nexudus.md §1.1). */
export const lists = {
  coworkers: list('Coworker', '/spaces/coworkers', records.coworkerRecord, 'coworkers'),
  contracts: list('CoworkerContract', '/billing/coworkercontracts', records.contractRecord, 'contracts'),
  pauses: list('ContractPausedPeriod', '/billing/contractpausedperiods', records.pauseRecord, 'pauses'),
  passes: list('CoworkerTimePass', '/billing/coworkertimepasses', records.passRecord, 'passes'),
  checkIns: list('Checkin', '/spaces/checkins', records.checkInRecord, 'checkIns'),
  teams: list('Team', '/spaces/teams', records.teamRecord, 'teams'),
  tariffs: list('Tariff', '/billing/tariffs', records.tariffRecord),
  timePasses: list('TimePass', '/billing/timepasses', records.timePassRecord),
  timeSlots: list('TimePassTimeSlot', '/billing/timepasstimeslots', records.timeSlotRecord),
  businesses: list('Business', '/sys/businesses', records.businessRecord),
  customFields: list('CustomField', '/crm/customfields', records.customFieldRecord),
  webhooks: list('WebHook', '/sys/webhooks', records.webhookRecord),
};

function list<T extends Row>(entity: string, path: string, record: z.ZodType<T>, rows?: OddRow['of']): List<T> {
  return { entity, path, record, rows };
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

/** Windows of a list overlap by this: whether their bounds are inclusive is unconfirmed (nexudus.md §2.2). */
const OVERLAP_MS = 60_000;

/**
 * A list, page by page, in the order of the ids. Throws `inconsistent` when the server repeats a page, when the list
 * shrinks while it is read (a row may have been missed), or when fewer rows came than the server announced. A row that
 * cannot be read goes to `call.onOdd`; `malformed` when nobody takes it, when it has no id, or when a page has many of them.
 *
 * A server may refuse pages that lie deep in a list (nexudus.md §11): the rest is then read in narrower windows, each from
 * the last row's creation on. They overlap, and the count at the end proves that none is missing.
 */
export async function* pages<T extends Row>(
  api: NexudusApi,
  list: List<T>,
  filter: Record<string, string | number>,
  call: Call,
): AsyncGenerator<T[]> {
  const tally = new Tally(list.path);
  let window: Window | null = { filter, created: null };
  while (window !== null) {
    const depth: Depth = { refusedAt: null, created: window.created };
    yield* windowOf(api, list, window.filter, call, tally, depth);
    window = nextWindow(list, filter, window, depth);
    if (window !== null) tally.nextWindow();
  }
  tally.close();
}

interface Window {
  filter: Record<string, string | number>;
  /** Of the newest row before it, epoch ms. */
  created: number | null;
}

/** How far a window could be read. */
interface Depth {
  /** The page that was refused; null: none. */
  refusedAt: number | null;
  /** Of the newest row, epoch ms. */
  created: number | null;
}

async function* windowOf<T extends Row>(
  api: NexudusApi,
  list: List<T>,
  filter: Record<string, string | number>,
  call: Call,
  tally: Tally,
  depth: Depth,
): AsyncGenerator<T[]> {
  for (let page = 1, more = true; more; page++) {
    const reply = await readPage(api, list, { ...filter, page, size: PAGE_SIZE, orderBy: 'Id' }, page, call);
    if (reply === null) return void (depth.refusedAt = page);
    const fresh = tally.take(judged(list, reply.Records, call.onOdd !== undefined), reply.TotalItems);
    for (const { odd } of fresh) if (odd) call.onOdd?.(odd);
    const rows = fresh.flatMap(({ row }) => (row === null ? [] : [row]));
    depth.created = newestOf(reply.Records, depth.created);
    const hasNext = reply.HasNextPage === true || (reply.TotalPages ?? 0) > page;
    more = hasNext && reply.Records.length > 0;
    if (rows.length > 0 || page === 1) yield rows;
  }
}

/** Null: the page lies too deep. A first page that is refused is another matter. */
async function readPage<T extends Row>(
  api: NexudusApi,
  list: List<T>,
  query: Record<string, string | number>,
  page: number,
  call: Call,
): Promise<z.infer<typeof envelope> | null> {
  const patient = page > 1 || (call.patient ?? call.priority === 'background');
  try {
    return await api.get(list.path, query, envelope, { ...call, patient });
  } catch (error) {
    const refused = error instanceof ExternalError && (error.code === 'forbidden' || error.code === 'shielded');
    if (page > 1 && refused) return null;
    throw error;
  }
}

function nextWindow<T extends Row>(
  { entity, path }: List<T>,
  filter: Record<string, string | number>,
  { created: before }: Window,
  { refusedAt, created }: Depth,
): Window | null {
  if (refusedAt === null) return null;
  if (created === null || created === before) {
    const text = `GET ${path}: page ${refusedAt} is refused, and narrower reads get no further`;
    throw new ExternalError('nexudus', 'inconsistent', text, { retryable: true });
  }
  return { filter: { ...filter, [`from_${entity}_CreatedOn`]: records.wireMinute(created - OVERLAP_MS) }, created };
}

const created = z.object({ CreatedOn: z.string().transform((text) => Date.parse(text)) });

function newestOf(rows: unknown[], before: number | null): number | null {
  const instants = rows.flatMap((row) => created.safeParse(row).data?.CreatedOn ?? []).filter(Number.isFinite);
  return instants.reduce<number | null>((newest, at) => Math.max(newest ?? at, at), before);
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

/** One row at most, which nobody looks at. */
export async function tryRead(api: NexudusApi, what: Readable, call: Call): Promise<void> {
  if (what === 'ownUser') await api.get('/auth/me', {}, records.whoAmI, call);
  else await api.get(lists[what].path, { page: 1, size: 1, orderBy: 'Id' }, envelope, call);
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
  /** Of the window that is read. */
  #total: number | null = null;
  /** Of the whole list, once there are several windows. */
  #whole = 0;

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

  /** The next rows are counted anew, and the first of them may have come before. */
  nextWindow(): void {
    this.#whole = Math.max(this.#whole, this.#total ?? 0);
    this.#total = null;
    this.#firstIds.clear();
  }

  close(): void {
    const whole = Math.max(this.#whole, this.#total ?? 0);
    if (this.#seen.size < whole) throw this.#inconsistent(`${this.#seen.size} of ${whole} rows came`);
  }

  #inconsistent(what: string): ExternalError {
    return new ExternalError('nexudus', 'inconsistent', `GET ${this.path}: ${what}`, { retryable: true });
  }
}
