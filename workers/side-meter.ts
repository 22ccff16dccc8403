import type { ClientStats } from '../clients/client-stats';
import { eachSide, type Side } from '../domain/health/side';
import type { SideReport } from '../domain/health/side-health';

/** Reports what the clients have counted; replies that said to wait are told once. */
export function sideMeter(clients: Record<Side, { stats(): ClientStats }>): () => Record<Side, SideReport> {
  const told = eachSide(() => 0);
  return () =>
    eachSide((side) => {
      const { lastMinute: calls, allowed, lastReadAt, lastWriteAt, throttled } = clients[side].stats();
      const since = throttled - told[side];
      told[side] = throttled;
      return { calls, allowed, lastReadAt, lastWriteAt, throttled: since };
    });
}
