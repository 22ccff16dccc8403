import type { FailureCode } from '../replayed/failure-codes';
import type { Hold, HoldCause } from '../replayed/guard/guard-state';
import type { HoldNews } from '../replayed/guard/holds';
import { type SyncedSystem, systemName } from '../replayed/health/synced-system';
import type { Instant } from '../replayed/ids';
import { formatInstant } from '../time/local-time';
import { defaultHtml } from './default-html';
import type { FilledLetter } from './letter';
import { fill } from './liquid';

export type OperatorLetter = HoldLetter | QuarantineLetter;

export interface OperatorContext {
  spaceName: string;
  /** IANA. */
  zone: string;
  /** Where the admin API answers. */
  publicUrl: string;
}

type OperatorText = Pick<FilledLetter, 'subject' | 'text'>;

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

/** A hold, as the person in charge hears of it: ids, counts and words of closed unions. */
interface HoldLetter extends Pick<Hold, 'id' | 'cause' | 'businessId' | 'members' | 'expiresAt'> {
  kind: 'hold';
  news: HoldNews;
  /** Of all members, those listed and the others. */
  count: number;
}

const holdReasons: Record<HoldCause, string> = {
  removals: 'A sync found more members to shut out than it may in a day.',
  sourceShrank: 'Nexudus lists far fewer coworkers than before.',
  planGone: 'A plan of the plan map is gone from Nexudus.',
  changes: 'A sync would let in, or move, a large part of the location at once.',
  vanished: 'The access of several members vanished within minutes, though nothing in Nexudus says that it ended.',
};

const titles: Record<HoldNews, (count: number) => string> = {
  opened: (count) => `${count} members wait for your decision`,
  reminder: (count) => `Reminder: ${count} members wait for your decision`,
  expired: (count) => `Nobody decided: ${count} members keep what they have`,
};

function holdLetter(letter: HoldLetter, { spaceName, zone, publicUrl }: OperatorContext): OperatorText {
  const { id, cause, businessId, members, count, expiresAt, news } = letter;
  const place = businessId === null ? '' : ` (location ${businessId})`;
  const more = count > members.length ? [`and ${count - members.length} more`] : [];
  const listed = [...members.map((member) => `- coworker ${member.id}: ${member.reason}`), ...more].join('\n');
  const decide =
    news === 'expired'
      ? 'They are not held again until they are found entitled once, or the set grows.'
      : `Until you decide they keep what they have. Without a decision that stays so from ${formatInstant(expiresAt, zone)} on.

To let it happen: POST ${publicUrl}/api/v1/holds/${id}/approve
To keep things as they are: POST ${publicUrl}/api/v1/holds/${id}/reject {"reason": "..."}`;
  return {
    subject: `${spaceName}: ${titles[news](count)}`,
    text: `${holdReasons[cause]}${place} Hold ${id}:\n\n${listed}\n\n${decide}\n`,
  };
}

/** A side that fails again and again, or works again, as the person in charge hears of it. */
export interface QuarantineLetter {
  kind: 'quarantine';
  news: 'begun' | 'ended';
  side: SyncedSystem;
  /** What began it. */
  code: FailureCode;
  since: Instant;
  /** When this letter was owed. */
  at: Instant;
}

export function quarantineLetter(letter: QuarantineLetter, context: OperatorContext): OperatorText {
  return letter.news === 'begun' ? begun(letter, context) : ended(letter, context);
}

const meanwhile: Record<SyncedSystem, string> = {
  nexudus:
    'Nobody loses access because of that: members keep what they have, and ends of access that are known already are served. What is new in Nexudus waits.',
  ironwifi:
    'Syncs change nobody meanwhile: members keep what they have. What is due anyway is tried again and again, ends of access first.',
};

function begun({ side, code }: QuarantineLetter, { spaceName, publicUrl }: OperatorContext): OperatorText {
  const name = systemName[side];
  return {
    subject: `${spaceName}: syncs fail because of ${name}`,
    text: `${name}: ${describeCause(side, code)}. ${name} is in quarantine.

${meanwhile[side]}

Syncs are rare until one goes through, and each begins with one small read of ${name}. You will hear when that is over, and nothing until then.

To try at once: POST ${publicUrl}/api/v1/sync
How both sides do: GET ${publicUrl}/api/v1/health
`,
  };
}

function ended({ side, since, at }: QuarantineLetter, { spaceName, zone }: OperatorContext): OperatorText {
  const name = systemName[side];
  return {
    subject: `${spaceName}: ${name} works again`,
    text: `A sync went through at ${formatInstant(at, zone)}. The quarantine of ${name}, since ${formatInstant(since, zone)}, is over, and syncs come as often as the settings say.
`,
  };
}

const failures: Partial<Record<FailureCode, string>> = {
  unreachable: 'it cannot be reached',
  timeout: 'it does not answer in time',
  outage: 'it answers with errors of its own',
  throttled: 'it lets us make no calls',
  inconsistent: 'its answers contradict each other, or a part is missing',
  malformed: 'its answers have another shape than is documented',
  wrongTenant: 'another tenant or region answers',
};

/** Why a side cannot be worked with, in words for the person in charge: "IronWifi: …". */
function describeCause(side: SyncedSystem, code: FailureCode): string {
  if (code === 'unauthorized' || code === 'forbidden')
    return side === 'ironwifi' ? 'the API key is refused' : 'the log-in is refused, or its user lacks a role';
  return failures[code] ?? `it refuses what it is asked (${code})`;
}
