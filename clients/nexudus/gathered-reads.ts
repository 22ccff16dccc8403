import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { Call, OddRow } from '../call';
import { Gathered, type Listed } from '../gathered';
import type { CheckInRow, ContractRow, CoworkerRow, PassRow } from '../membership-source';
import type { NexudusApi } from './api';
import type { Coworkers } from './coworkers';
import { lists, pages } from './lists';
import type { MemberReads, SpaceReads } from './membership-reads';

/** The lists of the members' rows, which a sync reads whole. */
export interface MemberLists {
  coworkers: (call: Call) => AsyncIterable<CoworkerRow[]>;
  contracts: (call: Call) => AsyncIterable<ContractRow[]>;
  /** As `MembershipSource.allPasses`. */
  passes: (now: Instant, call: Call) => AsyncIterable<PassRow[]>;
  checkIns: (since: Instant, call: Call) => AsyncIterable<CheckInRow[]>;
}

/** Reads by member that share lists while many wait, and those lists: who reads one whole teaches what it costs. */
export class GatheredReads {
  readonly all: MemberLists;
  readonly #coworkers: Gathered<CoworkerRow | null>;
  readonly #contracts: Gathered<ContractRow[]>;
  readonly #passes: Gathered<PassRow[]>;
  readonly #checkIns: Gathered<CheckInRow[], Instant>;

  constructor(
    api: NexudusApi,
    private readonly coworkers: Coworkers,
    members: MemberReads,
    space: SpaceReads,
  ) {
    const shared = { turn: (call: Call) => api.turn(call), callEveryMs: api.callEveryMs, now: api.now };
    this.#coworkers = new Gathered({
      ...shared,
      one: (id, call) => coworkers.read(id, call),
      all: (call) => listedCoworkers(coworkers, call),
    });
    this.#contracts = new Gathered({
      ...shared,
      one: (id, call) => members.contracts(id, call),
      all: (call) => listed((counted) => pages(api, lists.contracts, {}, counted), call),
    });
    this.#passes = new Gathered({
      ...shared,
      one: (id, call) => members.passes(id, call),
      all: (call) => listed((counted) => space.passes(api.now(), counted), call),
    });
    this.#checkIns = new Gathered({
      ...shared,
      one: (id, call, since) => members.checkIns(id, since, call),
      all: (call, sinces) => listed((counted) => space.checkIns(Math.min(...sinces), counted), call),
    });
    this.all = {
      coworkers: (call) => taught(this.#coworkers, (counted) => coworkers.all(counted), call),
      contracts: (call) => taught(this.#contracts, (counted) => pages(api, lists.contracts, {}, counted), call),
      passes: (now, call) => taught(this.#passes, (counted) => space.passes(now, counted), call),
      checkIns: (since, call) => taught(this.#checkIns, (counted) => space.checkIns(since, counted), call),
    };
  }

  /** @param whole with custom fields, which the rows of a list may lack. */
  coworker(id: MemberId, call: Call, { whole = false } = {}): Promise<CoworkerRow | null> {
    return whole ? this.coworkers.read(id, call) : this.#coworkers.ask(id, call, undefined);
  }

  contracts(id: MemberId, call: Call): Promise<ContractRow[]> {
    return this.#contracts.ask(id, call, undefined);
  }

  passes(id: MemberId, call: Call): Promise<PassRow[]> {
    return this.#passes.ask(id, call, undefined);
  }

  async checkIns(id: MemberId, since: Instant, call: Call): Promise<CheckInRow[]> {
    const rows = await this.#checkIns.ask(id, call, since);
    return rows.filter((row) => row.since >= since);
  }
}

type Stream<Row> = (call: Call) => AsyncIterable<Row[]>;

/** The rows of each member. What an unreadable row concerns stays open: with no owner named, that is everybody. */
async function listed<Row extends { coworkerId: MemberId }>(stream: Stream<Row>, call: Call): Promise<Listed<Row[]>> {
  const odd: OddRow[] = [];
  const byMember = new Map<MemberId, Row[]>();
  let rows = 0;
  for await (const page of stream({ ...call, onOdd: (row) => odd.push(row) })) {
    rows += page.length;
    for (const row of page) {
      const own = byMember.get(row.coworkerId);
      if (own) own.push(row);
      else byMember.set(row.coworkerId, [row]);
    }
  }
  const isOdd = (id: MemberId): boolean => odd.some(({ member }) => member === null || member === id);
  return { rows, of: (id) => (isOdd(id) ? null : (byMember.get(id) ?? [])) };
}

/** Rows of a list may lack fields (nexudus.md §2.4), and who is not listed is not gone yet. */
async function listedCoworkers(coworkers: Coworkers, call: Call): Promise<Listed<CoworkerRow | null>> {
  const byId = new Map<MemberId, CoworkerRow>();
  let rows = 0;
  for await (const page of coworkers.all({ ...call, onOdd: () => undefined })) {
    rows += page.length;
    for (const row of page) if (row.contractIds !== null && row.unpaid !== null) byId.set(row.id, row);
  }
  return { rows, of: (id) => byId.get(id) ?? null };
}

/** The same pages; whoever gathers learns what they cost. */
async function* taught<Row>(
  gathered: Pick<Gathered<unknown>, 'learn'>,
  stream: Stream<Row>,
  call: Call,
): AsyncGenerator<Row[]> {
  let [calls, rows] = [0, 0];
  const onCall = (): void => {
    calls++;
    call.onCall?.();
  };
  for await (const page of stream({ ...call, onCall })) {
    rows += page.length;
    yield page;
  }
  gathered.learn({ calls, rows });
}
