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
