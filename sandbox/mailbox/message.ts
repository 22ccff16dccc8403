import { randomUUID } from 'node:crypto';
import { type AddressObject, simpleParser } from 'mailparser';

/** One mail that was delivered. */
export interface Message {
  id: string;
  /** The Message-ID header, with its angle brackets; empty if the mail has none. */
  messageId: string;
  /** Everybody it was delivered to (the envelope, not the header). */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  raw: string;
}

/** Reads a mail as it came over SMTP. */
export async function readMessage(raw: Buffer, to: string[], receivedAt: Date): Promise<Message> {
  const mail = await simpleParser(raw);
  return {
    id: randomUUID(),
    messageId: mail.messageId ?? '',
    to,
    from: addressText(mail.from),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    receivedAt: receivedAt.toISOString(),
    raw: raw.toString('utf8'),
  };
}

/** Whether a mail went to an address; case does not matter. */
export function isTo(message: Message, address: string): boolean {
  return message.to.some((each) => each.toLowerCase() === address.toLowerCase());
}

function addressText(address: AddressObject | undefined): string {
  return address?.text ?? '';
}
