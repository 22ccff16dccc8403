import { fill, type Placeholder } from './letter-template';

export interface LetterTemplates {
  subject: string;
  text: string;
  html: string;
}

/** `profile_url` is absent where members have no page. */
export type LetterValues = Record<Exclude<Placeholder, 'profile_url'>, string> & { profile_url?: string | null };

/** Fills the operator's templates; values are escaped in HTML, and the subject stays on one line. */
export function renderLetter(templates: LetterTemplates, values: LetterValues): LetterTemplates {
  const all = { ...values, profile_url: values.profile_url ?? null };
  return {
    subject: fill('text', templates.subject, all).replace(/\s+/g, ' ').trim(),
    text: fill('text', templates.text, all),
    html: fill('html', templates.html, all),
  };
}
