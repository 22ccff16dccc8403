import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError } from './launch-error';
import type { Reaper } from './reaper';
import { SupervisedChild, type ChildSpec } from './supervised-child';

export interface SupervisorOptions {
  report: (line: string) => void;
  /** Ends the children should this process be killed without a chance to do so itself. */
  reaper: Pick<Reaper, 'watch' | 'forget'>;
  /** The pause before the first restart; doubled for each further one. */
  backOffMs?: number;
}

const DEATHS_ALLOWED = 3;
const DEATHS_WITHIN_MS = 60_000;
const STOP_LIMIT_MS = 25_000;

/** Keeps processes running: what dies is started again, what dies three times in a minute ends it all. */
export class Supervisor {
  /** Rejects with the reason when a child cannot be kept running; never resolves. */
  readonly failed: Promise<never>;
  readonly #options: SupervisorOptions;
  readonly #children: SupervisedChild[] = [];
  readonly #deaths = new Map<string, number[]>();
  #fail: (error: LaunchError) => void = () => undefined;
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.failed = new Promise((_, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
  }

  /** Starts a child and keeps it running until `stop`. */
  keepRunning(spec: ChildSpec): void {
    const child = new SupervisedChild(spec);
    this.#children.push(child);
    this.#start(child);
  }

  /**
   * Ends all children, the last started first, each only when the one before is gone.
   * Whatever is left after `limitMs` is killed.
   */
  async stop(limitMs = STOP_LIMIT_MS): Promise<void> {
    this.#stopping = true;
    const deadline = Date.now() + limitMs;
    for (const child of this.#children.toReversed()) {
      child.terminate();
      while (child.pid !== undefined && Date.now() < deadline) await sleep(20);
      child.kill();
      while (child.pid !== undefined) await sleep(20);
    }
  }

  /** Kills everything at once; `stop`, which is waiting for it, then ends. */
  kill(): void {
    for (const child of this.#children) child.kill();
  }

  #start(child: SupervisedChild): void {
    if (this.#stopping) return;
    const pid = child.start((how, gone) => this.#onExit(child, how, gone));
    if (pid !== undefined) this.#options.reaper.watch(pid);
  }

  #onExit(child: SupervisedChild, how: string, pid: number | undefined): void {
    if (pid !== undefined) this.#options.reaper.forget(pid);
    if (this.#stopping) return;
    const { name, logFile } = child.spec;
    const deaths = this.#recentDeaths(name);
    const story = `its last lines (all of them: ${logFile}):\n${indent(child.lastWords())}`;
    if (deaths >= DEATHS_ALLOWED) {
      this.#fail(new LaunchError(`The ${name} has stopped ${deaths} times within a minute (${how}); ${story}`));
      return;
    }
    const pause = (this.#options.backOffMs ?? 500) * 2 ** (deaths - 1);
    this.#options.report(`The ${name} has stopped (${how}) and is started again in ${pause} ms; ${story}`);
    setTimeout(() => this.#start(child), pause);
  }

  #recentDeaths(name: string): number {
    const since = Date.now() - DEATHS_WITHIN_MS;
    const deaths = [...(this.#deaths.get(name) ?? []).filter((at) => at > since), Date.now()];
    this.#deaths.set(name, deaths);
    return deaths.length;
  }
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
