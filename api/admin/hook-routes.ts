import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Call } from '../../clients/call';
import type { WebhookRow } from '../../clients/membership-source';
import { neededActions } from '../../domain/webhooks/actions';
import { planWebhooks, type WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import type { WebhookAddress } from '../../domain/webhooks/webhook';
import type { ExternalClients } from '../external-clients';
import { methodNotAllowed } from '../method-not-allowed';
import { Problem } from '../problem';
import type { ReadRules } from '../rules';
import { fromNexudus } from './from-nexudus';
import { carryOut, type Installation } from './hook-install';
import { installationView, webhooksView } from './hook-views';
import { bodyAs, jsonBody } from './json-body';

export interface HookRouteDeps extends Pick<ExternalClients, 'source'> {
  rules: ReadRules;
  /** Where our webhooks lead. */
  address: WebhookAddress;
}

const call: Call = { lane: 'interactive', patient: true };

const InstallBody = z.strictObject({ dryRun: z.boolean().default(false) });

/** Our webhook records in Nexudus: how they are, and putting them in place. */
export function hookRoutes(deps: HookRouteDeps): Router {
  const router = Router();
  router.route('/webhooks').get(show(deps)).all(methodNotAllowed('GET'));
  router.route('/webhooks/install').post(jsonBody, install(deps)).all(methodNotAllowed('POST'));
  return router;
}

function show(deps: HookRouteDeps): RequestHandler {
  return async (_req, res) => {
    res.json(webhooksView(await fromNexudus(readPlan(deps)), deps.address));
  };
}

/**
 * At the rate that Nexudus allows, a large space takes minutes, longer than some callers wait. It goes on without them;
 * whoever asks again meanwhile gets the answer of the one that is under way, because two at once would double the records.
 */
function install(deps: HookRouteDeps): RequestHandler {
  let underWay: Promise<Installation> | null = null;
  const run = () => (underWay ??= begin(deps, false).finally(() => (underWay = null)));
  return async (req, res) => {
    const { dryRun } = bodyAs(InstallBody, req.body ?? {});
    res.json(installationView(await (dryRun ? begin(deps, true) : run()), dryRun));
  };
}

async function begin(deps: HookRouteDeps, dryRun: boolean): Promise<Installation> {
  return carryOut(await fromNexudus(readPlan(deps)), deps, dryRun);
}

async function readPlan({ source, rules, address }: HookRouteDeps): Promise<WebhookPlan<WebhookRow>> {
  const actions = neededActions(await rules());
  const businesses = (await source.businesses(call)).map(({ id }) => id);
  if (businesses.length === 0) throw new Problem(503, 'Nexudus lists no location at all, which cannot be right.');
  const numbers = await source.webhookNumbers(call);
  const existing: WebhookRow[] = [];
  for await (const page of source.webhooks(call)) existing.push(...page);
  return planWebhooks({ ...address, existing, businesses, actions, numbers });
}
