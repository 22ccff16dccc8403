import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { GatewayError } from '../ports/gateway-error';
import { SpoolUnwritable, type HintGateway, type MemberHint } from '../ports/gateways';
import { AppendLog } from './append-log';
import { fromLine, toLine } from './hint-line';

interface SpoolOptions {
  firstPauseMs: number;
  longestPauseMs: number;
}

/**
 * Hints that Temporal could not take, in the order they came, on disk. They are handed on as soon as it is back; one that is
 * handed on twice does no harm, one that is lost would. Death at any moment repeats some and loses none.
 */
export class HintSpool {
  readonly #log: AppendLog;
  readonly #stopped = new AbortController();
  #waiting = 0;
  /** Bytes at the head of the file that were handed on. */
  #handedOn = 0;
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

  /** How many wait; a hint that comes while any do goes behind them. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Finds what an earlier process left and begins to hand it on. */
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

  /** Before anything of our own is appended: what an earlier process left. Tried again while it fails. */
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
      // Something may have come in after the last look.
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

  /** One way through the file. False: nothing could be handed on now. */
  async #pass(): Promise<boolean> {
    let handedOn = 0;
    try {
      const { lines } = await this.#log.read(this.#handedOn);
      for (const line of lines) {
        if (this.#stopped.signal.aborted) return true;
        if (await this.#handOn(line)) handedOn++;
        this.#handedOn += line.length + 1;
        this.#waiting--;
      }
      await this.#log.dropHead(this.#handedOn);
      this.#handedOn = 0;
      this.logger.info({ handedOn }, 'spool handed on');
    } catch (error) {
      this.logger.warn({ err: error, waiting: this.#waiting }, 'the spool waits for Temporal');
    }
    return handedOn > 0;
  }

  /** False: it stays in the spool, behind all others. */
  async #handOn(line: string): Promise<boolean> {
    const hint = fromLine(line);
    if (!hint) {
      this.logger.error({ bytes: line.length }, 'a line of the spool is not a hint: passed over');
      return true;
    }
    try {
      await this.gateway.send(hint);
      return true;
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'refused') throw error;
      await this.#putBack(line, hint, error);
      return false;
    }
  }

  /** Temporal is there but will not take this one (too many signals, a missing search attribute): others need not wait for it. */
  async #putBack(line: string, hint: MemberHint, error: GatewayError): Promise<void> {
    this.logger.error({ err: error, member: hint.member }, 'Temporal refuses a hint: it is tried again later');
    await this.#log.append([line]);
    this.#waiting++;
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined);
  }
}
