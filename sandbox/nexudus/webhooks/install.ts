import type { Space } from '../store/space';
import { actionName } from './actions';

/** The actions a service that follows access needs: nothing covers all of them, archiving and pausing least of all. */
export const neededActions: readonly number[] = [
  2, 3, 10, 11, 12, 13, 14, 35, 36, 47, 48, 49, 50, 57, 58, 59, 60, 61, 62, 77,
];

/** Makes one record for every location and action, with URL `{target}/{businessId}/{actionName}`. Idempotent. */
export function installWebhooks(space: Space, target: string): void {
  const known = new Set(
    [...space.tables.webhooks.all()].map((hook) => `${hook.BusinessId} ${hook.Action} ${hook.URL}`),
  );
  for (const { Id: businessId } of space.tables.businesses.all())
    for (const action of neededActions) {
      const url = `${target}/${businessId}/${actionName(action)}`;
      if (!known.has(`${businessId} ${action} ${url}`)) addWebhook(space, businessId, action, url);
    }
}

function addWebhook(space: Space, businessId: number, action: number, url: string): void {
  space.insert('webhooks', {
    BusinessId: businessId,
    Name: `sandbox: ${actionName(action)}`,
    Action: action,
    URL: url,
    Description: null,
    Active: true,
    LastError: null,
    ErrorCount: 0,
    LastTrigger: null,
  });
}
