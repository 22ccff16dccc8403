import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { SettingsDocument } from '../../contracts/replayed';
import { AppendLog, asciiJson } from '../files/append-log';
import { Problem } from '../http/problem';

/** Settings as they once were saved. By: the id of a principal. */
const SavedSettings = z.strictObject({
  version: z.int(),
  savedAt: z.int(),
  savedBy: z.string(),
  settings: z.record(z.string(), z.unknown()),
});
export type SavedSettings = z.infer<typeof SavedSettings>;

interface Options {
  log: Logger;
  /** How many versions outlast a restart. */
  keep?: number;
}

const KEEP = 200;

/**
 * Every version of the settings that this API has met, a line each: it notes those that it replaces and those that it shows, so
 * whatever else has saved them (the first ones, going live) is here, too. The connector's workflow knows the last ones only.
 */
export class SettingsHistory {
  readonly #log: AppendLog;
  /** What is in the file; null: it has not been read. */
  #known: Set<string> | null = null;
  #noting: Promise<unknown> = Promise.resolve();

  constructor(
    home: string,
    private readonly options: Options,
  ) {
    this.#log = new AppendLog(join(home, 'settings.jsonl'));
  }

  /** Forgets the oldest. */
  async open(): Promise<void> {
    const { lines } = await this.#log.read();
    const surplus = lines.slice(0, Math.max(0, lines.length - (this.options.keep ?? KEEP)));
    if (surplus.length > 0) await this.#log.dropHead(surplus.reduce((bytes, line) => bytes + line.length + 1, 0));
  }

  /** A history that cannot be written keeps nobody from saving settings. */
  note(document: SettingsDocument | null): Promise<void> {
    const noted = this.#noting.then(async () => {
      if (document !== null) await this.#note(document);
    });
    this.#noting = noted.catch((error: unknown) =>
      this.options.log.error({ err: error }, 'the history of the settings cannot be written'),
    );
    return this.#noting.then(() => undefined);
  }

  /** Newest first; a line that cannot be read is left out and counted. */
  async versions(): Promise<{ versions: SavedSettings[]; unreadable: number }> {
    const { lines } = await this.#log.read().catch((cause: unknown) => {
      throw new Problem(503, `The history of the settings (${this.#log.path}) cannot be read now.`, { cause });
    });
    const read = lines.map(readLine);
    const versions = read
      .filter((each) => each !== null)
      .sort((a, b) => b.savedAt - a.savedAt || b.version - a.version);
    return { versions, unreadable: read.length - versions.length };
  }

  close(): Promise<void> {
    return this.#noting.then(() => this.#log.close());
  }

  async #note({ version, savedAt, savedBy, settings }: SettingsDocument): Promise<void> {
    this.#known ??= new Set((await this.versions()).versions.map(nameOf));
    const name = nameOf({ version, savedAt });
    if (this.#known.has(name)) return;
    const saved = SavedSettings.parse({ version, savedAt, savedBy, settings });
    await this.#log.append([asciiJson(saved)]);
    this.#known.add(name);
  }
}

/** A connector that was set up anew counts from 1 again. */
const nameOf = ({ version, savedAt }: Pick<SavedSettings, 'version' | 'savedAt'>): string => `${version}@${savedAt}`;

function readLine(text: string): SavedSettings | null {
  try {
    return SavedSettings.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
