import type { FilledLetter } from './letter';

/** What every mail to the operator may name. */
export interface OperatorContext {
  spaceName: string;
  /** IANA. */
  zone: string;
  /** Where the admin API answers. */
  publicUrl: string;
}

export type OperatorText = Pick<FilledLetter, 'subject' | 'text'>;
