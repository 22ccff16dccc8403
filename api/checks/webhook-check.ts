import type { WebhookRow } from '../../clients/membership-source';
import type { WebhookPlan } from '../../domain/webhooks/plan-webhooks';
import { failed, type Diagnosis, ok, warning } from '../../contracts/api/diagnosis';
import { type Check, instant } from './diagnosis';
import { NEXUDUS_LIMIT_MS } from './nexudus-checks';

/** What Nexudus says of the webhooks that lead here: also whether it reaches us. */
export const webhookCheck = (readPlan: () => Promise<WebhookPlan<WebhookRow>>): Check => ({
  id: 'webhooks',
  limitMs: NEXUDUS_LIMIT_MS,
  look: async () => judged(await readPlan()),
});

const INSTALL =
  'Install them, which puts ours right: the page Webhooks of the console, or POST /api/v1/webhooks/install.';

function judged({ create, impossible, correct, reactivate, inPlace, remove }: WebhookPlan<WebhookRow>): Diagnosis {
  const needed = create.length + impossible.length + correct.length + reactivate.length + inPlace.length;
  const missing = create.length + impossible.length;
  if (missing === needed) return failed(`None of the ${needed} webhooks that are needed is in Nexudus.`, INSTALL);
  const failing = inPlace.filter(({ row }) => row.errorCount > 0);
  const parts = [
    [missing, 'missing'],
    [reactivate.length, 'switched off'],
    [correct.length, 'with a wrong address or action'],
    [failing.length, 'that fail'],
    [remove.length, 'of no use'],
  ].filter(([number]) => number !== 0);
  if (parts.length > 0)
    return warning(
      `Of ${needed} webhooks that are needed: ${parts.map(([number, what]) => `${number} ${what}`).join(', ')}.`,
      failing.length > 0 && parts.length === 1
        ? 'Nexudus does not reach this address, or is refused: see the public address, and the page Webhooks for what it says.'
        : INSTALL,
    );
  const last = Math.max(...inPlace.map(({ row }) => row.lastTrigger ?? 0));
  return ok(
    `All ${needed} are in place and active; ${last > 0 ? `the last was sent ${instant(last)}` : 'none was sent yet'}.`,
  );
}
