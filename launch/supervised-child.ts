import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { lastLines } from './run-command';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Gets everything that the child prints. */
  logFile: string;
}

const LOG_LIMIT_BYTES = 5_000_000;
const SHOWN_LINES = 12;

/**
 * One process, in a process group of its own: a Ctrl-C in the terminal reaches the launcher alone, which then stops
 * everything in the right order, and nothing that the child has started can outlive it.
 */
export class SupervisedChild {
  readonly spec: ChildSpec;
  #process: ChildProcess | undefined;
  #logStart = 0;

  constructor(spec: ChildSpec) {
    this.spec = spec;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /**
   * Starts it and returns its process id, if it could be started.
   * `onExit` is told once how it ended ("exit code 1", "signal SIGKILL", or why it could not be started).
   */
  start(onExit: (how: string, pid: number | undefined) => void): number | undefined {
    const { command, args, env, logFile } = this.spec;
    const log = openLog(logFile);
    this.#logStart = statSync(logFile).size;
    const child = spawn(command, args, { env, stdio: ['ignore', log, log], detached: true });
    closeSync(log);
    this.#process = child;
    const ended = (how: string) => {
      if (this.#process !== child) return;
      this.#process = undefined;
      signalGroup(child.pid, 'SIGKILL');
      onExit(how, child.pid);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) =>
      ended(signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`),
    );
    return child.pid;
  }

  terminate(): void {
    signalGroup(this.pid, 'SIGTERM');
  }

  kill(): void {
    signalGroup(this.pid, 'SIGKILL');
  }

  /** What it printed last, since it was last started. */
  lastWords(): string {
    return lastLines(readFileSync(this.spec.logFile).subarray(this.#logStart).toString('utf8'), SHOWN_LINES);
  }
}

function openLog(path: string): number {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}
