import { listSyncs, readSync, startSync } from '../../contracts/api/syncs';
import { serve, type Route } from '../http/routes';
import { GatewayError, type ConnectorGateway, type SyncGateway } from '../ports/gateways';
import { wantsCsv } from './csv';
import { syncCsv, syncLines, syncView } from './sync-view';

export interface SyncRouteDeps {
  syncs: SyncGateway;
  connector: Pick<ConnectorGateway, 'health'>;
}

export function syncRoutes({ syncs, connector }: SyncRouteDeps): Route[] {
  return [
    serve(startSync, async ({ body: { dryRun, approve } }, { res }) => {
      const id = await (dryRun ? syncs.startDryRun() : approve ? syncs.startApproved() : syncs.start());
      res.location(`/api/v1/syncs/${id}`);
      return { id };
    }),
    serve(listSyncs, async () => {
      const [running, health, next] = await Promise.all([syncs.running(), connector.health(), nextOf(syncs)]);
      return { syncs: syncLines(running, health.syncs), nextAt: next?.toISOString() ?? null };
    }),
    serve(readSync, async ({ params: { id }, query: { format } }, { req, res }) => {
      const run = await syncs.find(id);
      if (!wantsCsv(req, format)) return syncView(run);
      res.type('csv').attachment(`sync-${id}.csv`).send(syncCsv(run));
    }),
  ];
}

/** There is no Schedule before the first settings. */
async function nextOf(syncs: SyncGateway): Promise<Date | null> {
  try {
    const { paused, nextAt } = await syncs.schedule();
    return paused ? null : nextAt;
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'notReady') return null;
    throw error;
  }
}
