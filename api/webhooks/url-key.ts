import { hkdfSync } from 'node:crypto';
import type { Secret } from '../../config';
import { webhookUrl, type WebhookAddress, type WebhookOwner } from '../../domain/webhooks/webhook';

const KEY_BYTES = 32;

/** The unguessable part of a hook's address, for spaces whose hooks are not signed. The same until the master key changes. */
export function webhookUrlKey(masterKey: Secret<Buffer>, connector: string): string {
  const key = hkdfSync('sha256', masterKey.reveal(), '', `latchkey/webhook-url/${connector}`, KEY_BYTES);
  return Buffer.from(key).toString('base64url');
}

/** What the receiver takes: an address without a key where hooks are signed, else with the newest. */
export function webhookAddressOf(
  owner: WebhookOwner,
  secrets: readonly Secret[],
  masterKeys: readonly Secret<Buffer>[],
): WebhookAddress {
  const [newest] = masterKeys;
  const key = secrets.length > 0 || newest === undefined ? null : webhookUrlKey(newest, owner.connector);
  return { publicUrl: owner.publicUrl, connector: owner.connector, key };
}

/** The address as people are told it, with two words in braces to fill in. */
export const webhookTemplate = (address: WebhookAddress): string => webhookUrl(address, '{businessId}', '{action}');
