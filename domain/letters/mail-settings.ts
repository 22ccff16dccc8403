import { z } from 'zod';
import { section } from '../settings-errors';
import { defaultLetters } from './default-letters';
import { letterKinds, type LetterKind } from './kinds';
import type { LetterTemplates } from './letter';
import { letterTemplate } from './letter-template';

const templates = {
  subject: letterTemplate('text').optional(),
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
  letters: Record<LetterKind, LetterTemplates>;
  /** Kinds that are not sent. */
  silent: LetterKind[];
}

/** Every kind with its templates: its own, else the operator's letter for all that bring credentials, else ours. */
export function mailRules(mail: MailSettings): MailRules {
  const letters = Object.fromEntries(letterKinds.map((kind) => [kind, templatesOf(mail, kind)]));
  const silent = (['planChanged', 'ended'] as const).filter((kind) => mail.letters[kind]?.send === false);
  return {
    includePassword: mail.includePassword,
    endingSoonDays: mail.letters.endingSoon?.send === false ? 0 : mail.endingSoonDays,
    letters: letters as Record<LetterKind, LetterTemplates>,
    silent,
  };
}

function templatesOf(mail: MailSettings, kind: LetterKind): LetterTemplates {
  const general = kind === 'welcome' || kind === 'resend' ? mail : undefined;
  const own = mail.letters[kind];
  const { subject, text, html } = defaultLetters[kind];
  return {
    subject: own?.subject ?? general?.subject ?? subject,
    text: own?.text ?? general?.text ?? text,
    html: own?.html ?? general?.html ?? html,
  };
}
