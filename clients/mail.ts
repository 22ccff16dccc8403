import nodemailer, { type Transporter } from 'nodemailer';
import { isLoopback } from '../config';
import { codePointOf } from '../domain/account/plain-text';
import { ExternalError } from './external-error';
import { mailFailure } from './mail-failure';

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

/**
 * Throws ExternalError: `mailRefused` and `mailDeferred` are about this recipient or letter, every other code is the server's
 * trouble.
 */
export interface Mailer {
  send(letter: Letter): Promise<void>;
  /** Logs in, and sends nothing. */
  probe(): Promise<void>;
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
  /** Epoch ms. */
  now?: () => number;
}

const CONNECTION_TIMEOUT_MS = 8_000;
/** A server that scans a letter before it accepts it takes long; giving up earlier would send the letter twice. */
const SILENCE_TIMEOUT_MS = 120_000;
const CONNECTIONS = 3;
/** One address and nothing else: what else a member's record holds (a second one, a header) would get the credentials, too. */
const PLAIN_ADDRESS = /^[^\s<>()[\]\\,;:"@\p{C}]+@[^\s<>()[\]\\,;:"@\p{C}]+$/u;
const NOT_IN_ADDRESSES = /[\s<>()[\]\\,;:"\p{C}]/u;

/** How long a refused log-in is not tried again, doubled each time: with letters waiting, each would make one. */
const REFUSED_MS = { first: 30_000, longest: 5 * 60_000 };

interface Refusal {
  error: ExternalError;
  /** Another one deserves a try at once. */
  url: string;
  pauseMs: number;
  endsAt: number;
}

/** Real SMTP over a few kept connections. Delivery is at least once: the message id is the same for every attempt. */
export function createMailer({ smtpUrl, from, now = Date.now }: MailerOptions): Mailer {
  let pool: { url: string; transport: Transporter } | null = null;
  let refusal: Refusal | null = null;

  function transport(url: string): Transporter {
    if (pool?.url === url) return pool.transport;
    pool?.transport.close();
    pool = { url, transport: connect(url) };
    return pool.transport;
  }

  async function talk(work: (transport: Transporter) => Promise<unknown>): Promise<void> {
    const url = smtpUrl();
    if (refusal?.url !== url) refusal = null;
    if (refusal && now() < refusal.endsAt) throw refusal.error;
    try {
      await work(transport(url));
      refusal = null;
    } catch (cause) {
      const error = mailFailure(cause);
      if (error.code === 'unauthorized') refusal = refused(url, error, refusal, now());
      throw error;
    }
  }

  return {
    async send({ to, subject, text, html, pictures, messageId }) {
      if (!PLAIN_ADDRESS.test(to)) throw noAddress(to);
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const attachments = pictures.map(({ contentId, fileName, png }) => ({
        cid: contentId,
        filename: fileName,
        content: png,
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
      }));
      // an address as text is parsed as a list of addresses
      const recipient = { name: '', address: to };
      const letter = { from, to: recipient, subject, text, html, attachments, messageId: `<${messageId}>`, headers };
      await talk((transport) => transport.sendMail(letter));
    },
    probe: () => talk((transport) => transport.verify()),
    close() {
      pool?.transport.close();
      pool = null;
    },
  };
}

/** Names a character that does not belong there, and nothing else of the text. */
function noAddress(text: string): ExternalError {
  const [character] = NOT_IN_ADDRESSES.exec(text) ?? [];
  const because = character === undefined ? '' : ` (it holds the character ${codePointOf(character)})`;
  const what = `SMTP: what Nexudus has as the e-mail address is not one plain address${because}; nothing was sent`;
  return new ExternalError('smtp', 'mailRefused', what, { retryable: false });
}

/** Letters that were on their way together count as one try. */
function refused(url: string, error: ExternalError, before: Refusal | null, now: number): Refusal {
  if (before && now < before.endsAt) return before;
  const pauseMs = Math.min(Math.max(REFUSED_MS.first, (before?.pauseMs ?? 0) * 2), REFUSED_MS.longest);
  return { error, url, pauseMs, endsAt: now + pauseMs };
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
