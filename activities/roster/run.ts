import { heartbeat } from '@temporalio/activity';
import { FIRST, type Call } from '../../clients/call';
import type { RunHeartbeat, RunProgress } from '../../contracts/replayed';
import { eachSystem, type SyncedSystem } from '../../domain/replayed/health/synced-system';

/**
 * One attempt at a sync: its calls, which count themselves, and how far it has come. Each call and each note is a heartbeat.
 * An attempt that dies leaves nothing behind: the next one reads again from the start.
 */
export class Run {
  readonly counts = eachSystem(() => 0);
  readonly nexudus = this.#counting('nexudus');
  readonly ironwifi = this.#counting('ironwifi');
  #progress: RunProgress = { phase: 'source', done: 0, of: null, endsAt: null };

  note(progress: RunProgress): void {
    this.#progress = progress;
    this.alive();
  }

  alive(): void {
    heartbeat({ progress: { ...this.#progress, calls: this.counts } } satisfies RunHeartbeat);
  }

  #counting(system: SyncedSystem): Call {
    return {
      priority: 'background',
      since: FIRST,
      onCall: () => {
        this.counts[system] += 1;
        this.alive();
      },
    };
  }
}
