import { setTimeout as sleep } from 'node:timers/promises';
import { goLive, readPreview, startPreview } from '../../contracts/api/syncs';
import type { SyncSummary } from '../../contracts/replayed';
import { Marks } from '../../domain/roster/marks';
import { operatorOf } from '../http/principal';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway, SyncGateway, SyncRun } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import { previewView } from './sync-view';

export interface PreviewRouteDeps {
  syncs: SyncGateway;
  connector: Pick<ConnectorGateway, 'health' | 'goLive'>;
  rules: ReadRules;
}

const ONE_DAY = 24 * 3_600_000;
const LOOK_EVERY_MS = 250;
/** Both rosters are read once more, at the rate that their systems allow. */
const PATIENCE_MS = 10 * 60_000;

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
      await refuseChanged(deps, await previewOf(deps, fingerprint));
      const { version } = await connector.goLive({ ...operatorOf(principal), fingerprint });
      rules.forget();
      return { live: true as const, version };
    }),
  ];
}

async function previewOf({ connector, syncs }: PreviewRouteDeps, fingerprint: string): Promise<SyncRun> {
  const health = await connector.health();
  const summary = health.syncs.find((sync) => sync.fingerprint === fingerprint);
  if (summary === undefined) throw new Problem(404, 'There is no preview with this fingerprint: POST /api/v1/preview.');
  if (health.live !== null) throw new Problem(409, 'The connector is live already. (alreadyLive)');
  refuseOld(summary);
  return syncs.find(summary.runId);
}

function refuseOld({ finishedAt }: SyncSummary): void {
  if (Date.now() - finishedAt > ONE_DAY) throw changed('The preview is older than a day: make a new one.', []);
}

/** Reads everything again, and compares every decision and account with what the operator has seen. */
async function refuseChanged({ syncs }: PreviewRouteDeps, { report: seen }: SyncRun): Promise<void> {
  const { report: now, message } = await finished(syncs, await syncs.startPreview());
  if (!seen?.preview || !now?.preview)
    throw new Problem(503, `What has changed since the preview cannot be read now: ${message ?? 'it is not there'}`);
  if (seen.settingsVersion !== now.settingsVersion)
    throw changed('The settings were changed since the preview: make a new one.', []);
  const ids = marksOf(seen.preview.marks).differences(marksOf(now.preview.marks));
  if (ids.length > 0) throw changed(`${ids.length} members or accounts have changed since the preview.`, ids);
}

function marksOf(packed: string): Marks {
  try {
    return Marks.unpack(packed);
  } catch (error) {
    throw changed(error instanceof Error ? error.message : String(error), []);
  }
}

const changed = (detail: string, ids: string[]): Problem => new Problem(409, detail, { more: { changed: ids } });

async function finished(syncs: SyncGateway, id: string): Promise<SyncRun> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const run = await syncs.find(id);
    if (run.state !== 'running') return run;
  }
  throw new Problem(504, 'Reading both rosters takes too long now: try again later.');
}
