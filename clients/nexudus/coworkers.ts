import { z } from 'zod';
import { addressOf } from '../../domain/account/person';
import { memberId, type MemberId } from '../../domain/replayed/ids';
import { CachedMap } from '../cached';
import type { Call } from '../call';
import type { CoworkerRow } from '../membership-source';
import type { NexudusApi } from './api';
import { collect, lists, pages } from './lists';
import { coworkerRecord, wireId } from './records';

const RECENT_MS = 30_000;

const withId = z.object({ Id: wireId }).transform(({ Id }) => memberId(Id));
/** A batch is a bare array today, and was a list before (nexudus.md §2.1). */
const batch = z.union([z.array(withId), z.object({ Records: z.array(withId) }).transform(({ Records }) => Records)]);
const someOf = z.object({ Records: z.array(withId) });

/** Coworker records: one, all of them, and whether one still exists. */
export class Coworkers {
  readonly #recent: CachedMap<MemberId, CoworkerRow>;
  /** The last two that certainly existed, newest first: at least one of them is not the coworker in question. */
  #controls: MemberId[] = [];

  constructor(private readonly api: NexudusApi) {
    this.#recent = new CachedMap({ maxAgeMs: RECENT_MS, now: api.now });
  }

  async probe(call: Call): Promise<void> {
    await this.#first(1, call);
  }

  async read(id: MemberId, call: Call): Promise<CoworkerRow | null> {
    const row = await this.api.find(`/spaces/coworkers/${encodeURIComponent(id)}`, coworkerRecord, call);
    if (row) this.#remember(row);
    return row;
  }

  async recent(id: MemberId, call: Call): Promise<CoworkerRow | null> {
    return this.#recent.of(id).fresh() ?? this.read(id, call);
  }

  async at(email: string, call: Call): Promise<CoworkerRow[]> {
    const address = addressOf({ email });
    const rows = await collect(pages(this.api, lists.coworkers, { Coworker_Email: email }, call));
    return rows.filter((row) => addressOf(row) === address);
  }

  async *all(call: Call): AsyncGenerator<CoworkerRow[]> {
    for await (const rows of pages(this.api, lists.coworkers, {}, call)) {
      this.#learn(rows.filter((row) => row.active && !row.archived).slice(0, 2));
      yield rows;
    }
  }

  async presence(id: MemberId, call: Call): Promise<'present' | 'absent' | 'unknown'> {
    const control = await this.#controlFor(id, call);
    if (control === null) return 'unknown';
    const found = await this.api.get('/spaces/coworkers/', { id: `[${id},${control}]` }, batch, {
      ...call,
      patient: true,
    });
    if (found.includes(id)) return 'present';
    if (found.includes(control)) return 'absent';
    // The control itself may have been deleted: the next call takes another.
    this.#controls = this.#controls.filter((known) => known !== control);
    return 'unknown';
  }

  async #controlFor(id: MemberId, call: Call): Promise<MemberId | null> {
    const known = this.#controls.find((control) => control !== id);
    if (known !== undefined) return known;
    const two = await this.#first(2, call);
    return two.find((control) => control !== id) ?? null;
  }

  async #first(size: number, call: Call): Promise<MemberId[]> {
    const { Records } = await this.api.get('/spaces/coworkers', { page: 1, size, orderBy: 'Id' }, someOf, call);
    return Records;
  }

  #remember(row: CoworkerRow): void {
    this.#recent.of(row.id).keep(row);
    if (row.active && !row.archived) this.#learn([row]);
  }

  #learn(rows: CoworkerRow[]): void {
    this.#controls = [...new Set([...rows.map(({ id }) => id), ...this.#controls])].slice(0, 2);
  }
}
