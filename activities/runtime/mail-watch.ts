import { ExternalError } from '../../clients/external-error';
import type { Letter, Mailer } from '../../clients/mail';
import type { MailReport } from '../../domain/replayed/health/mail-health';

/** Reports are this far apart, ms: what changes the picture comes soon, the rest can wait. */
const APART_MS = { news: 5_000, same: 60_000 };
const nothingSeen: MailReport = { goodAt: null, failed: null };

/** A mailer that reports how the mail server does. That a report cannot be made is no reason for a letter to fail. */
export class WatchedMailer implements Mailer {
  #seen = nothingSeen;
  /** As last reported; null: nothing was. */
  #wasWell: boolean | null = null;
  #reportedAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #counted: unknown = null;

  constructor(
    private readonly mailer: Mailer,
    private readonly report: (report: MailReport) => Promise<void>,
  ) {}

  async send(letter: Letter): Promise<void> {
    try {
      await this.mailer.send(letter);
    } catch (error) {
      // a remembered refusal is thrown again without a try
      if (isServersTrouble(error) && error !== this.#counted) this.#note(afterFailure(this.#seen, error, Date.now()));
      this.#counted = error;
      throw error;
    }
    this.#note({ goodAt: Date.now(), failed: null });
  }

  /** A log-in proves less than a letter: it is not reported. */
  probe(): Promise<void> {
    return this.mailer.probe();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.mailer.close();
  }

  #note(seen: MailReport): void {
    this.#seen = seen;
    const isNews = this.#wasWell !== (seen.failed === null);
    this.#reportIn(this.#reportedAt + APART_MS[isNews ? 'news' : 'same'] - Date.now());
  }

  #reportIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), Math.max(0, ms)).unref();
  }

  async #tell(): Promise<void> {
    const told = this.#seen;
    this.#timer = null;
    this.#seen = nothingSeen;
    this.#reportedAt = Date.now();
    try {
      await this.report(told);
      this.#wasWell = told.failed === null;
    } catch {
      this.#seen = together(told, this.#seen);
      this.#reportIn(APART_MS.same);
    }
  }
}

/** A refused recipient says nothing of the server. */
const isServersTrouble = (error: unknown): error is ExternalError =>
  error instanceof ExternalError && error.system === 'smtp' && error.code !== 'mailRefused';

function afterFailure({ goodAt, failed }: MailReport, { code }: ExternalError, at: number): MailReport {
  return { goodAt, failed: { code, at, count: (failed?.count ?? 0) + 1, firstAt: failed?.firstAt ?? at } };
}

function together(older: MailReport, newer: MailReport): MailReport {
  if (newer.goodAt !== null || older.failed === null) return { ...newer, goodAt: newer.goodAt ?? older.goodAt };
  if (newer.failed === null) return older;
  const { count, firstAt } = older.failed;
  return { goodAt: older.goodAt, failed: { ...newer.failed, count: count + newer.failed.count, firstAt } };
}
