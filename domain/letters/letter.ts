import { letterKinds, type LetterKind } from '../replayed/letter-kinds';
import defaultHtml from './default-html.json';
import { defaultTexts } from './default-texts';
import { fill } from './liquid';
import { completed, type LetterValues } from './placeholders';

export interface LetterTemplates {
  subject: string;
  text: string;
  /** Null: the text, in our layout. */
  html: string | null;
}

/** What the settings say about a kind of letter. The rest is ours, as the running version has it. */
export type LetterChoice = { kind: LetterKind } & Partial<LetterTemplates>;

/** What a mail is made of. */
export interface FilledLetter {
  subject: string;
  text: string;
  html: string;
}

/** The letters for which the settings have none. */
export const defaultLetters = Object.fromEntries(
  letterKinds.map((kind) => [kind, { ...defaultHtml[kind], text: defaultTexts[kind] }]),
) as Record<LetterKind, LetterTemplates>;

/** Fills the templates. Values are escaped in HTML, and the subject stays on one line. */
export function renderLetter({ kind, ...chosen }: LetterChoice, values: LetterValues): FilledLetter {
  const { html, ...templates } = { ...defaultLetters[kind], ...chosen };
  const all = completed({ ...values, member_name: greetable(values) });
  const subject = oneLine(fill('text', templates.subject, all));
  const text = fill('text', templates.text, all);
  const filled =
    html === null ? fill('html', defaultHtml.plain.html, { ...all, subject, text }) : fill('html', html, all);
  return { subject, text, html: filled };
}

/** In Nexudus a name may have line breaks, or be empty. */
const greetable = ({ member_name, username }: LetterValues): string => oneLine(member_name) || username;

const oneLine = (words: string): string => words.replace(/\s+/g, ' ').trim();
