import nodemailer, { type Transporter } from 'nodemailer';
import { isLoopback } from '../config';
import { ExternalError } from './external-error';

/** A picture that the letter's HTML shows as `cid:contentId`. */
export interface Picture {
  contentId: string;
  fileName: string;
  png: Buffer;
}

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  pictures: Picture[];
  /** Without angle brackets; the same for every attempt at the same letter. */
  messageId: string;
}

/** Throws ExternalError `unreachable` | `timeout` | `mailDeferred` (4xx, retryable) | `mailRefused` (5xx). */
export interface Mailer {
  send(letter: Letter): Promise<void>;
  close(): void;
}

export interface MailerOptions {
  /**
   * `smtps://user:password@host:465`; `smtp://…`, which demands STARTTLS off loopback, so that nobody in between can read a
   * log-in or a letter by leaving it out; or `smtp+insecure://…`. Read for each letter, so a new one takes effect at once.
   */
  smtpUrl: () => string;
  /** The sender, `Name <address>`. */
  from: string;
}

const CONNECTION_TIMEOUT_MS = 8_000;
/** A server that scans a letter before it accepts it takes long; giving up earlier would send the letter twice. */
const SILENCE_TIMEOUT_MS = 120_000;
const CONNECTIONS = 3;
/** One address and nothing else: what else a member's record holds (a second one, a header) would get the credentials, too. */
const PLAIN_ADDRESS = /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/;
const NO_ADDRESS = 'SMTP: what Nexudus has as the e-mail address is not one plain address; nothing was sent';

/** Real SMTP over a few kept connections. Delivery is at least once: the message id is the same for every attempt. */
export function createMailer({ smtpUrl, from }: MailerOptions): Mailer {
  let pool: { url: string; transport: Transporter } | null = null;

  function transport(): Transporter {
    const url = smtpUrl();
    if (pool?.url === url) return pool.transport;
    pool?.transport.close();
    pool = { url, transport: connect(url) };
    return pool.transport;
  }

  return {
    async send({ to, subject, text, html, pictures, messageId }) {
      if (!PLAIN_ADDRESS.test(to)) throw new ExternalError('smtp', 'mailRefused', NO_ADDRESS, { retryable: false });
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const attachments = pictures.map(({ contentId, fileName, png }) => ({
        cid: contentId,
        filename: fileName,
        content: png,
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
      }));
      try {
        // an address as text is parsed as a list of addresses
        const recipient = { name: '', address: to };
        const letter = { from, to: recipient, subject, text, html, attachments, messageId: `<${messageId}>`, headers };
        await transport().sendMail(letter);
      } catch (error) {
        throw mailFailure(error);
      }
    },
    close() {
      pool?.transport.close();
      pool = null;
    },
  };
}

const INSECURE = 'smtp+insecure:';

function connect(given: string): Transporter {
  const isInsecure = given.startsWith(INSECURE);
  const url = isInsecure ? given.replace(INSECURE, 'smtp:') : given;
  return nodemailer.createTransport({
    url,
    requireTLS: !isInsecure && !isLoopback(new URL(url.replace(/^smtps?:/, 'http:')).hostname),
    pool: true,
    maxConnections: CONNECTIONS,
    // Once, for a kept connection that the server had closed; Temporal makes any other attempt.
    maxRequeues: 1,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    dnsTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface SmtpError {
  code: string;
  command: string;
  syscall: string;
  responseCode: number | null;
}

/** The error for what nodemailer throws, without its text: the server's reply quotes the address. */
function mailFailure(error: unknown): ExternalError {
  const trouble = read(error);
  const { code, command, responseCode } = trouble;
  const what = `SMTP: ${[code, command, responseCode].filter((part) => part).join(' ')}`;
  // no TLS is the server's trouble, whatever number it says it with, and no member's
  if (code === 'ETLS') return new ExternalError('smtp', 'unreachable', what, { retryable: true });
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
      // Refused before a server saw the letter: no usable address, or the log-in failed.
      return new ExternalError('smtp', 'mailRefused', what, { retryable: false });
    default:
      // Before the conversation nothing was sent; during it, the outcome is unknown.
      return new ExternalError('smtp', before(trouble) ? 'unreachable' : 'timeout', what, { retryable: true });
  }
}

/** nodemailer also says CONN of a connection lost during a letter: only the system call tells them apart. */
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
