import type { ClientStats } from '../clients/http/limited-http';
import { eachSystem, type SyncedSystem } from '../domain/replayed/health/synced-system';
import type { SystemReport } from '../domain/replayed/health/system-health';

/** Reports what the clients have counted; replies that said to wait are told once. */
export function sideMeter(
  clients: Record<SyncedSystem, { stats(): ClientStats }>,
): () => Record<SyncedSystem, SystemReport> {
  const told = eachSystem(() => 0);
  return () =>
    eachSystem((side) => {
      const { lastMinute: calls, allowed, lastReadAt, lastWriteAt, throttled } = clients[side].stats();
      const since = throttled - told[side];
      told[side] = throttled;
      return { calls, allowed, lastReadAt, lastWriteAt, throttled: since };
    });
}
