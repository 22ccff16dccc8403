import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How long changes are gathered before they are saved, ms. */
const saveDelay = 500;

/** Keeps a state in a JSON file: loaded once, saved soon after a change, always whole. */
export class StateFile<T> {
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly snapshot: () => T,
  ) {}

  /** What the last run left; undefined when there was none. */
  async load(): Promise<T | undefined> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : this.#parse(text);
  }

  #parse(text: string): T {
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Error(`${this.path} is no state of a sandbox; delete it to start afresh.`);
    }
  }

  /** Saves before long; changes that come in the meantime are saved with it. */
  readonly saveSoon = (): void => {
    this.#timer ??= setTimeout(() => void this.save().catch(report), saveDelay);
  };

  /** Saves now, after a save that is under way. */
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.catch(() => undefined).then(() => this.#write());
    return this.#saving;
  }

  /** Written beside and renamed: a crash leaves the old file or the new one, never half of one. */
  async #write(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const beside = `${this.path}.new`;
    await writeFile(beside, JSON.stringify(this.snapshot()));
    await rename(beside, this.path);
  }
}

function report(error: unknown): void {
  console.error(`The sandbox could not save its state: ${error instanceof Error ? error.message : String(error)}`);
}
