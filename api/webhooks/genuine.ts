import { isAscii } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { Secret } from '../../config';
import { webhookUrlKey } from '../../domain/webhooks/webhook';
import { sameSecret } from '../http/same-secret';

export type IsGenuine = (req: Request, body: Buffer) => boolean;

/**
 * A webhook proves that it comes from Nexudus by its signature; only where no secret is configured, by the key in its
 * address. While master keys are being rotated, the key of each is accepted.
 */
export function genuineBy(
  secrets: readonly Secret[],
  masterKeys: readonly Secret<Buffer>[],
  connector: string,
): IsGenuine {
  if (secrets.length > 0) return (req, body) => isSigned(body, req.get('X-Nexudus-Hook-Signature'), secrets);
  const keys = masterKeys.map((masterKey) => webhookUrlKey(masterKey, connector));
  return ({ query: { key } }) => typeof key === 'string' && keys.some((expected) => sameSecret(key, expected));
}

/**
 * Whether `signature` (64 hex digits of either case) is the HMAC-SHA256 of the body under one of the secrets. Nexudus's own
 * sample signs the ASCII encoding of the text, its live receivers verify the raw bytes: both are accepted (nexudus.md §5.5).
 */
export function isSigned(body: Buffer, signature: string | undefined, secrets: readonly Secret[]): boolean {
  if (!signature || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  const signs = (text: Buffer): boolean => secrets.some((secret) => timingSafeEqual(hmac(secret, text), given));
  return signs(body) || (!isAscii(body) && signs(foldedForm(body)));
}

function hmac(secret: Secret, bytes: Buffer): Buffer {
  return createHmac('sha256', secret.reveal()).update(bytes).digest();
}

/** What .NET's ASCII encoding makes of the text: each UTF-16 unit beyond ASCII becomes a question mark. */
function foldedForm(body: Buffer): Buffer {
  return Buffer.from(body.toString('utf8').replace(/[\u0080-\uFFFF]/g, '?'), 'latin1');
}
