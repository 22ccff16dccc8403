import { randomBytes } from 'node:crypto';
import { readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { AuditEntry } from '../../contracts/api/audit';
import { AppendLog, asciiJson } from '../files/append-log';

/** What is written before something is done. */
export type Act = Pick<AuditEntry, 'who' | 'from' | 'what' | 'members' | 'subject'>;
type Outcome = NonNullable<AuditEntry['outcome']>;

/** A line that says how an act of an earlier one went. */
const Settlement = z.object({
  of: z.string(),
  at: z.string(),
  subject: AuditEntry.shape.subject,
  outcome: AuditEntry.shape.outcome,
});
type Line = z.infer<typeof Settlement> | AuditEntry;

interface Options {
  /** How long an entry is kept. */
  retentionDays: number;
  log: Logger;
  /** When a file has grown to this, the next one begins. */
  fileBytes?: number;
  now?: () => number;
}

const DAY_MS = 24 * 3_600_000;
const FILE_BYTES = 4 * 1024 * 1024;
/** So many lines are read in about 10 ms. */
const LINES_AT_ONCE = 1_000;

/**
 * Who did what, a line each, on disk before the answer leaves. What is done has two lines: one before, so that nothing is done
 * without a trace, and one with the outcome. Every month, and when it is large, the file is named after its last line and
 * another begun; it goes when that line is older than the retention.
 */
export class AuditTrail {
  readonly #log: AppendLog;
  readonly #now: () => number;
  readonly #past: string;
  #bytes = 0;
  #beginning = Promise.resolve();
  /** Of the last line. */
  #lastAt = '';
  #daily: NodeJS.Timeout | null = null;

  constructor(
    home: string,
    private readonly options: Options,
  ) {
    this.#log = new AppendLog(join(home, 'audit.jsonl'));
    this.#past = join(home, 'audit');
    this.#now = options.now ?? Date.now;
  }

  get path(): string {
    return this.#log.path;
  }

  /** Finds what there is, and forgets what is too old: now, and daily. */
  async open(): Promise<void> {
    const { lines, end } = await this.#log.read();
    this.#bytes = end;
    this.#lastAt = lastAtOf(lines) ?? iso(this.#now());
    this.#daily = setInterval(() => void this.#tidy(), DAY_MS).unref();
    await this.#tidy();
  }

  /** Before it is done; returns its id. */
  async begin(act: Act): Promise<string> {
    return this.record({ ...act, outcome: null, times: 1 });
  }

  async record(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<string> {
    const at = this.#now();
    const id = `${at.toString(36)}-${randomBytes(4).toString('hex')}`;
    await this.#append({ id, at: iso(at), ...entry });
    return id;
  }

  /** How the act of this id went, and what it made. */
  async settle(id: string, outcome: Outcome, subject: string | null): Promise<void> {
    await this.#append({ of: id, at: iso(this.#now()), subject, outcome });
  }

  /** Whether it can be written: nothing is. Throws what an act would meet. */
  async tryWrite(): Promise<void> {
    await this.#log.append([]);
  }

  /** Newest first; null stands for a line that cannot be read. */
  async *entries(): AsyncGenerator<AuditEntry | null> {
    const settled = new Map<string, z.infer<typeof Settlement>>();
    const oldest = iso(this.#horizon());
    let count = 0;
    for await (const lines of this.#filesNewestFirst())
      for (const text of lines.reverse()) {
        if (++count % LINES_AT_ONCE === 0) await othersFirst();
        const line = readLine(text);
        if (line === null) yield null;
        else if (line.at < oldest) return;
        else if ('of' in line) settled.set(line.of, line);
        else yield withOutcome(line, settled.get(line.id));
      }
  }

  async close(): Promise<void> {
    if (this.#daily !== null) clearInterval(this.#daily);
    await this.#log.close();
  }

  async #append(line: Line): Promise<void> {
    await this.#beginAnew();
    const text = asciiJson(line);
    this.#bytes += text.length + 1;
    this.#lastAt = line.at;
    await this.#log.append([text]);
  }

  #horizon(): number {
    return this.#now() - this.options.retentionDays * DAY_MS;
  }

  async #tidy(): Promise<void> {
    await this.#beginAnew();
    try {
      for (const { path, until } of await this.#pastFiles()) if (until < this.#horizon()) await unlink(path);
    } catch (error) {
      this.options.log.warn({ err: error }, 'old files of the audit trail cannot be removed');
    }
  }

  /** Lines that come meanwhile wait for the new file. */
  #beginAnew(): Promise<void> {
    const isOver = this.#lastAt.slice(0, MONTH) !== iso(this.#now()).slice(0, MONTH);
    const isFull = this.#bytes >= (this.options.fileBytes ?? FILE_BYTES);
    if (this.#bytes === 0 || !(isOver || isFull)) return this.#beginning;
    this.#bytes = 0;
    this.#beginning = this.#log
      .setAside(join(this.#past, `${this.#lastAt.replaceAll(':', '-')}.jsonl`))
      .catch((error: unknown) => this.options.log.warn({ err: error }, 'the audit trail goes on in the same file'));
    return this.#beginning;
  }

  /** Should a new file begin meanwhile, it is looked again. */
  async *#filesNewestFirst(): AsyncGenerator<string[]> {
    for (;;) {
      const before = await this.#pastFiles();
      const { lines } = await this.#log.read();
      const after = await this.#pastFiles();
      if (before.length !== after.length) continue;
      yield lines;
      for (const { path } of after) yield (await readFile(path, 'latin1')).split('\n').slice(0, -1);
      return;
    }
  }

  /** Newest first, with the instant of its last line. */
  async #pastFiles(): Promise<{ path: string; until: number }[]> {
    const names = await readdir(this.#past).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const dated = names.flatMap((name) => {
      const [, hour, rest] = /^(\d{4}-\d\d-\d\dT\d\d)-(\d\d-\d\d\.\d{3}Z)\.jsonl$/.exec(name) ?? [];
      return hour && rest
        ? [{ path: join(this.#past, name), until: Date.parse(`${hour}:${rest.replace('-', ':')}`) }]
        : [];
    });
    return dated.sort((a, b) => b.until - a.until);
  }
}

const iso = (at: number): string => new Date(at).toISOString();
/** Characters of an instant that tell its month. */
const MONTH = 7;

function withOutcome(entry: AuditEntry, settled: z.infer<typeof Settlement> | undefined): AuditEntry {
  return settled ? { ...entry, outcome: settled.outcome, subject: settled.subject ?? entry.subject } : entry;
}

function lastAtOf(lines: readonly string[]): string | null {
  for (const text of lines.toReversed()) {
    const line = readLine(text);
    if (line !== null) return line.at;
  }
  return null;
}

function readLine(text: string): Line | null {
  try {
    const json: unknown = JSON.parse(text);
    return json instanceof Object && 'of' in json ? Settlement.parse(json) : AuditEntry.parse(json);
  } catch {
    return null;
  }
}
