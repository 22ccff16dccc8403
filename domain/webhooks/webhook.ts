import { hkdfSync } from 'node:crypto';
import type { BusinessId } from '../replayed/ids';
import { type Action, type ActionName, actionOf } from './actions';

/** The owner of webhooks: one connector behind one address. */
export interface WebhookOwner {
  /** Without a trailing slash. */
  publicUrl: string;
  connector: string;
}

export interface WebhookAddress extends WebhookOwner {
  /** Proves that a webhook is genuine if Nexudus does not sign; null: it signs. */
  key: string | null;
}

/** Where Nexudus posts what `action` announces in a location. Its bodies name neither, so the address does. */
export function webhookUrl(address: WebhookAddress, businessId: string, action: string): string {
  const query = address.key === null ? '' : `?key=${address.key}`;
  return `${prefixOf(address)}${businessId}/${action}${query}`;
}

/** The address as people read it, with two words in braces to fill in. */
export const webhookTemplate = (address: WebhookAddress): string => webhookUrl(address, '{businessId}', '{action}');

const KEY_BYTES = 32;

/** The unguessable part of an address, for spaces whose webhooks are not signed. The same until the master key changes. */
export function webhookUrlKey(masterKey: { reveal(): Buffer }, connector: string): string {
  const key = hkdfSync('sha256', masterKey.reveal(), '', `latchkey/webhook-url/${connector}`, KEY_BYTES);
  return Buffer.from(key).toString('base64url');
}

/**
 * The address that our receiver accepts: without a key where webhooks are signed, else with the newest.
 * @param masterKeys the newest first
 */
export function webhookAddressOf(
  { publicUrl, connector }: WebhookOwner,
  secrets: readonly unknown[],
  [newest]: readonly { reveal(): Buffer }[],
): WebhookAddress {
  const key = secrets.length > 0 || newest === undefined ? null : webhookUrlKey(newest, connector);
  return { publicUrl, connector, key };
}

/**
 * The action in a webhook's address, by name or number; null if we do not know it. The whole is null if the address leads
 * elsewhere: then the record is not ours.
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

/** A webhook as Nexudus keeps it (nexudus.md §5.1). */
export interface WebhookRecord {
  id: string;
  /** The one location that it fires for. */
  businessId: BusinessId;
  /** The number of the one action that it fires on. */
  action: number;
  url: string;
  active: boolean;
  /** Failures in a row. At the tenth, Nexudus switches it off silently (nexudus.md §5.4). */
  errorCount: number;
}

/** The action that a record of ours announces: its name, or its number if the address has no name. */
export const actionLabel = ({ url, action }: Pick<WebhookRecord, 'url' | 'action'>, owner: WebhookOwner): string =>
  readWebhookUrl(owner, url)?.action?.name ?? `#${action}`;

/** One action in one location, which one webhook announces. */
export interface WebhookSlot {
  businessId: BusinessId;
  action: ActionName;
}

export const slotsOf = (businesses: readonly BusinessId[], actions: readonly ActionName[]): WebhookSlot[] =>
  businesses.flatMap((businessId) => actions.map((action) => ({ businessId, action })));

/** Looks up records by their slot. `actionOf` is undefined for a record without one. */
export function bySlot<Row extends WebhookRecord>(
  rows: readonly Row[],
  actionOf: (row: Row) => ActionName | undefined,
): (slot: WebhookSlot) => Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const action = actionOf(row);
    if (action === undefined) continue;
    const key = keyOf({ businessId: row.businessId, action });
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return (slot) => groups.get(keyOf(slot)) ?? [];
}

const keyOf = ({ businessId, action }: WebhookSlot): string => `${businessId} ${action}`;
