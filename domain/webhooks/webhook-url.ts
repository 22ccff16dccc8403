import { actionOf, type Action } from './actions';

/** Whose webhooks they are: of one connector, behind one address. */
export interface WebhookOwner {
  /** Without a trailing slash. */
  publicUrl: string;
  connector: string;
}

export interface WebhookAddress extends WebhookOwner {
  /** How a webhook shows that it is genuine where Nexudus does not sign; null: it signs. */
  key: string | null;
}

/** Where Nexudus is to post what `action` announces in a location. Its bodies name neither, so the address does. */
export function webhookUrl(address: WebhookAddress, businessId: string, action: string): string {
  const query = address.key === null ? '' : `?key=${address.key}`;
  return `${prefixOf(address)}${businessId}/${action}${query}`;
}

/**
 * What a webhook's address says to us: the action that it names, by name or number, or none that we know. Null: it leads
 * elsewhere, so the record is not ours.
 */
export function readWebhookUrl(owner: WebhookOwner, url: string): { action: Action | null } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  const prefix = new URL(prefixOf(owner));
  if (origin !== prefix.origin || !pathname.startsWith(prefix.pathname)) return null;
  const [, word, ...rest] = pathname.slice(prefix.pathname.length).split('/');
  return { action: word === undefined || rest.length > 0 ? null : (actionOf(word) ?? null) };
}

const prefixOf = ({ publicUrl, connector }: WebhookOwner): string =>
  `${publicUrl}/webhooks/nexudus/${encodeURIComponent(connector)}/`;
