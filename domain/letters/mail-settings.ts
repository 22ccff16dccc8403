import { z } from 'zod';
import { section } from '../settings/settings-errors';
import { letterKinds, type LetterKind } from '../replayed/letter-kinds';
import type { LetterChoice, LetterTemplates } from './letter';
import { letterTemplate } from './letter-template';

const templates = {
  subject: letterTemplate('text', ['password', 'profile_url', 'qr_code']).optional(),
  text: letterTemplate('text').optional(),
  html: letterTemplate('html').optional(),
};

/** A letter of its own kind; whether it is sent at all can be chosen where it only tells. */
const ownLetter = section(templates).optional();
const news = section({ ...templates, send: z.boolean().default(true) }).optional();

export const mailSettings = section({
  /** The letter that brings the credentials (welcome, resend), while `letters` says nothing else. */
  ...templates,
  /** False: the password stands on the member's page only, and `password` is empty in letters. */
  includePassword: z.boolean().default(false),
  /** True: accounts first, letters later. What is owed goes out once this is false. */
  later: z.boolean().default(false),
  /** So many days before access ends the member is told; 0: never. */
  endingSoonDays: z.int().min(0).max(60).default(0),
  letters: section({
    welcome: ownLetter,
    resend: ownLetter,
    rotated: ownLetter,
    renewed: ownLetter,
    planChanged: news,
    endingSoon: news,
    ended: news,
  } satisfies Record<LetterKind, unknown>).prefault({}),
});
export type MailSettings = z.infer<typeof mailSettings>;

export interface MailRules {
  includePassword: boolean;
  endingSoonDays: number;
  /** Only what the operator chose: rules travel often, and our letters get better with every version. */
  letters: Record<LetterKind, LetterChoice>;
  later: boolean;
  /** Kinds that are not sent. */
  silent: LetterKind[];
}

/** Every kind with its own templates, else with the operator's letter for welcome and resend. */
export function mailRules(mail: MailSettings): MailRules {
  const letters = Object.fromEntries(letterKinds.map((kind) => [kind, choiceOf(mail, kind)]));
  const silent = (['planChanged', 'ended'] as const).filter((kind) => mail.letters[kind]?.send === false);
  return {
    includePassword: mail.includePassword,
    later: mail.later,
    endingSoonDays: mail.letters.endingSoon?.send === false ? 0 : mail.endingSoonDays,
    letters: letters as Record<LetterKind, LetterChoice>,
    silent,
  };
}

function choiceOf(mail: MailSettings, kind: LetterKind): LetterChoice {
  const general = kind === 'welcome' || kind === 'resend' ? chosen(mail, {}) : {};
  return { kind, ...chosen(mail.letters[kind] ?? {}, general) };
}

type Chosen = Partial<LetterTemplates>;

/** A text without HTML of its own takes the place of the HTML below it too: a letter says one thing, not two. */
function chosen({ subject, text, html }: { [Part in keyof LetterTemplates]?: string }, below: Chosen): Chosen {
  return {
    ...below,
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text, html: null }),
    ...(html !== undefined && { html }),
  };
}
