import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Journal, Journalled } from '../../clients/ironwifi/probe/probe';
import { replaceFile } from '../../config';

const Entries = z.array(
  z.object({ companyId: z.string(), username: z.string(), id: z.string().nullable(), at: z.number() }),
);

/** The throw-away accounts that exist, or may: on disk, whole, before one is made. */
export class JournalFile implements Journal {
  #known: readonly Journalled[] | null = null;

  constructor(
    private readonly path: string,
    private readonly log: Logger,
  ) {}

  async read(): Promise<Journalled[]> {
    this.#known ??= await this.#load();
    return [...this.#known];
  }

  async write(entries: readonly Journalled[]): Promise<void> {
    if (JSON.stringify(entries) === JSON.stringify(await this.read())) return;
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await replaceFile(this.path, `${JSON.stringify(entries)}\n`);
    this.#known = entries;
  }

  /** A probe finds its accounts by their names, too: a file that is damaged is no reason to do without. */
  async #load(): Promise<Journalled[]> {
    try {
      return Entries.parse(JSON.parse(await readFile(this.path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.log.warn({ err: error, path: this.path }, 'the journal of the probe cannot be read');
      return [];
    }
  }
}
