import nodemailer, { type Transporter } from 'nodemailer';
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
  /** `smtp://user:password@host:587` or `smtps://…`; read for each letter, so a new one takes effect at once. */
  smtpUrl: () => string;
  /** The sender, `Name <address>`. */
  from: string;
}

const CONNECTION_TIMEOUT_MS = 8_000;
/** A server that scans a letter before it accepts it takes long; giving up earlier would send the letter twice. */
const SILENCE_TIMEOUT_MS = 120_000;
const CONNECTIONS = 3;

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
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const attachments = pictures.map(({ contentId, fileName, png }) => ({
        cid: contentId,
        filename: fileName,
        content: png,
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
      }));
      try {
        const letter = { from, to, subject, text, html, attachments, messageId: `<${messageId}>`, headers };
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

function connect(url: string): Transporter {
  return nodemailer.createTransport({
    url,
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
