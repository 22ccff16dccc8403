import nodemailer, { type Transporter } from 'nodemailer';
import type { Mailer } from '../mailer';
import { mailFailure } from './mail-failure';

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; asked for each letter, so a new one takes effect at once. */
  smtpUrl: () => string;
  /** The sender, `Name <address>`. */
  from: string;
}

const CONNECTION_TIMEOUT_MS = 8_000;
/** A server that looks through a letter before it takes it needs its time; whoever gives up sooner mails it again. */
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
    // Once, for a kept connection that the server had closed; any other attempt is the task server's.
    maxRequeues: 1,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    dnsTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}
