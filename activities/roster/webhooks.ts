import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { MembershipSource, WebhookRow } from '../../clients/membership-source';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { BusinessId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { neededActions } from '../../domain/webhooks/actions';
import {
  type FailingWebhook,
  reviewWebhooks,
  shortError,
  type WebhookWatch,
} from '../../domain/webhooks/review-webhooks';
import { actionLabel, type WebhookOwner } from '../../domain/webhooks/webhook';

/** The result goes into a workflow's history. */
const MOST_FAILING = 50;

interface WatchDeps extends WebhookOwner {
  source: Pick<MembershipSource, 'webhooks' | 'changeWebhook'>;
}

/** Where the webhooks have to be: in the locations that the settings know, and where coworkers are at home by now. */
interface Places {
  rules: Pick<Rules, 'zones' | 'unpaid' | 'webhooks'>;
  homes: Iterable<BusinessId>;
}

/**
 * Checks our webhooks in every location: Nexudus deactivates one after ten failures, without notice (nexudus.md §5.4). It takes the pages of the list, and two calls for each that is switched on again. Never throws
 * ExternalError: what cannot be had is a `problem` of the result.
 */
export async function watchWebhooks(
  deps: WatchDeps,
  { rules, homes }: Places,
  call: Call,
  { dryRun }: { dryRun: boolean },
): Promise<WebhookWatch> {
  const existing = await orCode(allWebhooks(deps.source, call));
  if (typeof existing === 'string') return { checked: 0, reactivated: 0, failing: [], missing: 0, problem: existing };
  const businesses = [...new Set([...(Object.keys(rules.zones) as BusinessId[]), ...homes])];
  const review = reviewWebhooks({ ...deps, existing, businesses, actions: neededActions(rules) });
  const off = rules.webhooks.reactivate ? review.off : [];
  const refused = dryRun ? [] : await switchOn(deps.source, off, call);
  return {
    checked: review.ours.length,
    reactivated: off.length - refused.length,
    failing: review.failing.slice(0, MOST_FAILING).map((row) => failing(row, deps)),
    missing: review.missing,
    problem: refused[0] ?? null,
  };
}

async function allWebhooks(source: WatchDeps['source'], call: Call): Promise<WebhookRow[]> {
  const rows: WebhookRow[] = [];
  for await (const page of source.webhooks(call)) rows.push(...page);
  return rows;
}

/** Returns a code for each webhook that could not be activated. */
async function switchOn(source: WatchDeps['source'], off: WebhookRow[], call: Call): Promise<FailureCode[]> {
  const refused: FailureCode[] = [];
  for (const { id } of off) {
    const code = await orCode(source.changeWebhook(id, { active: true }, call));
    if (code !== undefined) refused.push(code);
  }
  return refused;
}

async function orCode<T>(work: Promise<T>): Promise<T | FailureCode> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ExternalError) return error.code;
    throw error;
  }
}

const failing = (row: WebhookRow, owner: WebhookOwner): FailingWebhook => ({
  businessId: row.businessId,
  action: actionLabel(row, owner),
  errorCount: row.errorCount,
  lastError: shortError(row.lastError),
  lastTrigger: row.lastTrigger,
});
