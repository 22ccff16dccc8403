import { installWebhooks, listWebhooks, type WebhooksView } from '../../contracts/api/webhooks';
import { toIsoOrNull } from '../../contracts/api/fields';
import { includes, type Role } from '../../contracts/api/roles';
import { type WebhookAddress, webhookTemplate } from '../../domain/webhooks/webhook';
import { serve, type Route } from '../http/routes';
import { type ReadRecords, WebhookRecords, type WebhookRecordsDeps } from './webhook-records';
import { installationView, recordsView } from './webhook-view';

/** Our webhook records in Nexudus: how they are, and putting them in place. */
export function webhookAdminRoutes(deps: WebhookRecordsDeps): Route[] {
  const records = new WebhookRecords(deps);
  return [
    serve(listWebhooks, async ({ query: { known } }, { principal: { role } }) => {
      const read = known === 'true' ? records.known() : await records.fresh();
      return webhooksView(read, records, deps.address, role);
    }),
    serve(installWebhooks, async ({ body: { dryRun, wait } }, { res }) => {
      if (dryRun) return installationView(await records.rehearse(), true);
      const installing = records.install();
      if (wait) return installationView(await installing, false);
      // its outcome is kept in its progress
      installing.catch(() => undefined);
      res.status(202);
      return records.progress ?? undefined;
    }),
  ];
}

const nothingRead: Pick<WebhooksView, 'locations' | 'webhooks' | 'missing'> = {
  locations: [],
  webhooks: [],
  missing: [],
};

function webhooksView(
  read: ReadRecords | null,
  { isReading, problem, progress }: WebhookRecords,
  address: WebhookAddress,
  role: Role,
): WebhooksView {
  return {
    readAt: toIsoOrNull(read?.at),
    reading: isReading,
    problem,
    ...(read === null ? nothingRead : recordsView(read, address)),
    address: address.key === null || includes(role, 'admin') ? webhookTemplate(address) : null,
    installation: progress,
  };
}
