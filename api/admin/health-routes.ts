import { Router } from 'express';
import type { ConnectorHealth, SideHealth } from '../../workflows/messages';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway } from '../ports';
import type { Readiness } from '../readiness';
import { toIso, toIsoOrNull } from './instant';

export interface HealthRouteDeps {
  connector: Pick<ConnectorGateway, 'health'>;
  readiness: () => Promise<Readiness>;
  /** Hints that wait for Temporal. */
  spool: { readonly waiting: number };
}

/** Answers whatever is the matter: what cannot be asked is null, and `problems` says why. */
export function healthRoutes({ connector, readiness, spool }: HealthRouteDeps): Router {
  const router = Router();
  router
    .route('/health')
    .get(async (_req, res) => {
      const [ready, health] = await Promise.all([readiness(), connector.health().catch(() => null)]);
      res.json({ ...ready, spool: { waiting: spool.waiting }, ...connectorPart(health) });
    })
    .all(methodNotAllowed('GET'));
  return router;
}

function connectorPart(health: ConnectorHealth | null) {
  return {
    settingsVersion: health?.settingsVersion ?? null,
    nexudus: health && sideView(health.nexudus),
    ironwifi: health && sideView(health.ironwifi),
    tenant: health?.tenant ?? null,
    live: health?.live ? { ...health.live, since: toIso(health.live.since) } : null,
    openHolds: health?.openHolds ?? null,
    importPaused: health?.importPaused ?? null,
    lastSync: health?.syncs[0]?.runId ?? null,
  };
}

function sideView({ consecutiveFailures, lastFailure, lastGoodAt }: SideHealth) {
  return {
    consecutiveFailures,
    lastFailure: lastFailure && { code: lastFailure.code, at: toIso(lastFailure.at) },
    lastGoodAt: toIsoOrNull(lastGoodAt),
  };
}
