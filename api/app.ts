import express, { type Express } from 'express';
import helmet from 'helmet';
import type { WifiDirectory } from '../clients/wifi-directory';
import type { Secret } from '../config';
import { adminRoutes } from './admin/admin-routes';
import { liveUsername } from './admin/live-username';
import { errorHandler, notFound } from './error-handler';
import type { Logger } from './log';
import type { Gateways, HintIntake } from './ports';
import { probeRoutes } from './probe-routes';
import { readiness } from './readiness';
import { KnownBusinesses } from './webhooks/known-businesses';
import { webhookRoutes } from './webhooks/webhook-routes';

export interface ApiDeps {
  connector: string;
  /** Several while one is being rotated; none: hooks prove themselves by the key in their address. */
  webhookSecrets: readonly Secret[];
  /** Of them that key is made; the newest first. */
  masterKeys: readonly Secret<Buffer>[];
  adminToken: Secret;
  gateways: Gateways;
  /** Where hints are handed in. */
  intake: HintIntake;
  spool: { readonly waiting: number };
  /** To show the user name of an account; null: it is not shown. */
  directory: Pick<WifiDirectory, 'read'> | null;
  /** Without a trailing slash. */
  temporalUiUrl: string;
  namespace: string;
  log: Logger;
  /** Express's `trust proxy`: which proxies may say where a request comes from. Default: none. */
  trustProxy?: boolean | number | string;
}

/** The HTTP side of the product, apart from the process that serves it. */
export function createApp(deps: ApiDeps): Express {
  const { connector, gateways, log } = deps;
  const isReady = () => readiness(gateways.queues, gateways.connector);
  const app = express();
  app.set('trust proxy', deps.trustProxy ?? false);
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(probeRoutes(isReady));
  app.use(webhookRoutes({ ...deps, businesses: new KnownBusinesses(gateways.connector) }));
  app.use(
    '/api/v1',
    adminRoutes({
      adminToken: deps.adminToken,
      members: {
        connector,
        members: gateways.members,
        intake: deps.intake,
        username: liveUsername(deps.directory, log),
        workflowLink: (id) => temporalLink(deps, id),
      },
      syncs: { syncs: gateways.syncs, connector: gateways.connector },
      connector: gateways.connector,
      health: { connector: gateways.connector, readiness: isReady, spool: deps.spool },
    }),
  );
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}

function temporalLink({ temporalUiUrl, namespace }: ApiDeps, workflowId: string): string {
  return `${temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
