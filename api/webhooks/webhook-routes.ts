import type { Request, RequestHandler, Response, Router } from 'express';
import type { Logger } from 'pino';
import type { Secret } from '../../config';
import { receiveWebhook } from '../../contracts/api/webhooks';
import { actionOf, type Action } from '../../domain/webhooks/actions';
import { failureLimit } from '../http/failure-limit';
import { Problem } from '../http/problem';
import { routesOf, serveBy } from '../http/routes';
import type { HintIntake, MemberHint } from '../ports/gateways';
import type { RosterReader } from '../people/roster-reader';
import { genuineBy, type IsGenuine } from './genuine';
import { hintsOf, readRecords } from './hints-of';
import type { KnownBusinesses } from './known-businesses';
import { contentEncoding, readWebhookBody, type WebhookBody } from './webhook-body';

export interface WebhookDeps {
  connector: string;
  /** Several while one is being rotated; none: the address carries a key instead. */
  webhookSecrets: readonly Secret[];
  masterKeys: readonly Secret<Buffer>[];
  intake: HintIntake;
  businesses: Pick<KnownBusinesses, 'includes'>;
  roster: Pick<RosterReader, 'note'>;
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

/** What is known of a webhook before it is judged. */
interface Webhook {
  body: WebhookBody;
  /** Why the body could not be read: above all, too large. */
  bodyError: Error | undefined;
  encoding: string;
  genuine: boolean;
}

/** Kept with the response from one handler to the next. */
const webhookOf = (res: Response): Webhook => res.locals as Webhook;

const nothing: WebhookBody = { sent: Buffer.alloc(0), plain: Buffer.alloc(0) };

/** A failure is kept too, so that it counts like any other. */
const readBody: RequestHandler = async (req, res, next) => {
  const encoding = contentEncoding(req);
  const webhook: Webhook = { body: nothing, bodyError: undefined, encoding, genuine: false };
  try {
    webhook.body = await readWebhookBody(req, res, encoding);
  } catch (error) {
    webhook.bodyError = error as Error;
  }
  Object.assign(res.locals, webhook);
  next();
};

/** Comes before the ordered checks: a genuine webhook never counts towards the limit, whatever else is wrong with it. */
function judge(genuine: IsGenuine): RequestHandler {
  return (req, res, next) => {
    const webhook = webhookOf(res);
    const { sent, plain } = webhook.body;
    const forms = plain === sent ? [sent] : [sent, plain];
    webhook.genuine = webhook.bodyError === undefined && forms.some((form) => genuine(req, form));
    next();
  };
}

function receive(deps: WebhookDeps): RequestHandler<HookParams> {
  return async (req, res) => {
    const webhook = webhookOf(res);
    const action = check(deps.connector, req, webhook);
    const { businessId } = req.params;
    const records = readRecords(webhook.body.plain);
    const hints = (await deps.businesses.includes(businessId)) ? hintsOf(action, records, Date.now()) : [];
    if (hints.length > 0) await deps.intake.accept(hints);
    deps.roster.note(hints);
    deps.log.info({ action: action.name, businessId, members: idsOf(hints), accepted: hints.length > 0 }, 'webhook');
    res.status(202).json({ accepted: hints.length });
  };
}

/** Size, type, connector and action, signature: in this order, each with its own status. */
function check(connector: string, req: Request<HookParams>, webhook: Webhook): Action {
  if (webhook.bodyError !== undefined) throw webhook.bodyError;
  requireJsonType(req, webhook);
  if (req.params.connector !== connector) throw new Problem(404, 'There is no connector of this name.');
  const action = actionOf(req.params.action);
  if (!action) throw new Problem(404, 'There is no webhook action of this name or number.');
  if (!webhook.genuine) throw new Problem(401, "The webhook's signature is not valid.");
  return action;
}

const MOST_IDS_LOGGED = 20;

function idsOf(hints: MemberHint[]): string[] {
  return hints.slice(0, MOST_IDS_LOGGED).map(({ member }) => member);
}

/**
 * Nexudus does not document the type it sends (nexudus.md §5.4), and what lies between may change it or compress the body: a
 * webhook that proves itself is taken whatever it says. A missing type is taken for JSON.
 */
function requireJsonType(req: Request, { genuine, encoding }: Webhook): void {
  if (genuine) return;
  const isJson = req.get('Content-Type') === undefined || req.is(['json', 'text/json', '+json']);
  if (isJson && encoding === 'identity') return;
  throw new Problem(415, 'A webhook that does not prove itself must be application/json, uncompressed.');
}
