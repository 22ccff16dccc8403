import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { lastLines } from '../machine/run-command';

/** Four files at most: the newest, and three before it (`.1` to `.3`). */
const ROTATION = { size: '5M', rotate: 3, mode: 0o600 } as const;
const KEPT_CHARACTERS = 8_000;
const SHOWN_LINES = 12;

/** What a child prints, however often it is started: in files of bounded size, its last lines at hand. */
export class ChildLog {
  readonly #file: RotatingFileStream;
  #tail = '';

  /** @param size of one file, in bytes; by default 5 MB */
  constructor(
    readonly path: string,
    report: (line: string) => void,
    size?: number,
  ) {
    const options = { ...ROTATION, ...(size !== undefined && { size: `${size}B` as const }) };
    this.#file = createStream(basename(path), { ...options, path: dirname(path) });
    // nobody stops because a disk is full
    this.#file.once('error', (error) => report(`The log ${path} cannot be written: ${error.message}`));
    this.#file.on('error', () => undefined);
  }

  /** Takes what a child prints that has just been started. */
  follow({ stdout, stderr }: ChildProcess): void {
    this.#tail = '';
    for (const stream of [stdout, stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#tail = (this.#tail + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
        if (!this.#file.destroyed) this.#file.write(chunk);
      });
  }

  /** The last lines since the last start. */
  lastWords(): string {
    return lastLines(this.#tail, SHOWN_LINES);
  }

  /** Returns when all is written. */
  async close(): Promise<void> {
    if (this.#file.destroyed) return;
    const written = once(this.#file, 'finish').catch(() => undefined);
    this.#file.end();
    await written;
  }
}
