import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Listeners } from '../controls/listeners';
import { findProgram, howToInstall } from './program';

/** The state of FreeRADIUS; a sentence says what is wrong and what to do. */
export type RadiusStatus =
  | { state: 'off' }
  | { state: 'missing'; sentence: string }
  | { state: 'starting' }
  | { state: 'ready' }
  | { state: 'down'; sentence: string };

const notInstalled: RadiusStatus = {
  state: 'missing',
  sentence: `FreeRADIUS is not installed; to get it: ${howToInstall}`,
};

const firstPause = 250;
const longestPause = 30_000;
/** A server that ran this long (ms) can start: it is restarted soon. */
const steadyAfter = 10_000;
/** How long (ms) a server may take to stop; it takes 5 to 25 (radius.md §2.2). */
const stopLimit = 5_000;
const linesKept = 20;

/** A FreeRADIUS in a folder that holds its radiusd.conf: started again whenever it ends, until it is stopped. */
export class Freeradius {
  readonly #folder: string;
  readonly #find: () => string | undefined;
  readonly #changes = new Listeners();
  #status: RadiusStatus = { state: 'off' };
  #child: ChildProcess | undefined;
  #restart: NodeJS.Timeout | undefined;
  #failures = 0;
  #stopping = false;

  /** @param find returns the program's path, if it is installed */
  constructor(folder: string, find = () => findProgram(['freeradius', 'radiusd'])) {
    this.#folder = folder;
    this.#find = find;
  }

  get status(): RadiusStatus {
    return this.#status;
  }

  /** Undefined while it is not running. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Tells of every change of the status; returns the way to stop it. */
  onChange(listener: () => void): () => void {
    return this.#changes.add(listener);
  }

  /** Returns at once and never throws; `settled` returns the outcome. */
  start(): void {
    const program = this.#find();
    this.#become(program === undefined ? notInstalled : { state: 'starting' });
    if (program !== undefined) this.#run(program);
  }

  /** The status as soon as it is no longer `starting`. */
  async settled(): Promise<RadiusStatus> {
    while (this.#status.state === 'starting') {
      await new Promise<void>((resolve) => {
        const stop = this.onChange(() => {
          stop();
          resolve();
        });
      });
    }
    return this.#status;
  }

  /** Stops it for good, and returns when it has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child) {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), stopLimit);
      await closed;
      clearTimeout(limit);
    }
    this.#become({ state: 'off' });
  }

  #run(program: string): void {
    const child = spawn(program, ['-f', '-l', 'stdout', '-d', '.'], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const startedAt = Date.now();
    const lastLines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => this.#hear(line, lastLines));
    }
    const killWithUs = () => child.kill('SIGKILL');
    process.once('exit', killWithUs);
    let how = '';
    child.once('error', (error) => (how = error.message));
    child.once('exit', (code, signal) => (how = signal ?? `exit code ${code ?? 'unknown'}`));
    child.once('close', () => {
      process.off('exit', killWithUs);
      this.#child = undefined;
      if (Date.now() - startedAt > steadyAfter) this.#failures = 0;
      this.#ended(program, statusOfEnded(lastLines, how));
    });
  }

  #hear(line: string, lastLines: string[]): void {
    lastLines.push(line);
    if (lastLines.length > linesKept) lastLines.shift();
    if (line.includes('Ready to process requests')) this.#become({ state: 'ready' });
  }

  #ended(program: string, status: RadiusStatus): void {
    if (this.#stopping) return;
    this.#become(status);
    if (status.state !== 'down') return;
    const pause = Math.min(firstPause * 2 ** this.#failures++, longestPause);
    this.#restart = setTimeout(() => this.#run(program), pause);
  }

  #become(status: RadiusStatus): void {
    this.#status = status;
    this.#changes.notify();
  }
}

/** The status of a FreeRADIUS that has ended, from its last lines and how it ended ("exit code 1"). */
function statusOfEnded(lastLines: readonly string[], how: string): RadiusStatus {
  const text = lastLines.join('\n');
  if (/Failed to link to module 'rlm_rest'/.test(text)) {
    return { state: 'missing', sentence: `FreeRADIUS lacks its module "rest"; to get it: ${howToInstall}` };
  }
  const [, busy] = /port (\d+) bound to server \w+: Address already in use/.exec(text) ?? [];
  if (busy) {
    const cure = 'free it, or set SANDBOX_RADIUS_PORT to another one';
    return { state: 'down', sentence: `FreeRADIUS cannot run: UDP port ${busy} is in use; ${cure}.` };
  }
  const error = lastLines.findLast((line) => / (Error|ERROR): /.test(line))?.replace(/^.*? : \w+: /, '');
  return { state: 'down', sentence: `FreeRADIUS has ended (${how})${error ? `: ${error.trim()}` : ''}.` };
}
