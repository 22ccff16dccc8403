import type { Call } from '../../clients/call';
import type { BusinessRow, WebhookRow } from '../../clients/membership-source';
import { toIsoOrNull } from '../../contracts/api/fields';
import {
  installWebhooks,
  listWebhooks,
  type WebhookInstallation,
  type WebhooksView,
} from '../../contracts/api/webhooks';
import { neededActions } from '../../domain/webhooks/actions';
import { planWebhooks, type WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import { shortError } from '../../domain/webhooks/review-webhooks';
import { actionLabel, type WebhookAddress, type WebhookOwner, type WebhookSlot } from '../../domain/webhooks/webhook';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';
import type { ExternalClients } from '../ports/external-clients';
import type { ReadRules } from '../ports/rules';
import { carryOut, fromNexudus, type Installation } from './install-webhooks';

export interface WebhookRouteDeps extends Pick<ExternalClients, 'source'> {
  rules: ReadRules;
  /** Where our webhooks lead. */
  address: WebhookAddress;
}

const call: Call = { priority: 'usual', patient: true };

/**
 * Our webhook records in Nexudus: how they are, and putting them in place. At the rate that Nexudus allows, a large space
 * takes minutes, longer than some callers wait. An installation goes on without them; whoever asks again meanwhile gets its
 * answer, because two at once would double the records.
 */
export function webhookAdminRoutes(deps: WebhookRouteDeps): Route[] {
  let underWay: Promise<Installation> | null = null;
  const install = () => (underWay ??= begin(deps, false).finally(() => (underWay = null)));
  return [
    serve(listWebhooks, async () => webhooksView(await fromNexudus(readPlan(deps, call)), deps.address)),
    serve(installWebhooks, async ({ body: { dryRun } }) =>
      installationView(await (dryRun ? begin(deps, true) : install()), dryRun),
    ),
  ];
}

async function begin(deps: WebhookRouteDeps, dryRun: boolean): Promise<Installation> {
  return carryOut(await fromNexudus(readPlan(deps, call)), deps, dryRun);
}

export async function readPlan(
  { source, rules, address }: WebhookRouteDeps,
  call: Call,
  known?: BusinessRow[],
): Promise<WebhookPlan<WebhookRow>> {
  const actions = neededActions(await rules.read());
  const businesses = (known ?? (await source.businesses(call))).map(({ id }) => id);
  if (businesses.length === 0) throw new Problem(503, 'Nexudus lists no location at all, which cannot be right.');
  const numbers = await source.webhookNumbers(call);
  const existing: WebhookRow[] = [];
  for await (const page of source.webhooks(call)) existing.push(...page);
  return planWebhooks({ ...address, existing, businesses, actions, numbers });
}

/** Ours as they are, and what an installation would make or put right. */
function webhooksView(plan: WebhookPlan<WebhookRow>, owner: WebhookOwner): WebhooksView {
  const { create, reactivate, correct, inPlace, remove, impossible } = plan;
  const rows = [...[...inPlace, ...reactivate, ...correct].map(({ row }) => row), ...remove];
  return {
    webhooks: rows.map((row) => webhookView(row, owner)).sort(byPlace),
    missing: [...create, ...correct, ...impossible].map(slotOf).sort(byPlace),
  };
}

function webhookView(row: WebhookRow, owner: WebhookOwner) {
  const { id, businessId, active, errorCount, lastError, lastTrigger } = row;
  const action = actionLabel(row, owner);
  return {
    id,
    businessId,
    action,
    active,
    errorCount,
    lastError: shortError(lastError),
    lastTrigger: toIsoOrNull(lastTrigger),
  };
}

function installationView(installation: Installation, dryRun: boolean): WebhookInstallation {
  return { dryRun, ...installation, sentence: sentenceOf(installation, dryRun) };
}

function sentenceOf(installation: Installation, dryRun: boolean): string {
  const { created, reactivated, corrected, removed, failed, inPlace, foreign } = installation;
  const parts = [
    some(created.length, 'made'),
    some(reactivated.length, 'switched on again'),
    some(corrected.length, 'put right'),
    some(removed.length, 'of no use removed'),
    some(failed.length, 'failed'),
  ].filter((part) => part !== null);
  const found = parts.length === 0 ? 'nothing to do' : parts.join(', ');
  const rest = [some(inPlace, 'in place already'), some(foreign, 'of others left alone')].filter(
    (part) => part !== null,
  );
  return `${dryRun ? 'Dry run: ' : ''}Webhooks: ${[found, ...rest].join('; ')}.`;
}

const some = (number: number, what: string): string | null => (number === 0 ? null : `${number} ${what}`);

const slotOf = ({ businessId, action }: WebhookSlot): WebhookSlot => ({ businessId, action });

const byPlace = (one: { businessId: string; action: string }, other: { businessId: string; action: string }): number =>
  one.businessId.localeCompare(other.businessId) || one.action.localeCompare(other.action);
