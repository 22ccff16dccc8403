import type { Choices } from '../controls/dials';

/** Where in the dialogue a server says no. */
type Stage = 'greeting' | 'log-in' | 'sender' | 'recipient' | 'letter';

interface Refusal {
  at: Stage;
  code: number;
  text: string;
}

/** Ways to refuse, as real servers put them. One with a letter's own code speaks of the recipient, the others of us. */
const refusals = {
  '4xx': { at: 'letter', code: 451, text: '4.3.0 Try again later' },
  '5xx': { at: 'recipient', code: 550, text: '5.1.1 No such mailbox here' },
  'greeting-5xx': { at: 'greeting', code: 554, text: 'No SMTP service here' },
  'greeting-4xx': { at: 'greeting', code: 421, text: 'Too busy, try again later' },
  'log-in': { at: 'log-in', code: 535, text: '5.7.8 Authentication credentials invalid' },
  'log-in-required': { at: 'sender', code: 530, text: '5.7.0 Authentication required' },
  'sender-5xx': { at: 'sender', code: 553, text: '5.7.1 Sender address rejected: not owned by user' },
  'sender-quota': { at: 'sender', code: 550, text: '5.4.5 Daily user sending limit exceeded' },
  greylisted: { at: 'recipient', code: 450, text: '4.7.1 Greylisted, please try again in 300 seconds' },
  relaying: { at: 'recipient', code: 550, text: '5.7.1 Unable to relay' },
  'relaying-bare': { at: 'recipient', code: 554, text: 'Relay access denied' },
  'relaying-as-5.1.1': { at: 'recipient', code: 550, text: '5.1.1 Relaying denied' },
  quota: { at: 'recipient', code: 550, text: '5.4.5 Daily sending quota exceeded' },
  'quota-bare': { at: 'recipient', code: 550, text: 'Quota exceeded' },
  'policy-bare': { at: 'recipient', code: 550, text: 'Administrative prohibition' },
  'mailbox-full': { at: 'recipient', code: 552, text: '5.2.2 Mailbox full' },
  'mailbox-disabled': { at: 'recipient', code: 550, text: '5.2.1 Mailbox disabled, not accepting messages' },
  'unknown-bare': { at: 'recipient', code: 550, text: 'Requested action not taken: mailbox unavailable' },
  'unknown-in-relay-table': { at: 'recipient', code: 550, text: '5.1.1 User unknown in relay recipient table' },
  'unknown-after-data': { at: 'letter', code: 550, text: '5.1.10 Recipient not found' },
  'letter-5xx': { at: 'letter', code: 554, text: '5.6.0 Message refused as spam' },
} as const satisfies Record<string, Refusal>;

/** What can go wrong with a delivery; everything is off until turned on. */
export interface MailboxFaults {
  /** Refuses each mail in one of these ways, or keeps it and hangs up before the reply. */
  refuse: 'off' | keyof typeof refusals | 'drop-after-data';
  /** Every connection is reset. */
  down: boolean;
}

export const faultChoices: Choices<MailboxFaults> = {
  refuse: ['off', ...(Object.keys(refusals) as (keyof typeof refusals)[]), 'drop-after-data'],
  down: [false, true],
};

export function noFaults(): MailboxFaults {
  return { refuse: 'off', down: false };
}

/** What the server says no with at this stage; null: nothing. */
export function refusalAt(stage: Stage, { refuse }: MailboxFaults): Error | null {
  if (refuse === 'off' || refuse === 'drop-after-data') return null;
  const { at, code, text } = refusals[refuse];
  return at === stage ? Object.assign(new Error(text), { responseCode: code }) : null;
}
