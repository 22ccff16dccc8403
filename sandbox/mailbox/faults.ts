import type { Choices } from '../controls/dials';

/** What can go wrong with a delivery; everything is off until turned on. */
export interface MailboxFaults {
  /** Refuses each mail for now (451) or for good (550), or keeps it and hangs up before saying so. */
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
