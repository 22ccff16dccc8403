import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { ClientStats } from '../../clients/http/limited-http';
import type { Mailer } from '../../clients/mail';
import type { MembershipSource } from '../../clients/membership-source';
import type { WifiDirectory } from '../../clients/wifi-directory';
import { connectorHealth, connectorWorkflowId } from '../../contracts/replayed';
import { externalSystems, type ExternalSystem } from '../../domain/replayed/health/external-system';
import { syncedSystems } from '../../domain/replayed/health/synced-system';
import { hearOutcomes, type Listener } from './activity-outcomes';
import { SystemWatch, type Verdict } from './system-watch';
import { Alarm, anybodyWaits } from './wake-waiting';

const TICK_MS = 1_000;
/** The least time between two members: Temporal has other work. */
const LEAST_PACE_MS = 50;
const LETTER_PACE_MS = 500;
const MINUTE = 60_000;
/** A look takes four reads; those that find no room wait for their turn in Temporal. */
const LOOKS_PER_READ = 0.5;

export interface RecoveryWatchOptions {
  client: Client;
  connector: string;
  source: MembershipSource & { stats(): ClientStats };
  directory: WifiDirectory & { stats(): ClientStats };
  mailer: Mailer;
  report: (system: ExternalSystem, news: 'failing' | 'well') => void;
}

/** Part of a worker process: notices that a system is well again, and has everybody who waits for it try at once. */
export interface RecoveryWatch {
  /** For all workers of the process. */
  interceptor: ActivityInterceptorsFactory;
  start(): void;
  stop(): Promise<void>;
}

const call: Call = { priority: 'usual' };

export function watchRecovery(options: RecoveryWatchOptions): RecoveryWatch {
  const { source, directory, mailer } = options;
  let stopped = new AbortController();
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
  const perMinute = (client: { stats(): ClientStats }): number => client.stats().allowed ?? Infinity;
  const systems: Record<ExternalSystem, { ask: () => Promise<unknown>; paceMs: () => number }> = {
    nexudus: { ask: () => source.probe(call), paceMs: () => MINUTE / (perMinute(source) * LOOKS_PER_READ) },
    ironwifi: { ask: () => directory.tenant(call), paceMs: () => MINUTE / perMinute(directory) },
    smtp: { ask: () => mailer.probe(), paceMs: () => LETTER_PACE_MS },
  };
  const watchOf = (system: ExternalSystem): SystemWatch => {
    const { ask, paceMs } = systems[system];
    const alarm = new Alarm({ ...options, system, pause, paceMs: () => Math.max(LEAST_PACE_MS, paceMs()) });
    return new SystemWatch({
      ask: () => verdictOf(ask),
      wake: (goOn) => alarm.wake(async () => !stopped.signal.aborted && (await goOn())),
      clock: { now: () => performance.now(), pause },
      report: (news) => options.report(system, news),
    });
  };
  const watches = { nexudus: watchOf('nexudus'), ironwifi: watchOf('ironwifi'), smtp: watchOf('smtp') };
  /** Again and again until it is done; where Temporal does not answer, it has another try. */
  const untilDone = async (work: () => Promise<boolean>): Promise<void> => {
    while (!stopped.signal.aborted && !(await work().catch(() => false))) await pause(TICK_MS);
  };
  let loops: Promise<void>[] = [];
  return {
    interceptor: hearOutcomes(listenerOf(watches)),
    start: () => {
      stopped = new AbortController();
      loops = [
        untilDone(() => assumeFromBefore(options, watches).then(() => true)),
        ...externalSystems.map((system) => untilDone(() => watches[system].tick().then(() => false))),
      ];
    },
    stop: async () => {
      stopped.abort();
      await Promise.all(loops);
    },
  };
}

type Watches = Record<ExternalSystem, SystemWatch>;

const listenerOf = (watches: Watches): Listener => ({
  answered: (system) => watches[system].answered(),
  failed: (system, member, code) => watches[system].failed(member, code),
  suspect: (system) => watches[system].suspect(),
});

/** Without room in our own rate limiter, and under an operator's maintenance, nobody is asked. */
async function verdictOf(ask: () => Promise<unknown>): Promise<Verdict> {
  try {
    await ask();
    return 'well';
  } catch (error) {
    const notAsked = error instanceof ExternalError && (error.options.byUs === true || error.code === 'maintenance');
    return notAsked ? 'notAsked' : 'ill';
  }
}

/** Whoever waits since before this process began waits for a system that may be well by now. */
async function assumeFromBefore({ client, connector }: RecoveryWatchOptions, watches: Watches): Promise<void> {
  if (await anybodyWaits(client, connector)) for (const system of externalSystems) watches[system].assumeIll();
  const health = await client.workflow.getHandle(connectorWorkflowId(connector)).query(connectorHealth);
  for (const system of syncedSystems) if (health[system].consecutiveFailures > 0) watches[system].assumeIll();
}
