import { ExternalError } from '../external-error';
import type { HttpReply } from '../http/http';

/**
 * A reply that does not come from Nexudus but from a web application firewall in front of it: 202 without a body, or 403
 * with a page of HTML (nexudus.md §11). It says nothing about members or about the log-in. Null: any other reply.
 */
export function shieldFailure(name: string, { status, text }: HttpReply): ExternalError | null {
  const isShield = (status === 202 && text.trim() === '') || (status === 403 && text.trimStart().startsWith('<'));
  if (!isShield) return null;
  const what = status === 202 ? '202 without a body' : '403 with a page of HTML';
  const cause = 'a firewall in front of Nexudus answers in its stead: it must let the calls of this machine pass';
  return new ExternalError('nexudus', 'shielded', `${name}: ${what}: ${cause}`, { retryable: true });
}
