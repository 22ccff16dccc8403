import { type LetterKind, letterKinds } from '../replayed/letter-kinds';
import { defaultHtml } from './default-html';
import { defaultTexts } from './default-texts';
import { fill } from './liquid';
import { completed, type LetterValues } from './placeholders';

export type { LetterValues };

export interface LetterTemplates {
  subject: string;
  text: string;
  /** Null: the text again, in our layout. */
  html: string | null;
}

/** What the settings say of a kind of letter; the rest is ours, as the running version has it. */
export type LetterChoice = { kind: LetterKind } & Partial<LetterTemplates>;

/** What a mail is made of. */
export interface FilledLetter {
  subject: string;
  text: string;
  html: string;
}

/** Fills the templates; values are escaped in HTML, and the subject stays on one line. */
export function renderLetter({ kind, ...chosen }: LetterChoice, values: LetterValues): FilledLetter {
  const { html, ...templates } = { ...defaultLetters[kind], ...chosen };
  const all = completed({ ...values, member_name: greetable(values) });
  const subject = oneLine(fill('text', templates.subject, all));
  const text = fill('text', templates.text, all);
  return { subject, text, html: html === null ? plain({ ...all, subject, text }) : fill('html', html, all) };
}

/** Nexudus keeps a name as it was typed: with line breaks, or not at all. */
const greetable = ({ member_name, username }: LetterValues): string => oneLine(member_name) || username;

const oneLine = (words: string): string => words.replace(/\s+/g, ' ').trim();

const plain = (values: Record<string, string | null>): string => fill('html', defaultHtml.plain.html, values);

const templatesOf = (kind: LetterKind): LetterTemplates => ({ ...defaultHtml[kind], text: defaultTexts[kind] });

/** The letters where the settings give none. */
export const defaultLetters = Object.fromEntries(letterKinds.map((kind) => [kind, templatesOf(kind)])) as Record<
  LetterKind,
  LetterTemplates
>;
