import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminClient, SyncReport } from './admin-client';

export interface ConvergeOptions {
  admin: Pick<AdminClient, 'startSync' | 'sync'>;
  report: (line: string) => void;
  limitMs: number;
  /** Between two looks: each reads both rosters, at the pace that the members need for themselves. */
  pauseMs?: number;
}

const TELL_EVERY_SECONDS = 15;

/**
 * Waits until a dry run of the roster sync finds nothing left to do: every member's account is as the membership wants it.
 * False when that is not so in time; the product goes on with it all the same.
 */
export async function converge({ admin, report, limitMs, pauseMs = 8_000 }: ConvergeOptions): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  const run = async (dryRun: boolean) => finished(admin, report, await admin.startSync({ dryRun }), deadline);
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
  admin: Pick<AdminClient, 'sync'>,
  report: (line: string) => void,
  id: string,
  deadline: number,
): Promise<SyncReport | undefined> {
  const began = Date.now();
  let told = 0;
  for (;;) {
    const sync = await admin.sync(id);
    if (sync.state !== 'running') return sync;
    if (Date.now() > deadline) return undefined;
    const seconds = Math.floor((Date.now() - began) / 1_000);
    if (seconds >= told + TELL_EVERY_SECONDS) {
      report(`${sync.sentence ?? 'The roster sync is running.'} (${seconds} s)`);
      told = seconds;
    }
    await sleep(500);
  }
}

function left(sync: SyncReport | undefined): number | undefined {
  return sync?.state === 'done' && sync.counts
    ? sync.counts.granted + sync.counts.moved + sync.counts.revoked
    : undefined;
}

function sentence(sync: SyncReport | undefined): string {
  if (sync === undefined) return 'The roster sync is still running';
  if (sync.state === 'failed') return `The roster sync failed and is tried again: ${sync.reason ?? 'no reason given'}`;
  const { read = 0, granted = 0, moved = 0, revoked = 0 } = sync.counts ?? {};
  return `${read} members read; to grant: ${granted}, to move: ${moved}, to revoke: ${revoked}`;
}
