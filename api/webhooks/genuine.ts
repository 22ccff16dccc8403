import type { Request } from 'express';
import type { Secret } from '../../config';
import { sameSecret } from '../constant-time';
import { isSigned } from './signature';
import { webhookUrlKey } from './url-key';

export type IsGenuine = (req: Request, body: Buffer) => boolean;

/**
 * How a hook proves that it comes from Nexudus: by its signature; only where no secret is configured, by the key in its
 * address. While master keys are being rotated, the key of each is good.
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
