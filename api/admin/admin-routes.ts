import { Router, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Secret } from '../../config';
import { describeApi } from '../../contracts/api/health';
import openapi from '../../contracts/api/openapi.json';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import type { AccessTokens } from '../access/access-tokens';
import { authentication } from '../access/authenticate';
import { ownOrigin } from '../access/own-origin';
import { requireRole } from '../access/require-role';
import type { Sessions } from '../access/sessions';
import type { AuditTrail } from '../audit/audit-trail';
import type { Refusals } from '../audit/refusals';
import { auditAct, auditOutcome, tellAct } from '../audit/audited';
import type { AccessHistory } from '../events/access-history';
import type { LiveEvents } from '../events/live-events';
import { notFound } from '../http/problem';
import { routesOf, serve, type Gate } from '../http/routes';
import type { ExternalClients } from '../ports/external-clients';
import type { ConnectorGateway } from '../ports/gateways';
import { Presence } from '../people/presence';
import { PlanCatalogue } from '../ports/plan-catalogue';
import type { SettingsHistory } from '../settings/settings-history';
import { auditRoutes } from './audit';
import { checkRoutes, type RunnableChecks } from './checks';
import { eventRoutes } from './events';
import { healthRoutes, type HealthRouteDeps } from './health';
import { holdRoutes } from './holds';
import { memberRoutes, type MemberRouteDeps } from './members';
import { planRoutes } from './plans';
import { peopleRoutes } from './people';
import { rosterRoutes, type RosterRouteDeps } from './roster';
import { overviewRoutes } from './overview';
import { portalRoutes } from './portal';
import { probeRoutes, type RunnableProbe } from './probe';
import { profileRoutes } from './profiles';
import { previewRoutes } from './previews';
import { sessionRoutes } from './sessions';
import { settingsRoutes } from './settings';
import { settingsHistoryRoutes } from './settings-history';
import { syncRoutes, type SyncRouteDeps } from './syncs';
import { tokenRoutes } from './tokens';
import { webhookAdminRoutes } from './webhooks';
import { whatIfRoutes } from './what-if';

export interface AdminDeps {
  adminToken: Secret;
  tokens: AccessTokens;
  sessions: Pick<Sessions, 'find' | 'list' | 'end'>;
  events: LiveEvents;
  accessHistory: Pick<AccessHistory, 'days'>;
  audit: AuditTrail;
  refused: Refusals;
  history: SettingsHistory;
  members: MemberRouteDeps;
  people: RosterRouteDeps;
  syncs: SyncRouteDeps;
  connector: ConnectorGateway;
  external: Pick<ExternalClients, 'source'>;
  /** Where our webhooks lead. */
  webhooks: WebhookAddress;
  health: HealthRouteDeps;
  checks: RunnableChecks;
  probe: RunnableProbe;
  log: Logger;
  /** Of event streams; default: 15 s. */
  heartbeatMs?: number;
}

const BASE = '/api/v1';

/** Everything under /api/v1. Its description is public; all else is for principals, each operation for those of its role. */
export function adminRoutes({ connector, external: { source }, ...deps }: AdminDeps): Router {
  const { rules } = deps.members;
  const router = Router();
  router.use(routesOf(BASE, [serve(describeApi, () => Promise.resolve(openapi))]));
  const onRefused: Refusals['note'] = (refusal) => deps.refused.note(refusal);
  router.use(authentication({ ...deps, onRefused }), ownOrigin, neverStored);
  router.use(
    routesOf(
      BASE,
      [
        ...memberRoutes(deps.members),
        ...peopleRoutes(deps.people),
        ...rosterRoutes(deps.people),
        ...syncRoutes(deps.syncs),
        ...previewRoutes({ ...deps.syncs, connector, rules }),
        ...holdRoutes(connector),
        ...settingsRoutes({ connector, syncs: deps.syncs.syncs, rules, history: deps.history }),
        ...settingsHistoryRoutes({ connector, history: deps.history, tokens: deps.tokens }),
        ...whatIfRoutes({ connector, syncs: deps.syncs.syncs }),
        ...planRoutes({
          ...{ connector, members: deps.members.members, syncs: deps.syncs.syncs },
          catalogue: new PlanCatalogue(source),
        }),
        ...profileRoutes({ connector, members: deps.members.members, rules }),
        ...portalRoutes({ source }),
        ...webhookAdminRoutes({ source, rules, address: deps.webhooks }),
        ...healthRoutes(deps.health),
        ...checkRoutes(deps.checks),
        ...probeRoutes(deps.probe),
        ...tokenRoutes(deps.tokens),
        ...sessionRoutes(deps.sessions),
        ...auditRoutes(deps.audit),
        ...eventRoutes(deps),
        ...overviewRoutes({ ...deps, syncs: deps.syncs.syncs, rules, presence: new Presence({ source, rules }) }),
      ],
      gateOf(deps),
    ),
  );
  router.use(notFound);
  return router;
}

function gateOf({ audit: trail, events, log }: Pick<AdminDeps, 'audit' | 'events' | 'log'>): Gate {
  return {
    admit: (operation) => [...auditOutcome(operation, { trail, log }), requireRole(operation)],
    note: (operation) => [...auditAct(operation, { trail, log }), ...tellAct(operation, events)],
  };
}

/** Answers may hold a user name. */
const neverStored: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
