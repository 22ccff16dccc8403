import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../config';

/**
 * Whether `signature` (64 hex digits of either case) is the HMAC-SHA256 of the body under one of the secrets. Nexudus's own
 * sample signs the ASCII encoding of the text, its live receivers verify the raw bytes: both are accepted (nexudus.md §5.5).
 */
export function isSigned(body: Buffer, signature: string | undefined, secrets: readonly Secret[]): boolean {
  if (!signature || !/^[0-9a-f]{64}$/i.test(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  const texts = [body, ...foldedForm(body)];
  return secrets.some((secret) => texts.some((text) => timingSafeEqual(hmac(secret, text), given)));
}

function hmac(secret: Secret, bytes: Buffer): Buffer {
  return createHmac('sha256', secret.reveal()).update(bytes).digest();
}

/** What .NET's ASCII encoding makes of the text: each UTF-16 unit beyond ASCII becomes a question mark. */
function foldedForm(body: Buffer): Buffer[] {
  if (!body.some((byte) => byte >= 0x80)) return [];
  return [Buffer.from(body.toString('utf8').replace(/[\u0080-\uFFFF]/g, '?'), 'latin1')];
}
