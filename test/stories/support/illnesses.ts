import type { MailboxFaults } from '../../../sandbox/mailbox/faults';
import type { System } from './system';

/** What can be ill: the three outside systems. */
export type Side = 'nexudus' | 'ironwifi' | 'mail';
export const sides: readonly Side[] = ['nexudus', 'ironwifi', 'mail'];

export interface Illness {
  what: string;
  /** @param until when it will end, epoch ms. */
  strike: (system: System, until: number) => void | Promise<void>;
  mend: (system: System) => void | Promise<void>;
}

const DAY_MS = 86_400_000;

/** `Retry-After` as servers are seen to send it, right and wrong. */
const waits: Record<string, (until: number) => string> = {
  'without a Retry-After': () => '',
  'Retry-After in seconds': () => '3',
  'Retry-After in fractions': () => '2.5',
  'Retry-After as a date': (until) => new Date(until).toUTCString(),
  'Retry-After as an epoch number': (until) => String(Math.ceil(until / 1_000)),
  'Retry-After of a day': () => '86400',
  'Retry-After of a date tomorrow': () => new Date(Date.now() + DAY_MS).toUTCString(),
  'Retry-After of an epoch number tomorrow': () => String(Math.ceil((Date.now() + DAY_MS) / 1_000)),
  'Retry-After beyond any timer': () => '4294967296',
  'Retry-After that says soon': () => 'soon',
  'Retry-After below zero': () => '-5',
};

const cutWire = (side: Side): Illness => ({
  what: 'refuses connections',
  strike: ({ wires }) => wires[side].cut(),
  mend: ({ wires }) => wires[side].mend(),
});

const nexudusDown = (down: '500' | '503' | 'hang' | 'refuse', what: string): Illness => ({
  what,
  strike: ({ sandbox }) => void (sandbox.nexudus.faults.down = down),
  mend: ({ sandbox }) => void (sandbox.nexudus.faults.down = 'off'),
});

const ironwifiDown = (down: '500' | '502-html' | '503' | 'hang' | 'refuse', what: string): Illness => ({
  what,
  strike: ({ sandbox }) => void (sandbox.ironwifi.faults.down = down),
  mend: ({ sandbox }) => void (sandbox.ironwifi.faults.down = 'off'),
});

function nexudusWaits(status: 409 | 429 | 503, form: string, wait: (until: number) => string): Illness {
  return {
    what: `answers ${status} ${form}`,
    strike: ({ sandbox: { nexudus } }, until) => {
      if (status !== 503) nexudus.options.throttleStatus = status;
      Object.assign(nexudus.faults, ill(status), { retryAfter: wait(until) });
    },
    mend: ({ sandbox }) => void Object.assign(sandbox.nexudus.faults, well),
  };
}

function ironwifiWaits(status: 429 | 503, form: string, wait: (until: number) => string): Illness {
  return {
    what: `answers ${status} ${form}`,
    strike: ({ sandbox }, until) =>
      void Object.assign(sandbox.ironwifi.faults, ill(status), { retryAfter: wait(until) }),
    mend: ({ sandbox }) => void Object.assign(sandbox.ironwifi.faults, well),
  };
}

const ill = (status: number): object => (status === 503 ? { down: '503' } : { throttle: true });
const well = { down: 'off', throttle: false, retryAfter: '' } as const;

const mailRefuses = (refuse: MailboxFaults['refuse'], what: string): Illness => ({
  what,
  strike: ({ sandbox }) => void (sandbox.mailbox.faults.refuse = refuse),
  mend: ({ sandbox }) => void (sandbox.mailbox.faults.refuse = 'off'),
});

const everyWait = (make: (form: string, wait: (until: number) => string) => Illness[]): Illness[] =>
  Object.entries(waits).flatMap(([form, wait]) => make(form, wait));

export const illnesses: Record<Side, Illness[]> = {
  nexudus: [
    cutWire('nexudus'),
    nexudusDown('refuse', 'resets connections'),
    nexudusDown('hang', 'never answers'),
    nexudusDown('500', 'answers 500'),
    ...everyWait((form, wait) => [nexudusWaits(409, form, wait), nexudusWaits(429, form, wait)]),
    ...everyWait((form, wait) => [nexudusWaits(503, form, wait)]),
  ],
  ironwifi: [
    cutWire('ironwifi'),
    ironwifiDown('refuse', 'resets connections'),
    ironwifiDown('hang', 'never answers'),
    ironwifiDown('500', 'answers 500'),
    ironwifiDown('502-html', 'has a gateway that answers in HTML'),
    {
      what: 'does what it is told and resets the connection before its reply',
      strike: ({ sandbox }) => void (sandbox.ironwifi.faults.loseReplies = Infinity),
      mend: ({ sandbox }) => void (sandbox.ironwifi.faults.loseReplies = 0),
    },
    {
      what: 'breaks off in the middle of its replies',
      strike: ({ sandbox }) => void (sandbox.ironwifi.faults.resetMidBody = Infinity),
      mend: ({ sandbox }) => void (sandbox.ironwifi.faults.resetMidBody = 0),
    },
    ...everyWait((form, wait) => [ironwifiWaits(429, form, wait), ironwifiWaits(503, form, wait)]),
  ],
  mail: [
    cutWire('mail'),
    {
      what: 'resets connections',
      strike: ({ sandbox }) => void (sandbox.mailbox.faults.down = true),
      mend: ({ sandbox }) => void (sandbox.mailbox.faults.down = false),
    },
    mailRefuses('4xx', 'answers 451'),
    mailRefuses('drop-after-data', 'takes the letter and resets the connection before its reply'),
    mailRefuses('greeting-4xx', 'greets with 421'),
    mailRefuses('greeting-5xx', 'greets with 554'),
    mailRefuses('log-in-required', 'asks for a log-in with 530'),
    mailRefuses('sender-quota', 'refuses our quota with 550'),
    mailRefuses('greylisted', 'knows us not yet, with 450'),
    mailRefuses('relaying', 'refuses to relay with 550'),
  ],
};
