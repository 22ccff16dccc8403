import { Router, type RequestHandler } from 'express';
import type { Secret } from '../../config';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import { notFound } from '../error-handler';
import type { ExternalClients } from '../external-clients';
import { failureLimit } from '../failure-limit';
import { methodNotAllowed } from '../method-not-allowed';
import openapi from '../openapi.json';
import type { ConnectorGateway } from '../ports';
import { carriesToken, requireToken } from './bearer';
import { healthRoutes, type HealthRouteDeps } from './health-routes';
import { holdRoutes } from './hold-routes';
import { hookRoutes } from './hook-routes';
import { maintenanceRoutes } from './maintenance-routes';
import { memberRoutes, type MemberRouteDeps } from './member-routes';
import { portalRoutes } from './portal-routes';
import { previewRoutes } from './preview-routes';
import { settingsRoutes } from './settings-routes';
import { syncRoutes, type SyncRouteDeps } from './sync-routes';

export interface AdminDeps {
  adminToken: Secret;
  members: MemberRouteDeps;
  syncs: SyncRouteDeps;
  connector: ConnectorGateway;
  outside: Pick<ExternalClients, 'source'>;
  /** Where our webhooks lead. */
  webhooks: WebhookAddress;
  health: HealthRouteDeps;
}

/** Everything under /api/v1. Its description is public; all else takes the admin token. */
export function adminRoutes(deps: AdminDeps): Router {
  const authorized = carriesToken(deps.adminToken);
  const router = Router();
  router
    .route('/openapi.json')
    .get((_req, res) => void res.json(openapi))
    .all(methodNotAllowed('GET'));
  router.use(failureLimit(authorized), requireToken(authorized), neverStored);
  router.use(
    memberRoutes(deps.members),
    syncRoutes(deps.syncs),
    previewRoutes({ ...deps.syncs, connector: deps.connector, rules: deps.members.rules }),
    holdRoutes(deps.connector),
    maintenanceRoutes(deps.connector),
    settingsRoutes(deps.connector, deps.members.rules),
    portalRoutes(deps.outside),
    hookRoutes({ source: deps.outside.source, rules: deps.members.rules, address: deps.webhooks }),
    healthRoutes(deps.health),
  );
  router.use(notFound);
  return router;
}

/** Answers may hold a user name. */
const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
