import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureCode } from '../domain/replayed/failure-codes';
import type { MemberId } from '../domain/replayed/ids';
import { isMoreUrgent, type Priority } from '../domain/replayed/priority';
import { type Call, TakenTurn, whileWanted } from './call';
import { ExternalError } from './external-error';

/** What a whole list says of each member. */
export interface Listed<Answer> {
  rows: number;
  /** Null: the list leaves open what it is for this member. */
  of(id: MemberId): Answer | null;
}

export interface GatheredOptions<Answer, Detail> {
  /** Waits until a call may leave, as the rate limiter says. */
  turn: (call: Call) => Promise<void>;
  one: (id: MemberId, call: Call, detail: Detail) => Promise<Answer>;
  /** The whole list. `details` are those of all who have asked. */
  all: (call: Call, details: Detail[]) => Promise<Listed<Answer>>;
  /** The time between two calls at the rate that is allowed, ms; 0: no limit. */
  callEveryMs: number;
  /** Epoch ms. */
  now: () => number;
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Asked<Answer, Detail> {
  id: MemberId;
  detail: Detail;
  call: Call;
  /** A list has not answered for it. */
  alone: boolean;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

/** So few are read one by one, whatever a list costs: rows of a list are large, and lack fields. */
const FEW = 3;
/**
 * After a list, who is not urgent waits for the next one as long as it would have taken to read one by one those whom the list
 * has served, and no longer than this: a bulk edit of a thousand members comes within a minute.
 */
const LONGEST_GATHERING_MS = 20_000;
/** If only a few have come by then, the many are over: these few are read one by one. */
const LULL_MS = 2_000;
const MINUTE = 60_000;
/** How long a list that could not be read, or did not answer for most, is left alone. */
const DISTRUST_MS = 5 * MINUTE;
/** A list that has lost a fifth of its rows within the hour is believed once it has been so short for ten minutes. */
const SHORT = { share: 0.8, within: 60 * MINUTE, believedAfter: 10 * MINUTE };

/**
 * Reads of one kind of rows by member. Those that wait for the rate limiter are gathered: when the next call may leave, either
 * the most urgent member is read, or, where that takes fewer calls than there are members who are as urgent, the whole list for
 * all who wait. Every request leaves after the questions that it answers. What a list leaves open is read alone.
 */
export class Gathered<Answer, Detail = undefined> {
  #asked: Asked<Answer, Detail>[] = [];
  /** The turn that each priority waits for. */
  readonly #seeking = new Map<Priority, AbortController>();
  /** Calls that the list takes; Infinity: not known yet. */
  #cost = Infinity;
  #distrustedUntil = -Infinity;
  /** Until when those of a priority gather for the next list. */
  readonly #gatheringUntil = new Map<Priority, number>();
  /** The length of the list, when it was last believed, and since when it has been shorter. */
  #length: { rows: number; at: number; shortSince: number | null } | null = null;

  constructor(private readonly options: GatheredOptions<Answer, Detail>) {}

  /** Calls that are not patient go by themselves: their callers wait for seconds only. */
  ask(id: MemberId, call: Call, detail: Detail): Promise<Answer> {
    if (call.patient !== true) return this.options.one(id, call, detail);
    call.signal?.throwIfAborted();
    const waiting = new Promise<Answer>((resolve, reject) => {
      const asked: Asked<Answer, Detail> = { id, detail, call, alone: false, resolve, reject };
      this.#enter(asked);
      call.signal?.addEventListener('abort', () => this.#leave([asked]), { once: true });
    });
    return whileWanted(waiting, call.signal);
  }

  /** What a read of the whole list by somebody else has cost, and how long it was. */
  learn({ calls, rows }: { calls: number; rows: number }): void {
    this.#cost = Math.max(1, calls);
    this.#isShort(rows);
  }

  #enter(asked: Asked<Answer, Detail>): void {
    this.#asked.push(asked);
    void this.#seek(asked.call.priority);
  }

  #leave(gone: readonly Asked<Answer, Detail>[]): void {
    const left = new Set(gone);
    this.#asked = this.#asked.filter((asked) => !left.has(asked));
    for (const [priority, turn] of this.#seeking) if (this.#of(priority).length === 0) turn.abort();
  }

  /** Oldest work first, as in the rate limiter. */
  #of(priority: Priority): Asked<Answer, Detail>[] {
    const sinceOf = ({ call }: Asked<Answer, Detail>): number => call.since ?? 0;
    return this.#asked.filter(({ call }) => call.priority === priority).sort((a, b) => sinceOf(a) - sinceOf(b));
  }

  /** Takes turn after turn until nobody of this priority waits. One at a time: those who wait share what it brings. */
  async #seek(priority: Priority): Promise<void> {
    if (this.#seeking.has(priority)) return;
    for (let [first] = this.#of(priority); first !== undefined; [first] = this.#of(priority)) {
      const turn = new AbortController();
      this.#seeking.set(priority, turn);
      try {
        await this.#gather(priority, turn.signal);
        await this.options.turn({ ...first.call, signal: turn.signal });
        this.#use(priority);
      } catch (error) {
        if (!turn.signal.aborted) this.#fail(this.#of(priority), error);
      }
    }
    this.#seeking.delete(priority);
  }

  async #gather(priority: Priority, signal: AbortSignal): Promise<void> {
    const { now, pause = sleeping } = this.options;
    const rest = (): number => (this.#gatheringUntil.get(priority) ?? -Infinity) - now();
    if (rest() > 0) await pause(Math.min(rest(), LULL_MS), signal);
    if (rest() > 0 && this.#of(priority).length > FEW) await pause(rest(), signal);
  }

  #use(priority: Priority): void {
    const together = this.#asked.filter(({ alone }) => !alone);
    const asUrgent = together.filter(({ call }) => !isMoreUrgent(priority, call.priority));
    if (asUrgent.length > Math.max(FEW, this.#cost) && this.options.now() >= this.#distrustedUntil)
      return void this.#readAll(together, priority);
    const [first] = this.#of(priority);
    if (first === undefined) return;
    this.#leave([first]);
    this.options
      .one(first.id, { ...first.call, turn: new TakenTurn() }, first.detail)
      .then(first.resolve, first.reject);
  }

  #gatherMore(served: readonly Asked<Answer, Detail>[]): void {
    const { now, callEveryMs } = this.options;
    for (const priority of ['usual', 'background'] as const) {
      const alone = served.filter(({ call }) => call.priority === priority).length * callEveryMs;
      if (alone > 0) this.#gatheringUntil.set(priority, now() + Math.min(alone, LONGEST_GATHERING_MS));
    }
  }

  async #readAll(asked: Asked<Answer, Detail>[], priority: Priority): Promise<void> {
    this.#gatherMore(asked);
    this.#leave(asked);
    let calls = 0;
    const since = Math.min(...asked.map(({ call }) => call.since ?? Infinity));
    try {
      const call = { priority, patient: true, since, onCall: () => calls++, turn: new TakenTurn() };
      const listed = await this.options.all(
        call,
        asked.map(({ detail }) => detail),
      );
      this.#cost = Math.max(1, calls);
      this.#answer(asked, this.#isShort(listed.rows) ? null : listed);
    } catch (error) {
      if (isOfTheList(error)) this.#answer(asked, null);
      else this.#fail(asked, error);
    }
  }

  #answer(asked: Asked<Answer, Detail>[], listed: Listed<Answer> | null): void {
    let open = 0;
    for (const each of asked) {
      const answer = listed?.of(each.id) ?? null;
      if (answer !== null) each.resolve(answer);
      else if (each.call.signal?.aborted !== true) {
        open++;
        each.alone = true;
        this.#enter(each);
      }
    }
    if (open > asked.length / 2) this.#distrustedUntil = this.options.now() + DISTRUST_MS;
  }

  #fail(asked: readonly Asked<Answer, Detail>[], error: unknown): void {
    this.#leave(asked);
    for (const { reject } of asked) reject(error);
  }

  /** Unknown never means gone: a list that has lost many rows at once is not believed at once. */
  #isShort(rows: number): boolean {
    const now = this.options.now();
    const known = this.#length;
    const isShort = known !== null && now - known.at < SHORT.within && rows < known.rows * SHORT.share - FEW;
    if (!isShort || (known.shortSince !== null && now - known.shortSince > SHORT.believedAfter)) {
      this.#length = { rows, at: now, shortSince: null };
      return false;
    }
    known.shortSince ??= now;
    return true;
  }
}

const sleeping = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal });

/** Failures that say nothing of a read by member. */
const ofTheList: readonly FailureCode[] = ['inconsistent', 'malformed', 'forbidden', 'shielded', 'notFound'];
const isOfTheList = (error: unknown): boolean => error instanceof ExternalError && ofTheList.includes(error.code);
