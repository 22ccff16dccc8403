import express, { type Express, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Cached } from '../clients/cached';
import type { Mailer } from '../clients/mail';
import type { Secret } from '../config';
import { alive, ready, type Readiness } from '../contracts/api/health';
import { Keyring } from '../domain/account/keyring';
import { webhookAddressOf } from '../domain/webhooks/webhook';
import type { AccessTokens } from './access/access-tokens';
import type { OpenIdConnect } from './access/oidc/openid-connect';
import type { Sessions } from './access/sessions';
import { adminRoutes } from './admin/admin-routes';
import { liveAccount } from './admin/member-view';
import type { RunnableProbe } from './admin/probe';
import { readiness } from './admin/readiness';
import type { AuditTrail } from './audit/audit-trail';
import type { Refusals } from './audit/refusals';
import { Checks } from './checks/checks';
import { looksOf } from './checks/looks';
import type { SettingsHistory } from './settings/settings-history';
import { consoleRoutes } from './console/console-routes';
import type { TextKey as ConsoleTextKey } from './console/texts';
import { errorHandler } from './http/errors';
import { knownHosts } from './http/known-hosts';
import { notFound } from './http/problem';
import { CHECK_ANSWERS, routesOf, serve } from './http/routes';
import type { TextKey as MemberTextKey } from './member/catalogue';
import { credentialReader } from './member/credentials';
import { memberPageRoutes } from './member/member-routes';
import { signerReader } from './member/profile-signer';
import { linkHolders } from './member/visit';
import type { PeopleIndex } from './people/people-index';
import type { RosterReader } from './people/roster-reader';
import type { AccessHistory } from './events/access-history';
import type { LiveEvents } from './events/live-events';
import { tellingIntake, tellingPages } from './events/taken-in';
import type { ExternalClients } from './ports/external-clients';
import type { Gateways, HintIntake } from './ports/gateways';
import { RecentRules, type ReadRules } from './ports/rules';
import type { Languages } from './texts/catalogue';
import { KnownBusinesses } from './webhooks/known-businesses';
import { webhookRoutes } from './webhooks/webhook-routes';

export interface ApiDeps {
  connector: string;
  /** Several while one is being rotated; none: webhooks prove themselves by the key in their address. */
  webhookSecrets: readonly Secret[];
  /** Passwords, links and that key are derived from them; the newest first. */
  masterKeys: readonly Secret<Buffer>[];
  adminToken: Secret;
  tokens: AccessTokens;
  sessions: Sessions;
  /** Null: signing in to the console takes a token. */
  oidc: OpenIdConnect | null;
  audit: AuditTrail;
  refused: Refusals;
  history: SettingsHistory;
  events: LiveEvents;
  accessHistory: Pick<AccessHistory, 'days'>;
  gateways: Gateways;
  intake: HintIntake;
  spool: { readonly waiting: number };
  external: ExternalClients;
  people: PeopleIndex;
  roster: Pick<RosterReader, 'begin' | 'note'>;
  probe: RunnableProbe;
  /** Only asked whether it lets us in. */
  mailServer: Pick<Mailer, 'probe'>;
  /** Where members and Nexudus reach this, without a trailing slash. */
  publicUrl: string;
  /** Both systems are the built-in emulators. Default: they are not. */
  sandbox?: boolean;
  languages: Languages<MemberTextKey>;
  consoleLanguages: Languages<ConsoleTextKey>;
  /** Without a trailing slash. */
  temporalUiUrl: string;
  namespace: string;
  log: Logger;
  /** Express's `trust proxy`: which proxies may say where a request comes from. Default: none. */
  trustProxy?: false | number | string;
  /** Names that requests may call us by, besides that of `publicUrl`, `localhost` and addresses. Default: none. */
  allowedHosts?: readonly string[];
  /** Of event streams; default: 15 s. */
  heartbeatMs?: number;
  /** Holds every answer against the contract, and fails the request where it differs: for tests. */
  checkAnswers?: boolean;
}

const READY_FOR_MS = 2_000;

/** The HTTP side of the product, apart from the process that serves it. */
export function createApp(given: ApiDeps): Express {
  const { events } = given;
  const deps = { ...given, intake: tellingIntake(given.intake, events) };
  const { connector, gateways, log, external } = deps;
  const rules = new RecentRules(gateways.connector);
  // dear to find out, and open to anybody: all who ask within two seconds share one answer
  const recent = new Cached<Readiness>({ maxAgeMs: READY_FOR_MS });
  const isReady = () => recent.get(() => readiness(gateways.queues, gateways.connector));
  const address = webhookAddressOf(deps, deps.webhookSecrets, deps.masterKeys);
  const checks = new Checks({ looks: () => looksOf({ ...deps, rules, address }), log });
  const app = express();
  app.set('trust proxy', deps.trustProxy ?? false);
  app.disable('x-powered-by');
  app.use(helmet());
  app.set(CHECK_ANSWERS, deps.checkAnswers ?? false);
  // before the names are looked at: supervisors use what name they like, and learn nothing secret
  app.use(probes(isReady));
  app.use(knownHosts([new URL(deps.publicUrl).hostname, ...(deps.allowedHosts ?? [])]));
  app.use(webhookRoutes({ ...deps, businesses: new KnownBusinesses(gateways.connector, external.source) }));
  app.use(memberPages(deps, rules));
  app.use(
    '/api/v1',
    adminRoutes({
      adminToken: deps.adminToken,
      tokens: deps.tokens,
      sessions: deps.sessions,
      audit: deps.audit,
      history: deps.history,
      refused: deps.refused,
      events,
      accessHistory: deps.accessHistory,
      heartbeatMs: deps.heartbeatMs,
      log,
      members: {
        connector,
        members: gateways.members,
        intake: deps.intake,
        account: liveAccount(external.directory, log),
        operatorName: (id) => deps.tokens.nameOf(id),
        rules,
        syncs: gateways.syncs,
        workflowLink: (id) => temporalLink(deps, id),
      },
      people: { ...deps, rules },
      syncs: { syncs: gateways.syncs, connector: gateways.connector },
      connector: gateways.connector,
      external,
      webhooks: address,
      health: { connector: gateways.connector, readiness: isReady, rules, spool: deps.spool },
      checks,
      probe: deps.probe,
    }),
  );
  app.use(consoleRoutes({ ...deps, rules }, app));
  app.use(notFound);
  app.use(errorHandler(log));
  return app;
}

/** For supervisors and load balancers: no token, nothing secret. */
function probes(isReady: () => Promise<Readiness>): Router {
  return routesOf('', [
    serve(alive, () => Promise.resolve({ ok: true })),
    serve(ready, async (_received, { res }) => {
      const state = await isReady();
      res.status(state.ready ? 200 : 503);
      return state;
    }),
  ]);
}

function memberPages(deps: ApiDeps, rules: ReadRules): Router {
  const { connector, external, log } = deps;
  const pages = tellingPages(deps.gateways.pages, deps.events);
  const keys = keyringOf(deps);
  return memberPageRoutes({
    ...deps,
    keys,
    rules,
    pages,
    holders: linkHolders(connector, keys, pages),
    credentials: credentialReader({ connector, keys, ...external }),
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
