import {
  type Journal,
  mostCallsOf,
  probe,
  type ProbeAccess,
  type ProbeProgress,
  removeLeftovers,
  stepsOf,
} from '../../clients/ironwifi/probe/probe';
import { toIsoOrNull } from '../../contracts/api/fields';
import type { ProbeView } from '../../contracts/api/probe';
import type { OperatorRequest } from '../../contracts/replayed';
import type { RunnableProbe } from '../admin/probe';
import type { ConnectorGateway } from '../ports/gateways';
import { storeLearned, type StoreDeps, type Stored } from './store-learned';

interface ProbesOptions extends Omit<StoreDeps, 'connector'> {
  directory: ProbeAccess;
  gateway: StoreDeps['connector'] & Pick<ConnectorGateway, 'health'>;
  connector: string;
  journal: Journal;
}

interface Run {
  startedAt: number;
  finishedAt: number | null;
  rateLimit: boolean;
  progress: ProbeProgress;
  stored: Stored | null;
  stopping: AbortController;
}

/** One probe at a time, and what the last one has found: in memory only. */
export class Probes implements RunnableProbe {
  #run: Run | null = null;
  /** What is under way, the removal of leftovers too: it has the account's name, and its journal. */
  #underWay: Promise<void> = Promise.resolve();
  readonly #recovery = new AbortController();

  constructor(private readonly options: ProbesOptions) {}

  read(): ProbeView {
    return viewOf(this.#run);
  }

  /** Begins one, unless one is under way. */
  start(operator: OperatorRequest, { rateLimit, store }: { rateLimit: boolean; store: boolean }): ProbeView {
    if (this.#run === null || this.#run.finishedAt !== null) {
      const run: Run = {
        ...{ startedAt: Date.now(), finishedAt: null, rateLimit, stored: null },
        ...{ progress: nothingYet(rateLimit), stopping: new AbortController() },
      };
      this.#run = run;
      this.#underWay = this.#underWay.then(() => this.#probe(run, store ? operator : null));
    }
    return this.read();
  }

  stop(): ProbeView {
    this.#run?.stopping.abort();
    return this.read();
  }

  /** What a probe that was killed has left is removed, in the background. */
  removeLeftovers(): void {
    this.#underWay = this.#underWay.then(async () => {
      const { log } = this.options;
      try {
        const removed = await removeLeftovers({ ...this.options, signal: this.#recovery.signal });
        if (removed > 0) log.info({ removed }, 'throw-away accounts of an earlier probe are removed');
      } catch (error) {
        log.warn({ err: error }, 'a throw-away account of an earlier probe is still there: the next probe removes it');
      }
    });
  }

  /** Ends what is under way; resolves when the account is removed. */
  async close(): Promise<void> {
    this.#recovery.abort();
    this.#run?.stopping.abort();
    await this.#underWay;
  }

  async #probe(run: Run, operator: OperatorRequest | null): Promise<void> {
    const { directory, gateway, connector, journal, log } = this.options;
    try {
      const known = await gateway.health().catch(() => null);
      run.progress = await probe({
        ...{ directory, connector, journal, rateLimit: run.rateLimit, signal: run.stopping.signal },
        knownCompany: known?.tenant?.companyId ?? null,
        onProgress: (progress) => (run.progress = progress),
        onUnforeseen: (error) => log.error({ err: error }, 'a step of the probe failed in itself'),
      });
      if (operator !== null && !run.stopping.signal.aborted)
        run.stored = await storeLearned({ ...this.options, connector: gateway }, run.progress.learned, operator);
    } catch (error) {
      log.error({ err: error }, 'the probe failed in itself');
    } finally {
      run.finishedAt = Date.now();
    }
  }
}

const nothingYet = (rateLimit: boolean): ProbeProgress => ({
  steps: stepsOf({ rateLimit }).map(({ id, asks, why, mostCalls }) => {
    return { id, asks, why, mostCalls, state: 'waiting', trouble: null };
  }),
  findings: [],
  learned: {},
  calls: { made: 0, most: null },
  account: 'none',
});

function viewOf(run: Run | null): ProbeView {
  const rateLimit = run?.rateLimit ?? false;
  const { calls, ...progress } = run?.progress ?? nothingYet(rateLimit);
  return {
    underWay: run !== null && run.finishedAt === null,
    startedAt: toIsoOrNull(run?.startedAt),
    finishedAt: toIsoOrNull(run?.finishedAt),
    calls: { ...calls, besidesRoster: mostCallsOf({ rateLimit }) },
    ...progress,
    stored: run?.stored ?? null,
    sentence: sentenceOf(run),
  };
}

function sentenceOf(run: Run | null): string {
  if (run === null) return 'No probe since the API was started.';
  const { steps, account } = run.progress;
  const done = steps.filter(({ state }) => state === 'done').length;
  const went = `${done} of ${steps.length} steps went through.`;
  if (run.finishedAt === null) return `It is under way: ${went}`;
  switch (account) {
    case 'none':
      return `${went} No account was made.`;
    case 'removed':
      return `${went} The throw-away account is removed.`;
    case 'there':
    case 'left':
      return `${went} The throw-away account may be there still: run it again, which removes it.`;
  }
}
