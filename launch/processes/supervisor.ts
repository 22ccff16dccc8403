import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LaunchError, projectRoot } from '../machine/basics';
import { signalGroup } from '../machine/run-command';
import { ChildLog } from './child-log';

export interface ChildSpec {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Receives everything that the child prints. */
  logFile: string;
}

export interface SupervisorOptions {
  report: (line: string) => void;
  /** The pause before the first restart; doubled for each further one. */
  backoffMs?: number;
}

/** A child as it is supervised; `process` is undefined while it is not running. */
interface Child {
  spec: ChildSpec;
  process?: ChildProcess;
  log: ChildLog;
  deaths: number[];
}

const DEATHS_ALLOWED = 3;
const DEATHS_WITHIN_MS = 60_000;
const STOP_LIMIT_MS = 25_000;

/**
 * Keeps processes running: what dies is started again, what dies three times in a minute ends everything. Each has a
 * process group of its own, so that a Ctrl-C in the terminal reaches the launcher alone, which then stops them in order.
 */
export class Supervisor {
  /** Rejects with the reason when a child cannot be kept running; never resolves. */
  readonly failed: Promise<never>;
  readonly #report: (line: string) => void;
  readonly #backoffMs: number;
  readonly #children: Child[] = [];
  readonly #reaper = startReaper();
  #fail: (error: LaunchError) => void = () => undefined;
  #stopping = false;

  constructor({ report, backoffMs = 500 }: SupervisorOptions) {
    this.#report = report;
    this.#backoffMs = backoffMs;
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
  }

  /** Starts a child and keeps it running until `stop`. */
  keepRunning(spec: ChildSpec): void {
    const child = { spec, log: new ChildLog(spec.logFile, this.#report), deaths: [] };
    this.#children.push(child);
    this.#start(child);
  }

  /** Of the children that run right now. */
  get pids(): number[] {
    return this.#children.flatMap(({ process }) => process?.pid ?? []);
  }

  /**
   * Ends all children, the last started first, each only when the one before is gone.
   * Whatever is left after `limitMs` is killed.
   */
  async stop(limitMs = STOP_LIMIT_MS): Promise<void> {
    this.#stopping = true;
    const deadline = Date.now() + limitMs;
    for (const { process } of this.#children.toReversed()) {
      if (process?.pid === undefined) continue;
      const ended = once(process, 'close');
      signalGroup(process.pid, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(process.pid, 'SIGKILL'), Math.max(0, deadline - Date.now()));
      await ended;
      clearTimeout(timer);
    }
    this.#reaper.stdin.end();
    await Promise.all(this.#children.map(({ log }) => log.close()));
  }

  /** Kills everything at once; a `stop` that is waiting then returns. */
  kill(): void {
    for (const { process } of this.#children) signalGroup(process?.pid, 'SIGKILL');
  }

  #start(child: Child): void {
    if (this.#stopping) return;
    const { command, args, env } = child.spec;
    const started = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.process = started;
    child.log.follow(started);
    let failure: string | undefined;
    started.once('error', ({ message }) => (failure = message));
    // Nothing that it has started may outlive it.
    started.once('exit', () => signalGroup(started.pid, 'SIGKILL'));
    // All that it has printed is here by then.
    started.once('close', (code, signal) => {
      this.#ended(child, failure ?? (signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`));
    });
    this.#tellReaper();
  }

  #ended(child: Child, how: string): void {
    child.process = undefined;
    this.#tellReaper();
    if (this.#stopping) return;
    const { name, logFile } = child.spec;
    child.deaths = [...child.deaths.filter((at) => at > Date.now() - DEATHS_WITHIN_MS), Date.now()];
    const deaths = child.deaths.length;
    const story = `its last lines (all of them: ${logFile}):\n${child.log.lastWords().replace(/^/gm, '    ')}`;
    if (deaths >= DEATHS_ALLOWED) {
      this.#fail(new LaunchError(`The ${name} has stopped ${deaths} times within a minute (${how}); ${story}`));
      return;
    }
    const pause = this.#backoffMs * 2 ** (deaths - 1);
    this.#report(`The ${name} has stopped (${how}) and is started again in ${pause} ms; ${story}`);
    setTimeout(() => this.#start(child), pause);
  }

  #tellReaper(): void {
    this.#reaper.stdin.write(`${JSON.stringify(this.pids)}\n`);
  }
}

/**
 * A small process that outlives this one by seconds: should this one be killed (kill -9, a crash), it ends the children
 * it was last told of. That covers Temporal's server too, which knows nothing of us.
 */
function startReaper() {
  const script = join(projectRoot(), 'launch', 'processes', 'reaper.mjs');
  const env = { PATH: process.env.PATH };
  const reaper = spawn(process.execPath, [script], { env, stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  reaper.unref();
  // A reaper that was killed is missed only if we are killed too.
  reaper.stdin.on('error', () => undefined);
  return reaper;
}
