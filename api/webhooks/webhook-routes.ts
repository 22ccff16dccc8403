import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import type { Secret } from '../../config';
import { receiveWebhook } from '../../contracts/api/webhooks';
import { actionOf, type Action } from '../../domain/webhooks/actions';
import { failureLimit } from '../http/failure-limit';
import { Problem } from '../http/problem';
import { routesOf, serveBy } from '../http/routes';
import type { HintIntake, MemberHint } from '../ports/gateways';
import { genuineBy, type IsGenuine } from './genuine';
import { hintsOf, readRecords } from './hints-of';
import type { KnownBusinesses } from './known-businesses';

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
 * Where Nexudus posts. Its webhooks name neither the action nor the location in the body, so the address does. A webhook is
 * only a hint: its members are signaled, and the truth is read later. After ten failures in a row Nexudus disables it.
 */
export function webhookRoutes(deps: WebhookDeps): Router {
  const genuine = genuineBy(deps.webhookSecrets, deps.masterKeys, deps.connector);
  const limit = failureLimit((_req, res) => webhookOf(res).genuine);
  return routesOf('', [serveBy(receiveWebhook, readBody, judge(genuine), limit, receive(deps))]);
}

const MAX_BYTES = 1024 * 1024;

/** What is known of a webhook before it is judged. */
interface Webhook {
  body: Buffer;
  /** Why the body could not be read: above all, too large. */
  bodyError: Error | undefined;
  genuine: boolean;
}

/** Kept with the response from one handler to the next. */
const webhookOf = (res: Response): Webhook => res.locals as Webhook;

const raw = express.raw({ type: () => true, limit: MAX_BYTES, inflate: false });

/** Keeps the bytes as they came: the signature is over them. A failure is kept too, so that it counts like any other. */
const readBody: RequestHandler = (req, res, next) => {
  raw(req, res, (bodyError?: Error) => {
    const body: unknown = req.body;
    const webhook: Webhook = { bodyError, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0), genuine: false };
    Object.assign(res.locals, webhook);
    next();
  });
};

/** Comes before the ordered checks: a genuine webhook never counts towards the limit, whatever else is wrong with it. */
function judge(genuine: IsGenuine): RequestHandler {
  return (req, res, next) => {
    const webhook = webhookOf(res);
    webhook.genuine = webhook.bodyError === undefined && genuine(req, webhook.body);
    next();
  };
}

function receive(deps: WebhookDeps): RequestHandler<HookParams> {
  return async (req, res) => {
    const webhook = webhookOf(res);
    const action = check(deps.connector, req, webhook);
    const { businessId } = req.params;
    const records = readRecords(webhook.body);
    const hints = (await deps.businesses.includes(businessId)) ? hintsOf(action, records) : [];
    if (hints.length > 0) await deps.intake.accept(hints);
    deps.log.info({ action: action.name, businessId, members: idsOf(hints), accepted: hints.length > 0 }, 'webhook');
    res.status(202).json({ accepted: hints.length });
  };
}

/** Size, type, connector and action, signature: in this order, each with its own status. */
function check(connector: string, req: Request<HookParams>, { bodyError, genuine }: Webhook): Action {
  if (bodyError !== undefined) throw bodyError;
  requireJsonType(req);
  if (req.params.connector !== connector) throw new Problem(404, 'There is no connector of this name.');
  const action = actionOf(req.params.action);
  if (!action) throw new Problem(404, 'There is no webhook action of this name or number.');
  if (!genuine) throw new Problem(401, "The webhook's signature is not valid.");
  return action;
}

const MOST_IDS_LOGGED = 20;

function idsOf(hints: MemberHint[]): string[] {
  return hints.slice(0, MOST_IDS_LOGGED).map(({ member }) => member);
}

/** A missing type is taken for JSON: Nexudus does not document the one it sends (nexudus.md §5.4). */
function requireJsonType(req: Request): void {
  if (req.get('Content-Type') === undefined || req.is(['json', 'text/json', '+json'])) return;
  throw new Problem(415, 'A webhook is sent as application/json.');
}
