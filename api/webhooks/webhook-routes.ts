import { Router, type Request, type RequestHandler } from 'express';
import type { Secret } from '../../config';
import { actionOf, type Action } from '../../domain/webhooks/actions';
import { failureLimit } from '../failure-limit';
import type { Logger } from '../log';
import { methodNotAllowed } from '../method-not-allowed';
import type { HintIntake, MemberHint } from '../ports';
import { Problem } from '../problem';
import { genuineBy, type IsGenuine } from './genuine';
import { hintsOf } from './hints-of';
import type { KnownBusinesses } from './known-businesses';
import { hookOf, readBody, requireJsonType } from './read-body';
import { readRecords } from './read-records';

export interface WebhookDeps {
  connector: string;
  /** Several while one is being rotated; none: the address carries a key instead. */
  webhookSecrets: readonly Secret[];
  masterKeys: readonly Secret<Buffer>[];
  intake: HintIntake;
  businesses: Pick<KnownBusinesses, 'includes'>;
  log: Logger;
}

type HookParams = { connector: string; businessId: string; action: string };

/**
 * Where Nexudus posts. Its hooks name neither the action nor the location in the body, so the address does. A hook is only a
 * hint: whom it concerns is passed on, and the truth is read later. Ten failures in a row and Nexudus disables it for good.
 */
export function webhookRoutes(deps: WebhookDeps): Router {
  const genuine = genuineBy(deps.webhookSecrets, deps.masterKeys, deps.connector);
  const router = Router();
  router
    .route('/webhooks/nexudus/:connector/:businessId/:action')
    .post(
      readBody,
      judge(genuine),
      failureLimit((_req, res) => hookOf(res).genuine),
      receive(deps),
    )
    .all(methodNotAllowed('POST'));
  return router;
}

/** Before the checks, which come in a fixed order: what is genuine never counts towards the limit, whatever else is wrong. */
function judge(genuine: IsGenuine): RequestHandler {
  return (req, res, next) => {
    const hook = hookOf(res);
    hook.genuine = hook.bodyError === undefined && genuine(req, hook.body);
    next();
  };
}

function receive(deps: WebhookDeps): RequestHandler<HookParams> {
  return async (req, res) => {
    const hook = hookOf(res);
    const action = check(deps.connector, req, hook);
    const { businessId } = req.params;
    const records = readRecords(hook.body);
    const hints = (await deps.businesses.includes(businessId)) ? hintsOf(action, records) : [];
    if (hints.length > 0) await deps.intake.accept(hints);
    deps.log.info({ action: action.name, businessId, members: idsOf(hints), accepted: hints.length > 0 }, 'webhook');
    res.status(202).json({ accepted: hints.length });
  };
}

/** Size, type, connector and action, signature: in this order, each with its own status. */
function check(connector: string, req: Request<HookParams>, { bodyError, genuine }: ReturnType<typeof hookOf>): Action {
  if (bodyError !== undefined) throw bodyError;
  requireJsonType(req);
  if (req.params.connector !== connector) throw new Problem(404, 'There is no connector of this name.');
  const action = actionOf(req.params.action);
  if (!action) throw new Problem(404, 'There is no webhook action of this name or number.');
  if (!genuine) throw new Problem(401, 'The hook is not rightly signed.');
  return action;
}

const MOST_IDS_LOGGED = 20;

function idsOf(hints: MemberHint[]): string[] {
  return hints.slice(0, MOST_IDS_LOGGED).map(({ member }) => member);
}
