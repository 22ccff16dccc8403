import { OutsideError } from '../outside-error';

interface SmtpError {
  code: string;
  command: string;
  responseCode: number | null;
}

/** What nodemailer throws, without its text: the server's reply quotes the address. */
export function mailFailure(error: unknown): OutsideError {
  const { code, command, responseCode } = read(error);
  const what = `SMTP: ${[code, command, responseCode].filter((part) => part).join(' ')}`;
  if (responseCode !== null) {
    const refused = responseCode >= 500;
    return new OutsideError('smtp', refused ? 'mailRefused' : 'mailDeferred', what, { retryable: !refused });
  }
  switch (code) {
    case 'ETIMEDOUT':
      return new OutsideError('smtp', 'timeout', what, { retryable: true });
    case 'EENVELOPE':
    case 'EMESSAGE':
    case 'EAUTH':
      // Refused before a server saw it: no usable address, or no way to log in.
      return new OutsideError('smtp', 'mailRefused', what, { retryable: false });
    default:
      // Before the conversation nothing was sent; in the midst of it, nobody knows.
      return new OutsideError('smtp', before(code, command) ? 'unreachable' : 'timeout', what, { retryable: true });
  }
}

function before(code: string, command: string): boolean {
  return command === 'CONN' || ['ECONNREFUSED', 'EDNS', 'ENOTFOUND', 'ETLS'].includes(code);
}

function read(error: unknown): SmtpError {
  const given: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const word = (value: unknown) => (typeof value === 'string' && /^[A-Z ]{1,30}$/.test(value) ? value : '');
  const responseCode = typeof given['responseCode'] === 'number' ? given['responseCode'] : null;
  return { code: word(given['code']) || 'failed', command: word(given['command']), responseCode };
}
