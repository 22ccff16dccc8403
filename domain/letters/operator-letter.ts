import { defaultHtml } from './default-html';
import { holdLetter, type HoldLetter } from './hold-letter';
import type { FilledLetter } from './letter';
import { fill } from './liquid';
import { quarantineLetter, type QuarantineLetter } from './quarantine-letter';

export type OperatorLetter = HoldLetter | QuarantineLetter;

export interface OperatorContext {
  spaceName: string;
  /** IANA. */
  zone: string;
  /** Where the admin API answers. */
  publicUrl: string;
}

export type OperatorText = Pick<FilledLetter, 'subject' | 'text'>;

/** A letter to the person in charge: what happened, who is concerned, what to do. */
export function operatorLetter(letter: OperatorLetter, context: OperatorContext): FilledLetter {
  const { subject, text } = textOf(letter, context);
  const html = fill('html', defaultHtml.plain.html, {
    space_name: context.spaceName,
    subject,
    text,
    profile_url: null,
  });
  return { subject, text, html };
}

function textOf(letter: OperatorLetter, context: OperatorContext): OperatorText {
  switch (letter.kind) {
    case 'hold':
      return holdLetter(letter, context);
    case 'quarantine':
      return quarantineLetter(letter, context);
  }
}
