import type { Call } from '../../clients/call';
import type { ActivityDeps } from '../deps';

/** Nexudus silently disables a webhook after ten failures (nexudus.md §5.4): ours are switched on again. */
export async function reactivateWebhooks(deps: ActivityDeps, call: Call): Promise<number> {
  const ours = `${deps.publicUrl}/webhooks/nexudus/${deps.connector}/`;
  let reactivated = 0;
  for await (const hooks of deps.source.webhooks(call))
    for (const { id, url, active } of hooks) {
      if (active || !url.startsWith(ours)) continue;
      await deps.source.activateWebhook(id, call);
      reactivated += 1;
    }
  return reactivated;
}
