import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { webhookSecret } from './environment';

/** A hook as Nexudus posts and signs it. */
export interface SignedHook {
  url: string;
  body: string;
  headers: Record<string, string>;
}

/** @param door where hooks of a location are taken */
export function signedHook(door: string, action: string, record: Record<string, unknown>): SignedHook {
  const body = JSON.stringify([record]);
  const signature = createHmac('sha256', webhookSecret).update(body).digest('hex').toUpperCase();
  const headers = { 'content-type': 'application/json', 'x-nexudus-hook-signature': signature };
  return { url: `${door}/${action}`, body, headers };
}

/** @throws Error for any answer but 202. */
export async function post({ url, headers, body }: SignedHook): Promise<void> {
  const answer = await request(url, { method: 'POST', headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 202) throw new Error(`A hook was answered with ${answer.statusCode}`);
}
