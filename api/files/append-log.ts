import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { replaceFile, syncFolder } from '../../config';

/** What a log holds is ASCII, since it counts in bytes; names have all kinds of letters. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

interface Waiting {
  text: string;
  done: () => void;
  failed: (error: unknown) => void;
}

/** Another process, or another log of this one, has the file. */
export class LogInUse extends Error {
  override readonly name = 'LogInUse';

  constructor(path: string) {
    super(`Another process uses ${path}.`);
  }
}

/**
 * A file of lines that are on disk once `append` has resolved; appends that come together share one sync. A line without its
 * end was never promised to anybody: it is cut off when the file is opened. Belongs to one process at a time: whoever comes
 * second gets LogInUse from everything, until the first has closed it or died.
 */
export class AppendLog {
  #lock: FileHandle | null = null;
  #file: FileHandle | null = null;
  /** Bytes known to be whole lines on disk. */
  #size = 0;
  /** A write failed half-way: something may lie behind `#size`. */
  #torn = false;
  #waiting: Waiting[] = [];
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(readonly path: string) {}

  append(lines: readonly string[]): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: lines.map((line) => `${line}\n`).join(''), done, failed });
      void this.#inTurn(() => this.#flush());
    });
  }

  /** The whole lines from a byte on, and the byte after the last. */
  read(from = 0): Promise<{ lines: string[]; end: number }> {
    return this.#inTurn(async () => {
      const file = await this.#opened();
      const bytes = Buffer.alloc(Math.max(0, this.#size - from));
      await readFully(file, bytes, from);
      // One character a byte, so that lines can be counted in bytes: what is written here is ASCII.
      return { lines: bytes.toString('latin1').split('\n').slice(0, -1), end: this.#size };
    });
  }

  /** Forgets everything before a byte; whatever was appended since stays. */
  dropHead(until: number): Promise<void> {
    return this.#inTurn(async () => {
      const file = await this.#opened();
      if (until >= this.#size) await this.#cut(file, 0);
      else await this.#keepFrom(file, until);
    });
  }

  /** Gives what there is another name, and goes on in an empty file. */
  setAside(as: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = await this.#opened();
      if (this.#torn) await this.#cut(file, this.#size);
      await mkdir(dirname(as), { recursive: true, mode: 0o700 });
      this.#file = null;
      await file.close();
      await rename(this.path, as);
      await syncFolder(as);
      await syncFolder(this.path);
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#file?.close();
      this.#file = null;
      await this.#lock?.close();
      this.#lock = null;
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    try {
      await this.#write(Buffer.from(batch.map(({ text }) => text).join('')));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    const file = await this.#opened();
    if (this.#torn) await this.#cut(file, this.#size);
    this.#torn = true;
    await file.appendFile(bytes);
    await file.sync();
    this.#size += bytes.length;
    this.#torn = false;
  }

  async #opened(): Promise<FileHandle> {
    this.#file ??= await this.#open();
    return this.#file;
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    this.#lock ??= await lockedFile(this.path);
    const file = await open(this.path, 'a+', 0o600);
    const content = await file.readFile();
    const whole = content.lastIndexOf(0x0a) + 1;
    if (whole < content.length) await file.truncate(whole);
    await syncFolder(this.path);
    this.#size = whole;
    this.#torn = false;
    return file;
  }

  async #cut(file: FileHandle, size: number): Promise<void> {
    await file.truncate(size);
    await file.sync();
    this.#size = size;
    this.#torn = false;
  }

  async #keepFrom(file: FileHandle, from: number): Promise<void> {
    const tail = Buffer.alloc(this.#size - from);
    await readFully(file, tail, from);
    this.#file = null;
    await file.close();
    await replaceFile(this.path, tail);
  }
}

/**
 * The system releases the lock however its holder ends. A file of its own, never removed: the log's is replaced by renames,
 * and a lock on a file that has lost its name keeps nobody out.
 */
async function lockedFile(path: string): Promise<FileHandle> {
  const file = await open(`${path}.lock`, 'a', 0o600);
  try {
    if (!tryLock(file.fd)) throw new LogInUse(path);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readFully(file: FileHandle, into: Buffer, from: number): Promise<void> {
  let read = 0;
  while (read < into.length) {
    const { bytesRead } = await file.read(into, read, into.length - read, from + read);
    if (bytesRead === 0) throw new Error('The file is shorter than it was: does another process write to it?');
    read += bytesRead;
  }
}
