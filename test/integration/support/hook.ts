import { createHmac } from 'node:crypto';
import type { LivingSpace } from './space';

/** A webhook by itself, as Nexudus signs it: the verbs of the sandbox send all that belong together. Returns the status. */
export async function sendHook(
  { apiUrl, connector }: Pick<LivingSpace, 'apiUrl' | 'connector'>,
  action: string,
  records: Record<string, unknown>[],
): Promise<number> {
  const body = JSON.stringify(records);
  const signature = createHmac('sha256', 'sandbox-webhook-secret').update(body).digest('hex').toUpperCase();
  const { status } = await fetch(`${apiUrl}/webhooks/nexudus/${connector}/1001/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-nexudus-hook-signature': signature },
    body,
  });
  return status;
}
