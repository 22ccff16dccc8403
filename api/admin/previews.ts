import { goLive, readPreview, startPreview } from '../../contracts/api/syncs';
import { operatorOf } from '../http/principal';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, SyncGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import { changed, changesSince, shownBy, shownNow } from './shown-run';
import { previewView } from './sync-view';

export interface PreviewRouteDeps {
  syncs: SyncGateway;
  connector: Pick<ConnectorGateway, 'health' | 'goLive'>;
  rules: ReadRules;
}

/** What a first sync would do, and the one act that makes it happen. */
export function previewRoutes(deps: PreviewRouteDeps): Route[] {
  const { syncs, connector, rules } = deps;
  return [
    serve(startPreview, async (_received, { res }) => {
      const id = await syncs.startPreview();
      res.location(`/api/v1/previews/${id}`);
      return { id };
    }),
    serve(readPreview, async ({ params: { id } }) => {
      const run = await syncs.find(id);
      if (run.report !== null && run.report.preview === null) throw new Problem(404, 'This run was no preview.');
      return previewView(run);
    }),
    serve(goLive, async ({ body: { fingerprint } }, { principal }) => {
      await refuseChanged(deps, fingerprint);
      const { version } = await connector.goLive({ ...operatorOf(principal), fingerprint });
      rules.forget();
      return { live: true as const, version };
    }),
  ];
}

/** Reads everything again, and compares every decision and account with what the operator has seen. */
async function refuseChanged({ syncs, connector }: PreviewRouteDeps, fingerprint: string): Promise<void> {
  const { live } = await connector.health();
  const seen = await shownBy({ syncs, connector }, 'preview', fingerprint);
  if (live !== null) throw new Problem(409, 'The connector is live already. (alreadyLive)');
  const now = await shownNow({ syncs }, 'preview', await syncs.startPreview());
  if (seen.settingsVersion !== now.settingsVersion)
    throw changed('The settings were changed since the preview: make a new one.', []);
  const ids = changesSince(seen, now);
  if (ids.length > 0) throw changed(`${ids.length} members or accounts have changed since the preview.`, ids);
}
