import { accountNumber, actionName } from '../entities/webhook-actions';
import type { Space } from '../store/space';

/** The actions a service that follows access needs: nothing covers all of them, archiving and pausing least of all. */
const neededActions: readonly number[] = [2, 3, 10, 11, 12, 13, 14, 35, 36, 47, 48, 49, 50, 57, 58, 59, 60, 61, 62, 77];

const mark = 'sandbox: ';

/**
 * Makes one record for every location and action, with URL `{target}/{businessId}/{actionName}`. Idempotent: records it
 * made before are enabled again, those that lead elsewhere are deleted, records of anybody else are left alone.
 */
export function installWebhooks(space: Space, target: string): void {
  const wanted = new Map<string, { businessId: number; action: number }>(
    [...space.tables.businesses.all()].flatMap(({ Id: businessId }) =>
      neededActions.map((action) => [`${target}/${businessId}/${actionName(action)}`, { businessId, action }] as const),
    ),
  );
  for (const hook of [...space.tables.webhooks.all()].filter((record) => record.Name.startsWith(mark))) {
    if (!wanted.delete(hook.URL)) space.remove('webhooks', hook.Id);
    else if (!hook.Active) space.change('webhooks', hook.Id, { Active: true, ErrorCount: 0 });
  }
  for (const [url, { businessId, action }] of wanted) addWebhook(space, businessId, action, url);
}

function addWebhook(space: Space, businessId: number, action: number, url: string): void {
  space.insert('webhooks', {
    BusinessId: businessId,
    Name: `${mark}${actionName(action)}`,
    Action: accountNumber(action, space.options),
    URL: url,
    Description: null,
    Active: true,
    LastError: null,
    ErrorCount: 0,
    LastTrigger: null,
  });
}
