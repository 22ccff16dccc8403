import type { Logger } from 'pino';
import { refusalOutcomes, type Refusal } from '../access/refusal';
import type { AuditTrail } from './audit-trail';

interface Group {
  refusal: Refusal;
  /** Since its first, which was written at once. */
  more: number;
}

const WINDOW_MS = 10 * 60_000;
/** Groups in one window that have entries of their own: of nobody known, and of somebody. */
const OWN_ENTRIES = 10;

/**
 * Writes who was not let in into the audit trail: the first from an address at once, its repetitions as one entry after ten
 * minutes, and, when too many addresses try, the rest together. So a flood costs at most 41 entries in ten minutes, and tokens
 * that nobody has cannot hide one that was revoked, or a person without a role.
 */
export class Refusals {
  readonly #groups = new Map<string, Group>();
  #ofOthers = 0;
  #window: NodeJS.Timeout | null = null;

  constructor(
    private readonly trail: Pick<AuditTrail, 'record'>,
    private readonly log: Logger,
  ) {}

  note(refusal: Refusal): void {
    this.#window ??= setTimeout(() => void this.flush(), WINDOW_MS).unref();
    const key = JSON.stringify([refusal.why, whoseOf(refusal), refusal.from]);
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

  #alike(refusal: Refusal): number {
    const isOfNobody = whoseOf(refusal) === null;
    return [...this.#groups.values()].filter((group) => (whoseOf(group.refusal) === null) === isOfNobody).length;
  }

  /** Null: of many addresses. */
  async #write(refusal: Refusal | null, times: number): Promise<void> {
    const entry = {
      who: refusal?.principal ?? null,
      from: refusal?.from ?? null,
      what: 'authenticate',
      members: [],
      subject: refusal?.person ?? null,
      outcome: refusal === null ? { status: 401, code: null } : refusalOutcomes[refusal.why],
      times,
    };
    await this.trail
      .record(entry)
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'refused sign-ins and tokens cannot be written to the audit trail'),
      );
  }
}

const whoseOf = ({ principal, person }: Refusal): string | null => principal?.id ?? person ?? null;
