import { businessId } from '../../../domain/replayed/ids';
import { type ActionName, actionNumbers } from '../../../domain/webhooks/actions';
import { type WebhookAddress, type WebhookRecord, webhookUrl } from '../../../domain/webhooks/webhook';

export const [mainStreet, harbour, goneLocation] = [businessId('1001'), businessId('1002'), businessId('1003')];
export const address: WebhookAddress = { publicUrl: 'https://wifi.example.com', connector: 'main', key: null };
export const documented = actionNumbers(null);

/** A webhook as an installation makes it, but for `parts`. */
export function webhook(
  id: number,
  action: ActionName,
  parts: Partial<WebhookRecord> = {},
  at: WebhookAddress = address,
): WebhookRecord {
  const location = parts.businessId ?? mainStreet;
  return {
    id: String(id),
    businessId: location,
    action: documented.get(action) ?? 0,
    url: webhookUrl(at, location, action),
    active: true,
    errorCount: 0,
    ...parts,
  };
}
