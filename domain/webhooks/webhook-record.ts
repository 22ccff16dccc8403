import type { BusinessId } from '../replayed/ids';
import { readWebhookUrl, type WebhookOwner } from './webhook-url';

/** A webhook as Nexudus keeps it (nexudus.md §5.1). */
export interface WebhookRecord {
  id: string;
  /** The one location that it fires for. */
  businessId: BusinessId;
  /** The number of the one action that it fires on. */
  action: number;
  url: string;
  active: boolean;
  /** Failures in a row; at the tenth Nexudus switches it off, and tells nobody (nexudus.md §5.4). */
  errorCount: number;
}

/** The action that a record of ours announces, by name; by number where its address names none. */
export const actionLabel = ({ url, action }: Pick<WebhookRecord, 'url' | 'action'>, owner: WebhookOwner): string =>
  readWebhookUrl(owner, url)?.action?.name ?? `#${action}`;
