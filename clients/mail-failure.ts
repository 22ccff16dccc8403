import type { FailureCode } from '../domain/replayed/failure-codes';
import { ExternalError } from './external-error';

/** The part of nodemailer's error that says what happened. Its `message` and `response` quote the address: they go nowhere. */
interface SmtpTrouble {
  code: string;
  /** Where in the dialogue: CONN, EHLO, AUTH …, MAIL FROM, RCPT TO, DATA; API: before any of it. */
  command: string;
  isConnecting: boolean;
  /** The server's reply; 0: there was none. */
  reply: number;
  /** RFC 3463, such as 5.1.1; '' where the server gives none. */
  status: string;
  text: string;
}

/** What kind of trouble it is, and whether a retry within seconds can help. */
type Diagnosis = [FailureCode, { retryable: boolean }];
const soon = { retryable: true };
const later = { retryable: false };

/**
 * The error for what nodemailer throws. Only a refusal of this very recipient is `mailRefused`, and only a deferral of this
 * letter is `mailDeferred`; everything else is the server's trouble, whatever number it says it with.
 */
export function mailFailure(error: unknown): ExternalError {
  const trouble = read(error);
  const { code, command, reply, status } = trouble;
  const [diagnosis, options] = diagnose(trouble);
  const what = [code, command, reply || '', status].filter((part) => part !== '').join(' ');
  return new ExternalError('smtp', diagnosis, `SMTP: ${what}`, options);
}

function diagnose(trouble: SmtpTrouble): Diagnosis {
  const { code, reply } = trouble;
  if (code === 'ETLS') return ['unreachable', soon];
  if (reply >= 500) return refusal(trouble);
  if (reply >= 400) return isAboutLetter(trouble) ? ['mailDeferred', soon] : ['throttled', soon];
  switch (code) {
    case 'ETIMEDOUT':
      return ['timeout', soon];
    case 'EAUTH':
      return ['unauthorized', later];
    case 'EENVELOPE':
    case 'EMESSAGE':
      // refused before a server saw the letter: no usable address
      return ['mailRefused', later];
    default:
      // before the dialogue nothing was sent; during it, the outcome is unknown
      return [trouble.isConnecting || code === 'EDNS' ? 'unreachable' : 'timeout', soon];
  }
}

function refusal(trouble: SmtpTrouble): Diagnosis {
  const { code, command, reply, text } = trouble;
  if (code === 'EAUTH' || reply === 530 || reply === 535) return ['unauthorized', later];
  if (isAboutLetter(trouble)) {
    if (trouble.status === MAILBOX_FULL) return ['mailDeferred', soon];
    if (isOfRecipient(trouble)) return ['mailRefused', later];
  }
  if (trouble.status === SENDING_LIMIT || limits.test(text)) return ['throttled', later];
  return [command === 'DATA' ? 'rejected' : 'forbidden', later];
}

const isAboutLetter = ({ command }: SmtpTrouble): boolean => command === 'RCPT TO' || command === 'DATA';

/** It passes when the member tidies up, so no day's pause. */
const MAILBOX_FULL = '5.2.2';
const SENDING_LIMIT = '5.4.5';
/** RFC 3463: the address (5.1), except the sender's (5.1.7, 5.1.8), and the mailbox (5.2). */
const recipientStatus = /^5\.(?:1\.(?![78]$)|2\.)/;
/** What servers say of us and of themselves, some of them with the recipient's code. Postfix has a "relay recipient table". */
const ofServer = /relay(?! recipient)|auth|log ?in|policy|prohibit|spam|block(?:ed|list)|blacklist|sender|\bip\b/i;
const limits = /quota|limit|exceed|\brate\b|too many/i;
/** Without a code, a refusal is the recipient's only if it says so. */
const ofRecipient = /mailbox|user|recipient|account|address|no such/i;

function isOfRecipient({ command, status, text }: SmtpTrouble): boolean {
  if (ofServer.test(text) || limits.test(text)) return false;
  return status === '' ? command === 'RCPT TO' && ofRecipient.test(text) : recipientStatus.test(status);
}

function read(error: unknown): SmtpTrouble {
  const given: Record<string, unknown> = typeof error === 'object' && error !== null ? { ...error } : {};
  const word = (value: unknown) => (typeof value === 'string' && /^[A-Z0-9 ]{1,30}$/.test(value) ? value : '');
  const response = typeof given['response'] === 'string' ? given['response'] : '';
  return {
    code: word(given['code']) || 'failed',
    command: word(given['command']),
    // nodemailer also says CONN of a connection lost during a letter: only the system call tells them apart
    isConnecting: given['syscall'] === 'connect',
    reply: typeof given['responseCode'] === 'number' ? given['responseCode'] : 0,
    status: /(?<![.\d])[45]\.\d{1,3}\.\d{1,3}(?![.\d])/.exec(response)?.[0] ?? '',
    text: response.replace(/<[^>]*>|\S+@\S+/g, ''),
  };
}
