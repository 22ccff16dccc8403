import { fill, type LetterFormat } from './liquid';
import type { MailSettings } from './mail-settings';
import { mostKnown } from './samples';

const formats = { subject: 'text', text: 'text', html: 'html' } as const satisfies Record<string, LetterFormat>;
type Templates = { [Part in keyof typeof formats]?: string };

/** What may be saved, but is hardly meant: a letter that promises the password and does not have it. */
export function mailWarnings(mail: MailSettings): string[] {
  if (mail.includePassword) return [];
  const own = Object.entries(mail.letters).map(([kind, letter]) => warningsOf(`mail.letters.${kind}`, letter));
  return [...warningsOf('mail', mail), ...own.flat()];
}

const warningsOf = (path: string, templates: Templates): string[] =>
  (['subject', 'text', 'html'] as const)
    .filter((part) => leavesGap(formats[part], templates[part] ?? ''))
    .map((part) => `${path}.${part} prints {{ password }}, which is empty while mail.includePassword is false.`);

/** Without the password it says the same words, only without the password. */
function leavesGap(format: LetterFormat, template: string): boolean {
  const given = fill(format, template, { ...mostKnown, password: MARK });
  const without = fill(format, template, { ...mostKnown, password: null });
  return given !== without && given.replaceAll(MARK, '') === without;
}

const MARK = '0password0';
