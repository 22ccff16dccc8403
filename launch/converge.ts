import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncView } from '../contracts/api/syncs';

/** The parts of a sync that are read here. */
export type SyncState = Pick<SyncView, 'state' | 'reason' | 'sentence'> & {
  counts: Pick<SyncView['counts'], 'read' | 'granted' | 'moved' | 'revoked'>;
};

interface SyncApi {
  startSync: (sent: { body: { dryRun: boolean } }) => Promise<{ id: string }>;
  readSync: (sent: { params: { id: string } }) => Promise<SyncState>;
}

export interface ConvergeOptions {
  /** `ApiClient` is one. */
  api: SyncApi;
  report: (line: string) => void;
  limitMs: number;
  /** Between two dry runs: each reads both rosters, and takes from the rate that the members need. */
  pauseMs?: number;
}

const REPORT_EVERY_SECONDS = 15;

/**
 * Waits until a dry run of the roster sync finds nothing left to do: every member's account is as the membership wants it.
 * Returns false when time runs out; the product goes on regardless.
 */
export async function converge({ api, report, limitMs, pauseMs = 8_000 }: ConvergeOptions): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  const run = async (dryRun: boolean) => {
    const { id } = await api.startSync({ body: { dryRun } });
    return finished(api, report, id, deadline);
  };
  let dryRun = false;
  while (Date.now() < deadline) {
    try {
      const sync = await run(dryRun);
      report(sentence(sync));
      if (dryRun && left(sync) === 0) return true;
      dryRun = sync?.state === 'done';
    } catch (error) {
      report(`The roster sync cannot be asked yet: ${error instanceof Error ? error.message : String(error)}`);
    }
    await sleep(Math.min(pauseMs, Math.max(0, deadline - Date.now())));
  }
  return false;
}

async function finished(
  api: SyncApi,
  report: (line: string) => void,
  id: string,
  deadline: number,
): Promise<SyncState | undefined> {
  const began = Date.now();
  let reported = 0;
  for (;;) {
    const sync = await api.readSync({ params: { id } });
    if (sync.state !== 'running') return sync;
    if (Date.now() > deadline) return undefined;
    const seconds = Math.floor((Date.now() - began) / 1_000);
    if (seconds >= reported + REPORT_EVERY_SECONDS) {
      report(`${sync.sentence} (${seconds} s)`);
      reported = seconds;
    }
    await sleep(500);
  }
}

function left(sync: SyncState | undefined): number | undefined {
  return sync?.state === 'done' ? sync.counts.granted + sync.counts.moved + sync.counts.revoked : undefined;
}

function sentence(sync: SyncState | undefined): string {
  if (sync === undefined) return 'The roster sync is still running';
  if (sync.state === 'failed') return `The roster sync failed and is tried again: ${sync.reason ?? 'no reason given'}`;
  const { read, granted, moved, revoked } = sync.counts;
  return `${read} members read; to grant: ${granted}, to move: ${moved}, to revoke: ${revoked}`;
}
