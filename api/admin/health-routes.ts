import { Router } from 'express';
import { eachSystem } from '../../domain/replayed/health/synced-system';
import { throttledLastDay } from '../../domain/replayed/health/throttling';
import type { ConnectorHealth, SystemHealth } from '../../contracts/replayed';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway } from '../ports';
import type { Readiness } from '../readiness';
import { toIso, toIsoOrNull } from './instant';
import { maintenanceView } from './maintenance-routes';

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
    ...eachSystem((side) => health && sideView(health[side])),
    tenant: health?.tenant ?? null,
    live: health?.live ? { ...health.live, since: toIso(health.live.since) } : null,
    openHolds: health?.openHolds ?? null,
    importPaused: health?.importPaused ?? null,
    lastSync: health?.syncs[0]?.runId ?? null,
  };
}

function sideView({ consecutiveFailures, lastFailure, throttling, limits, quarantine, ...side }: SystemHealth) {
  return {
    consecutiveFailures,
    lastFailure: lastFailure && { code: lastFailure.code, at: toIso(lastFailure.at) },
    lastGoodAt: toIsoOrNull(side.lastGoodAt),
    lastWriteAt: toIsoOrNull(side.lastWriteAt),
    throttling: { since: toIsoOrNull(throttling.since), lastDay: throttledLastDay(throttling, Date.now()) },
    limits: limits && { ...limits, at: toIso(limits.at) },
    quarantine: quarantine && { since: toIso(quarantine.since), code: quarantine.code },
    maintenance: maintenanceView(side.maintenance),
  };
}
