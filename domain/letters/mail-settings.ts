import { z } from 'zod';
import { letterKinds, type LetterKind } from '../replayed/letter-kinds';
import { section } from '../schema/section';
import type { LetterChoice, LetterTemplates } from './letter';
import { letterTemplate } from './letter-template';
import { fill, type LetterFormat } from './liquid';
import { mostKnown } from './placeholders';

const templates = {
  subject: letterTemplate('text', ['password', 'profile_url', 'qr_code'])
    .optional()
    .describe('The subject, a Liquid template. By default ours.'),
  text: letterTemplate('text')
    .optional()
    .describe('The plain text, a Liquid template. Without an `html` beside it, the HTML is this text in our layout.'),
  html: letterTemplate('html').optional().describe('The HTML, a Liquid template.'),
};

const ownLetter = section(templates).optional();
/** A letter without credentials need not be sent at all. */
const news = section({
  ...templates,
  send: z.boolean().default(true).describe('Whether this letter is sent.'),
}).optional();

export const mailSettings = section({
  // The letter that brings the credentials (welcome, resend), unless `letters` has one of its own.
  ...templates,
  includePassword: z
    .boolean()
    .default(false)
    .describe("Whether letters hold the password. While false, only the member's page shows it."),
  later: z
    .boolean()
    .default(false)
    .describe('While true, accounts are made but no letters are sent. They go out once this is false.'),
  endingSoonDays: z
    .int()
    .min(0)
    .max(60)
    .default(0)
    .describe('How many days before the end of access the member gets a letter; 0 for none.'),
  letters: section({
    welcome: ownLetter.describe('The first letter. By default the templates of `mail`.'),
    resend: ownLetter.describe('When an operator sends the credentials again. By default the templates of `mail`.'),
    rotated: ownLetter.describe('A new password.'),
    renewed: ownLetter.describe('A new link.'),
    renewProfile: ownLetter.describe('The CA of the network is rolled over: members set up their devices again.'),
    planChanged: news.describe('Another access level.'),
    endingSoon: news.describe('Access ends soon.'),
    ended: news.describe('Access has ended.'),
  } satisfies Record<LetterKind, unknown>)
    .prefault({})
    .describe(
      'Letters by their occasion, each with a `subject`, `text` and `html` of its own. ' +
        'Those that only inform (`planChanged`, `endingSoon`, `ended`) are not sent with `send: false`.',
    ),
});
type MailSettings = z.infer<typeof mailSettings>;

export interface MailRules {
  includePassword: boolean;
  endingSoonDays: number;
  /** Only what the operator chose, so that rules stay small, and our own letters improve with each version. */
  letters: Record<LetterKind, LetterChoice>;
  later: boolean;
  /** Kinds that are not sent. */
  silent: LetterKind[];
}

/** Templates of `mail` itself are for welcome and resend, unless these have their own. */
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

/** A text without HTML of its own replaces the HTML of `below` too: both parts of a letter must say the same. */
function chosen({ subject, text, html }: { [Part in keyof LetterTemplates]?: string }, below: Chosen): Chosen {
  return {
    ...below,
    ...(subject !== undefined && { subject }),
    ...(text !== undefined && { text, html: null }),
    ...(html !== undefined && { html }),
  };
}

const formats = { subject: 'text', text: 'text', html: 'html' } as const satisfies Record<string, LetterFormat>;
type Templates = { [Part in keyof typeof formats]?: string };

/** What may be saved but is hardly meant: a letter that announces the password and lacks it. */
export function mailWarnings(mail: MailSettings): string[] {
  if (mail.includePassword) return [];
  const own = Object.entries(mail.letters).map(([kind, letter]) => warningsOf(`mail.letters.${kind}`, letter));
  return [...warningsOf('mail', mail), ...own.flat()];
}

const warningsOf = (path: string, templates: Templates): string[] =>
  (['subject', 'text', 'html'] as const)
    .filter((part) => leavesGap(formats[part], templates[part] ?? ''))
    .map((part) => `${path}.${part} prints {{ password }}, which is empty while mail.includePassword is false.`);

/** With and without a password it says the same words, so one of them has a gap. */
function leavesGap(format: LetterFormat, template: string): boolean {
  const given = fill(format, template, { ...mostKnown, password: MARK });
  const without = fill(format, template, { ...mostKnown, password: null });
  return given !== without && given.replaceAll(MARK, '') === without;
}

const MARK = '0password0';
