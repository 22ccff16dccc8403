import { Readiness } from '../contracts/api/health';
import { tryFetch, waitUntil } from './machine/basics';

export interface ReadyOptions {
  url: string;
  limitMs: number;
  /** No first settings were given: a space that lacks only them counts as ready. */
  withoutSettings: boolean;
  /** The log files of the API and the worker. */
  logs: { api: string; worker: string };
}

/** Waits until the API reports that members are served. Returns whether the space has settings. */
export async function untilReady({ url, limitMs, withoutSettings, logs }: ReadyOptions): Promise<boolean> {
  let last: Readiness | undefined;
  await waitUntil(
    async () => {
      last = readinessOf(await tryFetch(url));
      return last !== undefined && (last.ready || (withoutSettings && lacksSettingsOnly(last)));
    },
    limitMs,
    () => `The API is not ready after ${limitMs / 1000} s: ${reason(last, url, logs)}`,
  );
  return last?.settings === 'saved';
}

function readinessOf(reply: Awaited<ReturnType<typeof tryFetch>>): Readiness | undefined {
  try {
    return Readiness.parse(JSON.parse(reply?.body ?? ''));
  } catch {
    return undefined;
  }
}

const lacksSettingsOnly = ({ settings, problems }: Readiness): boolean => settings === 'none' && problems.length === 1;

/** What the API reports as missing is the worker's task. */
function reason(last: Readiness | undefined, url: string, logs: ReadyOptions['logs']): string {
  if (last === undefined) return `nobody answers at ${url} (its log: ${logs.api}).`;
  return `${last.problems.join(' ')} The worker's log may say why: ${logs.worker}`;
}
