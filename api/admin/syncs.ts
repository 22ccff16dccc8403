import { listSyncs, readSync, startSync } from '../../contracts/api/syncs';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, SyncGateway } from '../ports/gateways';
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
      const [running, health] = await Promise.all([syncs.running(), connector.health()]);
      return { syncs: syncLines(running, health.syncs) };
    }),
    serve(readSync, async ({ params: { id }, query: { format } }, { req, res }) => {
      const run = await syncs.find(id);
      if (!wantsCsv(req, format)) return syncView(run);
      res.type('csv').attachment(`sync-${id}.csv`).send(syncCsv(run));
    }),
  ];
}
