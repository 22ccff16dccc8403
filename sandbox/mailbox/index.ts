import type { Router } from 'express';
import { Listeners } from '../controls/listeners';
import { type MailboxFaults, noFaults } from './faults';
import { mailboxRouter } from './mailbox-router';
import { type Message, readMessage } from './message';
import { listenSmtp } from './smtp';

export type { Message };

export interface MailboxOptions {
  host: string;
  /** 0 takes any free port. */
  smtpPort: number;
  now: () => number;
}

export interface MailboxState {
  messages: Message[];
}

/** Accepts every mail and forwards none. */
export interface Mailbox {
  /** Pages and JSON; to be mounted at `/mailbox`. */
  readonly router: Router;
  readonly smtpUrl: string;
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** May be changed at any time. */
  readonly faults: MailboxFaults;
  clear(): void;
  /**
   * The oldest mail that matches the predicate, already here or yet to come.
   * @throws Error when none has come within the time (ms).
   */
  waitFor(predicate: (message: Message) => boolean, timeoutMs?: number): Promise<Message>;
  snapshot(): MailboxState;
  restore(state: MailboxState): void;
  /** Tells of every change; returns the way to stop it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Starts a mailbox with an SMTP server of its own.
 * @throws the system's error (EADDRINUSE, EACCES) when the port cannot be had.
 */
export async function createMailbox(options: Partial<MailboxOptions> = {}): Promise<Mailbox> {
  const { host = '127.0.0.1', smtpPort = 0, now = Date.now } = options;
  const messages: Message[] = [];
  const listeners = new Listeners();
  const faults = noFaults();

  const replace = (all: readonly Message[]) => {
    messages.splice(0, messages.length, ...all);
    listeners.notify();
  };
  const smtp = await listenSmtp(host, smtpPort, faults, async (raw, to) => {
    messages.push(await readMessage(raw, to, new Date(now())));
    listeners.notify();
  });

  const clear = () => replace([]);
  return {
    router: mailboxRouter({ messages, faults, clear }),
    smtpUrl: `smtp://${host}:${smtp.port}`,
    messages,
    faults,
    clear,
    waitFor: (predicate, timeoutMs = 5000) => waitFor(messages, listeners, predicate, timeoutMs),
    snapshot: () => structuredClone({ messages }),
    restore: (state) => replace(structuredClone(state.messages)),
    onChange: (listener) => listeners.add(listener),
    close: () => smtp.close(),
  };
}

function waitFor(
  messages: readonly Message[],
  listeners: Listeners,
  predicate: (message: Message) => boolean,
  timeoutMs: number,
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      stop();
      finish();
    };
    const look = () => {
      const found = messages.find(predicate);
      if (found) settle(() => resolve(found));
    };
    const timer = setTimeout(() => {
      const subjects = messages.map(({ subject, to }) => `"${subject}" to ${to.join(', ')}`).join('; ') || 'none';
      settle(() => reject(new Error(`No such mail within ${timeoutMs} ms. Mail that came: ${subjects}.`)));
    }, timeoutMs);
    const stop = listeners.add(look);
    look();
  });
}
