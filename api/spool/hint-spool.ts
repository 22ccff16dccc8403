import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { memberSignals } from '../../contracts/replayed';
import { memberId } from '../../domain/replayed/ids';
import { GatewayError, type HintGateway, type HintIntake, type MemberHint, SpoolUnwritable } from '../ports/gateways';
import { AppendLog } from './append-log';

interface SpoolOptions {
  firstPauseMs: number;
  longestPauseMs: number;
}

/**
 * Hints that Temporal could not accept, on disk in the order they came. They are delivered as soon as it is back. A hint that
 * is delivered twice does no harm, a lost one would: if the process dies at any moment, some are repeated and none is lost.
 */
export class HintSpool {
  readonly #log: AppendLog;
  readonly #stopped = new AbortController();
  #waiting = 0;
  /** Bytes at the head of the file that were delivered. */
  #delivered = 0;
  #draining: Promise<void> | null = null;
  #counting: Promise<void> | null = null;

  constructor(
    path: string,
    private readonly gateway: HintGateway,
    private readonly logger: Logger,
    private readonly options: SpoolOptions = { firstPauseMs: 200, longestPauseMs: 5_000 },
  ) {
    this.#log = new AppendLog(path);
  }

  /** How many wait; a hint that comes while others wait goes behind them. */
  get waiting(): number {
    return this.#waiting;
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
      const progress = await this.#pass();
      pauseMs = progress ? this.options.firstPauseMs : Math.min(pauseMs * 2, this.options.longestPauseMs);
      if (!progress) await this.#pause(pauseMs);
    }
  }

  /** One pass through the file. False: nothing could be delivered now. */
  async #pass(): Promise<boolean> {
    let delivered = 0;
    try {
      const { lines } = await this.#log.read(this.#delivered);
      for (const line of lines) {
        if (this.#stopped.signal.aborted) return true;
        if (await this.#deliver(line)) delivered++;
        this.#delivered += line.length + 1;
        this.#waiting--;
      }
      await this.#log.dropHead(this.#delivered);
      this.#delivered = 0;
      this.logger.info({ delivered }, 'the spool was delivered');
    } catch (error) {
      this.logger.warn({ err: error, waiting: this.#waiting }, 'the spool waits for Temporal');
    }
    return delivered > 0;
  }

  /** False: it stays in the spool, behind all others. */
  async #deliver(line: string): Promise<boolean> {
    const read = fromLine(line);
    switch (read.kind) {
      case 'damaged':
        // it must not hold up those behind it
        this.logger.error({ bytes: line.length }, 'a line of the spool is not a hint: skipped');
        return true;
      case 'newer':
        this.logger.error({ version: read.version }, 'a newer Latchkey wrote a line of the spool: it is kept for one');
        await this.#putBack(line);
        return false;
      case 'hint':
        return this.#send(read.hint, line);
    }
  }

  async #send(hint: MemberHint, line: string): Promise<boolean> {
    try {
      await this.gateway.send(hint);
      return true;
    } catch (error) {
      // Temporal refuses this one (too many signals, a missing search attribute): others need not wait for it
      if (!(error instanceof GatewayError) || error.code !== 'refused') throw error;
      this.logger.error({ err: error, member: hint.member }, 'Temporal refuses a hint: it is tried again later');
      await this.#putBack(line);
      return false;
    }
  }

  /** Behind all others. */
  async #putBack(line: string): Promise<void> {
    await this.#log.append([line]);
    this.#waiting++;
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

/** Signals under way at once for one webhook: a team can have hundreds of members. */
const AT_ONCE = 50;
/** The sender is answered within about two seconds; hints that Temporal does not have by then go to the spool. */
const PATIENCE_MS = 2_000;

/** Hands hints to Temporal, or to the spool while Temporal is away or other hints wait. */
export class DurableIntake implements HintIntake {
  constructor(
    private readonly gateway: HintGateway,
    private readonly spool: Pick<HintSpool, 'waiting' | 'add'>,
  ) {}

  async accept(hints: MemberHint[]): Promise<void> {
    const left = this.spool.waiting > 0 ? hints : await this.#send(hints);
    if (left.length > 0) await this.spool.add(left);
  }

  /** Returns those that were not accepted; after the first failure no more are tried. */
  async #send(hints: MemberHint[]): Promise<MemberHint[]> {
    const until = Date.now() + PATIENCE_MS;
    for (let next = 0; next < hints.length; next += AT_ONCE) {
      if (Date.now() > until) return hints.slice(next);
      const batch = hints.slice(next, next + AT_ONCE);
      const outcomes = await Promise.allSettled(batch.map((hint) => this.gateway.send(hint)));
      const failed = batch.filter((_, index) => outcomes[index]?.status === 'rejected');
      if (failed.length > 0) return [...failed, ...hints.slice(next + AT_ONCE)];
    }
    return [];
  }
}
