import type { Choices } from '../controls/dials';

/** What can go wrong with a delivery; everything is off until turned on. */
export interface MailboxFaults {
  /** Refuses each mail temporarily (451) or permanently (550), or keeps it and hangs up before the reply. */
  refuse: 'off' | '4xx' | '5xx' | 'drop-after-data';
  /** Every connection is reset. */
  down: boolean;
}

export const faultChoices: Choices<MailboxFaults> = {
  refuse: ['off', '4xx', '5xx', 'drop-after-data'],
  down: [false, true],
};

export function noFaults(): MailboxFaults {
  return { refuse: 'off', down: false };
}
