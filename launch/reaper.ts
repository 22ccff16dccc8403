import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './project-root';

/**
 * A small process that outlives this one by seconds: when this one is gone without having said `done` (kill -9, a crash),
 * it ends every process it was told to watch. Temporal's server, which knows nothing of us, is covered that way too.
 */
export class Reaper {
  readonly #process: ChildProcess;

  constructor() {
    const script = join(projectRoot(), 'launch', 'reaper.mjs');
    this.#process = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    this.#process.unref();
    // A reaper that was killed is missed only if we are killed too.
    this.#process.stdin?.on('error', () => undefined);
  }

  watch(pid: number): void {
    this.#say(`+${pid}`);
  }

  forget(pid: number): void {
    this.#say(`-${pid}`);
  }

  /** All children have ended: nothing is left to watch. */
  done(): void {
    this.#say('.');
    this.#process.stdin?.end();
  }

  #say(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }
}
