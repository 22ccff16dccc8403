import { createHmac } from 'node:crypto';

/**
 * The value of `X-Nexudus-Hook-Signature`: HMAC-SHA256 as upper-case hex (nexudus.md §5.5). `folded` signs the text as
 * .NET's ASCII encoding would write it, each UTF-16 unit beyond ASCII a question mark.
 */
export function sign(body: string, secret: string, form: 'raw' | 'folded'): string {
  const signed = form === 'raw' ? body : body.replace(/[^\u0000-\u007f]/g, '?');
  return createHmac('sha256', secret).update(signed, 'utf8').digest('hex').toUpperCase();
}
