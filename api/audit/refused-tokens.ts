import type { Logger } from 'pino';
import { refusalCode, type Refusal } from '../access/authenticate';
import type { AuditTrail } from './audit-trail';

interface Group {
  refusal: Refusal;
  /** Since its first, which was written at once. */
  more: number;
}

const WINDOW_MS = 10 * 60_000;
/** Groups in one window that have entries of their own: of tokens that nobody has, and of those that have ended. */
const OWN_ENTRIES = 10;

/**
 * Writes refused tokens into the audit trail: the first from an address at once, its repetitions as one entry after ten
 * minutes, and, when too many addresses try, the rest together. So a flood costs at most 41 entries in ten minutes, and tokens
 * that nobody has cannot hide one that was revoked.
 */
export class RefusedTokens {
  readonly #groups = new Map<string, Group>();
  #ofOthers = 0;
  #window: NodeJS.Timeout | null = null;

  constructor(
    private readonly trail: Pick<AuditTrail, 'record'>,
    private readonly log: Logger,
  ) {}

  note(refusal: Refusal): void {
    this.#window ??= setTimeout(() => void this.flush(), WINDOW_MS).unref();
    const key = JSON.stringify([refusal.why, refusal.principal?.id, refusal.from]);
    const known = this.#groups.get(key);
    if (known) known.more += 1;
    else if (this.#alike(refusal) >= OWN_ENTRIES) this.#ofOthers += 1;
    else {
      this.#groups.set(key, { refusal, more: 0 });
      void this.#write(refusal, 1);
    }
  }

  /** Ends the window: what was counted is written. */
  async flush(): Promise<void> {
    if (this.#window !== null) clearTimeout(this.#window);
    this.#window = null;
    const repeated = [...this.#groups.values()].filter(({ more }) => more > 0);
    const others = this.#ofOthers;
    this.#groups.clear();
    this.#ofOthers = 0;
    await Promise.all([
      ...repeated.map(({ refusal, more }) => this.#write(refusal, more)),
      ...(others > 0 ? [this.#write(null, others)] : []),
    ]);
  }

  #alike({ principal }: Refusal): number {
    return [...this.#groups.values()].filter(({ refusal }) => (refusal.principal === null) === (principal === null))
      .length;
  }

  /** Null: of many addresses. */
  async #write(refusal: Refusal | null, times: number): Promise<void> {
    const entry = {
      who: refusal?.principal ?? null,
      from: refusal?.from ?? null,
      what: 'authenticate',
      members: [],
      subject: null,
      outcome: { status: 401, code: refusal && refusalCode(refusal.why) },
      times,
    };
    await this.trail
      .record(entry)
      .catch((error: unknown) => this.log.warn({ err: error }, 'refused tokens cannot be written to the audit trail'));
  }
}
