import { hkdfSync } from 'node:crypto';
import type { Secret } from '../../config';

const KEY_BYTES = 32;

/** The unguessable part of a hook's address, for spaces whose hooks are not signed. The same until the master key changes. */
export function webhookUrlKey(masterKey: Secret<Buffer>, connector: string): string {
  const key = hkdfSync('sha256', masterKey.reveal(), '', `latchkey/webhook-url/${connector}`, KEY_BYTES);
  return Buffer.from(key).toString('base64url');
}

/** Where Nexudus is to post; the two words in braces are for the operator (or an installer) to fill in. */
export function webhookAddress(publicUrl: string, connector: string, key: string | null): string {
  const query = key === null ? '' : `?key=${key}`;
  return `${publicUrl}/webhooks/nexudus/${encodeURIComponent(connector)}/{businessId}/{action}${query}`;
}
