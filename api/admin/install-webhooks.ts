import type { Call } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { MembershipSource, WebhookRow } from '../../clients/membership-source';
import type { WebhookInstallation, WebhookRef } from '../../contracts/api/webhooks';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import type { WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import { actionLabel, type WebhookAddress, webhookTemplate } from '../../domain/webhooks/webhook';
import { Problem } from '../http/problem';

/** What was done, or, in a dry run, would be. Its address may hold the key that proves webhooks: for the operator only. */
export type Installation = Omit<WebhookInstallation, 'dryRun' | 'sentence'>;

interface InstallDeps {
  source: Pick<MembershipSource, 'createWebhook' | 'changeWebhook' | 'removeWebhook'>;
  address: WebhookAddress;
}

interface Step extends WebhookRef {
  what: 'created' | 'reactivated' | 'corrected' | 'removed';
  write: () => Promise<void>;
}

interface InstallOptions {
  dryRun: boolean;
  /** How many records have been done, of how many. */
  onStep?: (done: number, of: number) => void;
}

/** People who look at pages go first. */
const call: Call = { priority: 'background' };

/** Carries a plan out, location by location. A refused record or location is reported and does not stop the others. */
export async function carryOut(
  plan: WebhookPlan<WebhookRow>,
  deps: InstallDeps,
  { dryRun, onStep }: InstallOptions,
): Promise<Installation> {
  const done: Installation = {
    created: [],
    reactivated: [],
    corrected: [],
    removed: [],
    failed: plan.impossible.map((slot) => ({ ...slot, message: 'Nexudus has no action of this name.' })),
    foreign: plan.foreign,
    inPlace: plan.inPlace.length,
    address: webhookTemplate(deps.address),
  };
  const steps = stepsOf(plan, deps);
  let over = 0;
  const onOver = () => onStep?.(++over, steps.length);
  for (const businessId of new Set(steps.map((step) => step.businessId)))
    await inLocation(
      steps.filter((step) => step.businessId === businessId),
      done,
      { dryRun, onOver },
    );
  return done;
}

/** Refusals of one record. Any other failure would hit the rest of its location too, and may take seconds each time. */
const OF_ONE_RECORD: readonly FailureCode[] = ['rejected', 'notFound', 'duplicate'];

interface LocationOptions {
  dryRun: boolean;
  onOver: () => void;
}

async function inLocation(steps: Step[], done: Installation, { dryRun, onOver }: LocationOptions): Promise<void> {
  let obstacle: string | null = null;
  for (const { what, businessId, action, write } of steps) {
    try {
      if (obstacle !== null) {
        done.failed.push({ businessId, action, message: `Not tried: ${obstacle}` });
        continue;
      }
      if (!dryRun) await write();
      done[what].push({ businessId, action });
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      done.failed.push({ businessId, action, message: `${error.message} (${error.code})` });
      if (!OF_ONE_RECORD.includes(error.code)) obstacle = error.message;
    } finally {
      onOver();
    }
  }
}

/** Corrections come first, and nothing is removed before the rest is in place. */
function stepsOf(plan: WebhookPlan<WebhookRow>, { source, address }: InstallDeps): Step[] {
  return [
    ...plan.correct.map(({ businessId, action, row, number, url }): Step => ({
      what: 'corrected',
      businessId,
      action,
      write: () => source.changeWebhook(row.id, { action: number, url, active: true }, call),
    })),
    ...plan.reactivate.map(({ businessId, action, row }): Step => ({
      what: 'reactivated',
      businessId,
      action,
      write: () => source.changeWebhook(row.id, { active: true }, call),
    })),
    ...plan.create.map(({ businessId, action, number, url }): Step => {
      const name = `Latchkey ${address.connector}: ${action}`;
      const write = () => source.createWebhook({ businessId, name, action: number, url }, call);
      return { what: 'created', businessId, action, write };
    }),
    ...plan.remove.map((row): Step => ({
      what: 'removed',
      businessId: row.businessId,
      action: actionLabel(row, address),
      write: () => source.removeWebhook(row.id, call),
    })),
  ];
}

export function sentenceOf(installation: Installation, dryRun: boolean): string {
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

/** The answer of Nexudus. A refusal is a 409 with its reason, a failure that may pass a 503. */
export async function fromNexudus<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const status = error.options.retryable ? 503 : 409;
    throw new Problem(status, `Nexudus refuses: ${error.message} (${error.code}).`, { cause: error });
  }
}
