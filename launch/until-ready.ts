import { Readiness } from '../contracts/api/health';
import { tryFetch, waitUntil } from './machine/basics';

export interface ReadyOptions {
  url: string;
  limitMs: number;
  /** Nobody has given first settings: a space that lacks nothing but these is as ready as it can be. */
  withoutSettings: boolean;
  /** Where the API and the worker say more. */
  logs: { api: string; worker: string };
}

/** Waits until the API says that members are served. Answers whether the space has settings. */
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

/** What the API finds missing is the worker's to do. */
function reason(last: Readiness | undefined, url: string, logs: ReadyOptions['logs']): string {
  if (last === undefined) return `nobody answers at ${url} (its log: ${logs.api}).`;
  return `${last.problems.join(' ')} The worker's log may say why: ${logs.worker}`;
}
