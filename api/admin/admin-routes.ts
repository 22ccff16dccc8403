import { Router, type RequestHandler } from 'express';
import type { Secret } from '../../config';
import { describeApi } from '../../contracts/api/health';
import openapi from '../../contracts/api/openapi.json';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import { failureLimit } from '../http/failure-limit';
import { notFound } from '../http/problem';
import { routesOf, serve } from '../http/routes';
import type { ExternalClients } from '../ports/external-clients';
import type { ConnectorGateway } from '../ports/gateways';
import { healthRoutes, type HealthRouteDeps } from './health';
import { holdRoutes } from './holds';
import { memberRoutes, type MemberRouteDeps } from './members';
import { carriesToken, requireToken } from './operator-token';
import { portalRoutes } from './portal';
import { profileRoutes } from './profiles';
import { previewRoutes } from './previews';
import { settingsRoutes } from './settings';
import { syncRoutes, type SyncRouteDeps } from './syncs';
import { webhookAdminRoutes } from './webhooks';

export interface AdminDeps {
  adminToken: Secret;
  members: MemberRouteDeps;
  syncs: SyncRouteDeps;
  connector: ConnectorGateway;
  external: Pick<ExternalClients, 'source'>;
  /** Where our webhooks lead. */
  webhooks: WebhookAddress;
  health: HealthRouteDeps;
}

const BASE = '/api/v1';

/** Everything under /api/v1. Its description is public; all else takes the admin token. */
export function adminRoutes({ connector, external: { source }, ...deps }: AdminDeps): Router {
  const authorized = carriesToken(deps.adminToken);
  const { rules } = deps.members;
  const router = Router();
  router.use(routesOf(BASE, [serve(describeApi, () => Promise.resolve(openapi))]));
  router.use(failureLimit(authorized), requireToken(authorized), neverStored);
  router.use(
    routesOf(BASE, [
      ...memberRoutes(deps.members),
      ...syncRoutes(deps.syncs),
      ...previewRoutes({ ...deps.syncs, connector, rules }),
      ...holdRoutes(connector),
      ...settingsRoutes(connector, rules),
      ...profileRoutes({ connector, members: deps.members.members, rules }),
      ...portalRoutes({ source }),
      ...webhookAdminRoutes({ source, rules, address: deps.webhooks }),
      ...healthRoutes(deps.health),
    ]),
  );
  router.use(notFound);
  return router;
}

/** Answers may hold a user name. */
const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
