import { ExternalError } from '../external-error';

interface SmtpError {
  code: string;
  command: string;
  syscall: string;
  responseCode: number | null;
}

/** What nodemailer throws, without its text: the server's reply quotes the address. */
export function mailFailure(error: unknown): ExternalError {
  const trouble = read(error);
  const { code, command, responseCode } = trouble;
  const what = `SMTP: ${[code, command, responseCode].filter((part) => part).join(' ')}`;
  if (responseCode !== null) {
    const refused = responseCode >= 500;
    return new ExternalError('smtp', refused ? 'mailRefused' : 'mailDeferred', what, { retryable: !refused });
  }
  switch (code) {
    case 'ETIMEDOUT':
      return new ExternalError('smtp', 'timeout', what, { retryable: true });
    case 'EENVELOPE':
    case 'EMESSAGE':
    case 'EAUTH':
      // Refused before a server saw it: no usable address, or no way to log in.
      return new ExternalError('smtp', 'mailRefused', what, { retryable: false });
    default:
      // Before the conversation nothing was sent; in the midst of it, nobody knows.
      return new ExternalError('smtp', before(trouble) ? 'unreachable' : 'timeout', what, { retryable: true });
  }
}

/** nodemailer says CONN of a connection that is lost in the midst of a letter too: only the system call tells. */
function before({ code, syscall }: SmtpError): boolean {
  return syscall === 'connect' || code === 'EDNS' || code === 'ETLS';
}

function read(error: unknown): SmtpError {
  const given: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const word = (value: unknown) => (typeof value === 'string' && /^[A-Z ]{1,30}$/.test(value) ? value : '');
  const responseCode = typeof given['responseCode'] === 'number' ? given['responseCode'] : null;
  const syscall = given['syscall'] === 'connect' ? 'connect' : '';
  return { code: word(given['code']) || 'failed', command: word(given['command']), syscall, responseCode };
}
