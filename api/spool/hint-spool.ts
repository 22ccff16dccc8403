import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { memberSignals } from '../../contracts/replayed';
import { memberId } from '../../domain/replayed/ids';
import { priorities } from '../../domain/replayed/priority';
import { GatewayError, type HintGateway, type MemberHint, SpoolUnwritable } from '../ports/gateways';
import { AppendLog } from '../files/append-log';
import { priorityOf, WaitingHints, type WaitingHint } from './waiting-hints';

interface SpoolOptions {
  firstPauseMs: number;
  longestPauseMs: number;
  /** Between two hints that are not urgent. */
  spacingMs: number;
}

/**
 * Fifty in a second: the workers keep up, so that no new hint waits behind those that are handed on here. None of them loses
 * anything by it, since looks come at the rate of Nexudus, which is far slower.
 */
const defaults: SpoolOptions = { firstPauseMs: 200, longestPauseMs: 5_000, spacingMs: 20 };

/** Hints on their way to Temporal at once. */
const IN_FLIGHT = 20;

/**
 * Hints that Temporal could not accept, and those that came in great number: on disk in the order they came, and handed on in
 * the order of their priority. A hint that is delivered twice does no harm, a lost one would: if the process dies at any moment,
 * some are repeated and none is lost.
 */
export class HintSpool {
  readonly #log: AppendLog;
  readonly #stopped = new AbortController();
  #waiting = 0;
  readonly #queue = new WaitingHints();
  /** Bytes at the head of the file whose lines were delivered, are in the queue, or are kept for later. */
  #loaded = 0;
  /** The file has grown since. */
  #hasGrown = true;
  /** Lines that nobody takes now. They are tried again when all others are gone. */
  #keptForLater: string[] = [];
  #isMoving = false;
  /** Lines, since the start. */
  #delivered = 0;
  #draining: Promise<void> | null = null;
  #counting: Promise<void> | null = null;

  constructor(
    path: string,
    private readonly gateway: HintGateway,
    private readonly logger: Logger,
    private readonly options: SpoolOptions = defaults,
  ) {
    this.#log = new AppendLog(path);
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Hints wait, and not because Temporal is away. */
  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** Finds what an earlier process left and begins to deliver it. */
  async open(): Promise<void> {
    await this.#countOnce().catch((cause: unknown) => this.#unwritable(cause));
    if (this.#waiting > 0) this.logger.info({ waiting: this.#waiting }, 'hints wait in the spool');
    this.#drainSoon();
  }

  /** Resolves once the hints are on disk. */
  async add(hints: readonly MemberHint[]): Promise<void> {
    this.#waiting += hints.length;
    try {
      await this.#countOnce();
      await this.#log.append(hints.map(toLine));
    } catch (cause) {
      this.#waiting -= hints.length;
      this.#unwritable(cause);
    }
    this.#hasGrown = true;
    this.#drainSoon();
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#draining;
    await this.#log.close();
  }

  /** Counts what an earlier process left, before we append anything. Tried again while it fails. */
  #countOnce(): Promise<void> {
    this.#counting ??= this.#log.read().then(
      ({ lines }) => void (this.#waiting += lines.length),
      (error: unknown) => {
        this.#counting = null;
        throw error;
      },
    );
    return this.#counting;
  }

  #unwritable(cause: unknown): never {
    throw new SpoolUnwritable(this.#log.path, cause);
  }

  #drainSoon(): void {
    if (this.#waiting === 0 || this.#stopped.signal.aborted) return;
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = null;
      // a hint may have come in after the last pass
      this.#drainSoon();
    });
  }

  async #drain(): Promise<void> {
    let pauseMs = this.options.firstPauseMs;
    while (this.#waiting > 0 && !this.#stopped.signal.aborted) {
      const before = this.#delivered;
      await this.#pass();
      const progress = this.#delivered > before;
      pauseMs = progress ? this.options.firstPauseMs : Math.min(pauseMs * 2, this.options.longestPauseMs);
      if (!progress) await this.#pause(pauseMs);
    }
    this.#isMoving = false;
  }

  /** Hands on all that wait, and what comes meanwhile; ends early while Temporal takes none. */
  async #pass(): Promise<void> {
    try {
      await this.#handOn();
      if (this.#stopped.signal.aborted) return;
      this.#isMoving = true;
      await this.#forgetDelivered();
      this.logger.info({ waiting: this.#waiting }, 'the spool was delivered');
    } catch (error) {
      this.#isMoving = false;
      this.logger.warn({ err: error, waiting: this.#waiting }, 'the spool waits for Temporal');
    }
  }

  /** Until Temporal has taken one, only one is tried at a time. */
  async #handOn(): Promise<void> {
    const inFlight = new Set<Promise<void>>();
    const failures: unknown[] = [];
    const isOver = (): boolean => failures.length > 0 || this.#stopped.signal.aborted;
    for (;;) {
      if (this.#hasGrown) await this.#load();
      const next = isOver() ? undefined : this.#queue.next();
      if (next !== undefined) {
        const sending: Promise<void> = this.#send(next)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => inFlight.delete(sending));
        inFlight.add(sending);
        if (priorityOf(next.hint) !== 'urgent') await this.#pause(this.options.spacingMs);
      }
      if (inFlight.size === 0 && next === undefined) break;
      if (next === undefined || inFlight.size >= (this.#isMoving ? IN_FLIGHT : 1)) await Promise.race(inFlight);
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Puts the lines that the file has got since into the queue. */
  async #load(): Promise<void> {
    this.#hasGrown = false;
    try {
      const { lines, end } = await this.#log.read(this.#loaded);
      this.#loaded = end;
      for (const line of lines) this.#take(line);
    } catch (error) {
      this.#hasGrown = true;
      throw error;
    }
  }

  #take(line: string): void {
    const read = fromLine(line);
    switch (read.kind) {
      case 'damaged':
        // it must not hold up those behind it
        this.logger.error({ bytes: line.length }, 'a line of the spool is not a hint: skipped');
        this.#waiting--;
        break;
      case 'newer':
        this.logger.error({ version: read.version }, 'a newer Latchkey wrote a line of the spool: it is kept for one');
        this.#keptForLater.push(line);
        break;
      case 'hint':
        this.#queue.add({ hint: read.hint, lines: [line] });
    }
  }

  async #send(waiting: WaitingHint): Promise<void> {
    const { hint, lines } = waiting;
    try {
      await this.gateway.send(hint);
      this.#isMoving = true;
      this.#waiting -= lines.length;
      this.#delivered += lines.length;
    } catch (error) {
      // Temporal refuses this one (too many signals, a missing search attribute): others need not wait for it
      if (error instanceof GatewayError && error.code === 'refused') {
        this.logger.error({ err: error, member: hint.member }, 'Temporal refuses a hint: it is tried again later');
        this.#keptForLater.push(...lines);
        return;
      }
      this.#queue.add(waiting);
      throw error;
    }
  }

  /** What is kept for later is on disk a second time before its first place is given up. */
  async #forgetDelivered(): Promise<void> {
    const until = this.#loaded;
    if (this.#keptForLater.length > 0) await this.#log.append(this.#keptForLater);
    this.#keptForLater = [];
    this.#hasGrown = true;
    await this.#log.dropHead(until);
    this.#loaded = 0;
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
  }
}

/** Goes up when lines get another shape; those that an older process left are read all the same. */
const LINE_VERSION = 1;

/** Lines without a version are of the first. */
const Versioned = z.object({ version: z.int().default(1) });

const HintLine = z.object({
  member: z.string().min(1).transform(memberId),
  signal: z.enum(memberSignals),
  hint: z.object({
    source: z.enum(['hook', 'sync', 'operator']),
    action: z.string().optional(),
    evidence: z.array(z.string()).optional(),
    at: z.int().optional(),
    by: z.string().optional(),
    priority: z.enum(priorities).optional(),
  }),
});

function toLine(hint: MemberHint): string {
  return JSON.stringify({ version: LINE_VERSION, ...hint });
}

/** `newer`: only a later version of Latchkey can read it. `damaged`: it is no hint, and nobody can. */
type ReadLine = { kind: 'hint'; hint: MemberHint } | { kind: 'newer'; version: number } | { kind: 'damaged' };

function fromLine(line: string): ReadLine {
  try {
    const json: unknown = JSON.parse(line);
    const { version } = Versioned.parse(json);
    if (version > LINE_VERSION) return { kind: 'newer', version };
    return { kind: 'hint', hint: HintLine.parse(json) };
  } catch {
    return { kind: 'damaged' };
  }
}
