import { fill, type Placeholder } from './letter-template';

export interface LetterTemplates {
  subject: string;
  text: string;
  html: string;
}

type Optional = 'password' | 'profile_url' | 'qr_code' | 'plan_name' | 'valid_until';

/** What the optional ones say when they are absent: see `placeholders`. */
export type LetterValues = Record<Exclude<Placeholder, Optional>, string> & Partial<Record<Optional, string | null>>;

const nothing: Record<Optional, null> = {
  password: null,
  profile_url: null,
  qr_code: null,
  plan_name: null,
  valid_until: null,
};

/** Fills the operator's templates; values are escaped in HTML, and the subject stays on one line. */
export function renderLetter(templates: LetterTemplates, values: LetterValues): LetterTemplates {
  const all = { ...nothing, ...values };
  return {
    subject: fill('text', templates.subject, all).replace(/\s+/g, ' ').trim(),
    text: fill('text', templates.text, all),
    html: fill('html', templates.html, all),
  };
}
