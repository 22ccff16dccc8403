import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Secret } from '../config';
import { adminRoutes } from './admin/admin-routes';
import { liveUsername } from './admin/live-username';
import { Keyring } from '../domain/account/keyring';
import { errorHandler, notFound } from './error-handler';
import type { Logger } from './log';
import type { Language } from './member/catalogue';
import { credentialReader } from './member/credentials';
import { linkHolders } from './member/link-holder';
import { memberPageRoutes } from './member/member-routes';
import { signerReader } from './member/profile-signer';
import type { ExternalClients } from './external-clients';
import type { Gateways, HintIntake } from './ports';
import { probeRoutes } from './probe-routes';
import { readiness } from './readiness';
import { rulesReader, type ReadRules } from './rules';
import { KnownBusinesses } from './webhooks/known-businesses';
import { webhookAddressOf } from './webhooks/url-key';
import { webhookRoutes } from './webhooks/webhook-routes';

export interface ApiDeps {
  connector: string;
  /** Several while one is being rotated; none: hooks prove themselves by the key in their address. */
  webhookSecrets: readonly Secret[];
  /** Passwords, links and that key are derived from them; the newest first. */
  masterKeys: readonly Secret<Buffer>[];
  adminToken: Secret;
  gateways: Gateways;
  /** Where hints are handed in. */
  intake: HintIntake;
  spool: { readonly waiting: number };
  outside: ExternalClients;
  /** Where members and Nexudus reach this, without a trailing slash. */
  publicUrl: string;
  languages: Map<string, Language>;
  /** Without a trailing slash. */
  temporalUiUrl: string;
  namespace: string;
  log: Logger;
  /** Express's `trust proxy`: which proxies may say where a request comes from. Default: none. */
  trustProxy?: boolean | number | string;
}

/** The HTTP side of the product, apart from the process that serves it. */
export function createApp(deps: ApiDeps): Express {
  const { connector, gateways, log, outside } = deps;
  const rules = rulesReader(gateways.connector);
  const isReady = () => readiness(gateways.queues, gateways.connector);
  const app = express();
  app.set('trust proxy', deps.trustProxy ?? false);
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(probeRoutes(isReady));
  app.use(webhookRoutes({ ...deps, businesses: new KnownBusinesses(gateways.connector) }));
  app.use(memberPages(deps, rules));
  app.use(
    '/api/v1',
    adminRoutes({
      adminToken: deps.adminToken,
      members: {
        connector,
        members: gateways.members,
        intake: deps.intake,
        username: liveUsername(outside.directory, log),
        rules,
        syncs: gateways.syncs,
        workflowLink: (id) => temporalLink(deps, id),
      },
      syncs: { syncs: gateways.syncs, connector: gateways.connector },
      connector: gateways.connector,
      outside,
      webhooks: webhookAddressOf(deps, deps.webhookSecrets, deps.masterKeys),
      health: { connector: gateways.connector, readiness: isReady, spool: deps.spool },
    }),
  );
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}

function memberPages(deps: ApiDeps, rules: ReadRules): Router {
  const { connector, gateways, outside, log } = deps;
  const keys = keyringOf(deps);
  return memberPageRoutes({
    ...deps,
    keys,
    rules,
    pages: gateways.pages,
    holders: linkHolders(connector, keys, gateways.pages),
    credentials: credentialReader({ connector, keys, ...outside }),
    signer: signerReader(log),
  });
}

function keyringOf({ masterKeys }: Pick<ApiDeps, 'masterKeys'>): Keyring {
  const [newest, ...older] = masterKeys.map((key) => key.reveal());
  if (newest === undefined) throw new Error('LATCHKEY_MASTER_KEY holds no key');
  return new Keyring([newest, ...older]);
}

function temporalLink({ temporalUiUrl, namespace }: ApiDeps, workflowId: string): string {
  return `${temporalUiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`;
}
