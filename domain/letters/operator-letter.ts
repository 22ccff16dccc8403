import type { FailureCode } from '../replayed/failure-codes';
import type { Hold, HoldCause } from '../replayed/guard/guard-state';
import type { HoldNews } from '../replayed/guard/holds';
import { systemName, type SyncedSystem, type WatchedSystem } from '../replayed/health/synced-system';
import type { Instant } from '../replayed/ids';
import { formatInstant } from '../time/local-time';
import defaultHtml from './default-html.json';
import { certificateText, type CertificateLetter } from './certificate-letter';
import type { FilledLetter } from './letter';
import { fill } from './liquid';
import type { OperatorContext, OperatorText } from './operator-text';

/** A mail to the operator, whose address only the worker that sends it knows. */
export type OperatorLetter = HoldLetter | QuarantineLetter | CertificateLetter;

/** A hold: ids, counts and words of closed unions. */
interface HoldLetter extends Pick<Hold, 'id' | 'cause' | 'businessId' | 'members' | 'expiresAt'> {
  kind: 'hold';
  news: HoldNews;
  /** Of all members, listed or not. */
  count: number;
}

/** A system that fails again and again, or works again. */
export interface QuarantineLetter {
  kind: 'quarantine';
  news: 'begun' | 'ended';
  side: WatchedSystem;
  /** What began it. */
  code: FailureCode;
  since: Instant;
  /** When it happened. */
  at: Instant;
}

/** What happened, who is concerned, and what to do. */
export function operatorLetter(letter: OperatorLetter, context: OperatorContext): FilledLetter {
  const { subject, text } = textOf(letter, context);
  const values = { space_name: context.spaceName, subject, text, profile_url: null };
  return { subject, text, html: fill('html', defaultHtml.plain.html, values) };
}

function textOf(letter: OperatorLetter, context: OperatorContext): OperatorText {
  switch (letter.kind) {
    case 'hold':
      return holdText(letter, context);
    case 'quarantine':
      return quarantineText(letter, context);
    case 'certificate':
      return certificateText(letter, context);
  }
}

const holdCauses: Record<HoldCause, string> = {
  removals: 'A sync found more members to shut out than it may in a day.',
  sourceShrank: 'Nexudus lists far fewer coworkers than before.',
  planGone: 'A plan of the plan map is gone from Nexudus.',
  changes: 'A sync would let in or move a large part of the location at once.',
  vanished: 'Several members lost their access within minutes, although nothing in Nexudus says that it ended.',
};

const holdTitles: Record<HoldNews, (count: number) => string> = {
  opened: (count) => `${count} members wait for your decision`,
  reminder: (count) => `Reminder: ${count} members wait for your decision`,
  expired: (count) => `Nobody decided: ${count} members keep what they have`,
};

function holdText(letter: HoldLetter, { spaceName, zone, publicUrl }: OperatorContext): OperatorText {
  const { id, cause, businessId, members, count, expiresAt, news } = letter;
  const place = businessId === null ? '' : ` (location ${businessId})`;
  const more = count > members.length ? [`and ${count - members.length} more`] : [];
  const listed = [...members.map((member) => `- coworker ${member.id}: ${member.reason}`), ...more].join('\n');
  const decide =
    news === 'expired'
      ? 'They keep it for this reason alone, and for as long as you have had to decide: then you are asked again.'
      : `They keep what they have until you decide. Without a decision, that is final on ${formatInstant(expiresAt, zone)}.

To let it happen: POST ${publicUrl}/api/v1/holds/${id}/approve
To keep things as they are: POST ${publicUrl}/api/v1/holds/${id}/reject {"reason": "..."}`;
  return {
    subject: `${spaceName}: ${holdTitles[news](count)}`,
    text: `${holdCauses[cause]}${place} Hold ${id}:\n\n${listed}\n\n${decide}\n`,
  };
}

const duringQuarantine: Record<SyncedSystem, string> = {
  nexudus:
    'Nobody loses access because of this: members keep what they have, and only ends of access that were already known take effect. What is new in Nexudus waits.',
  ironwifi:
    'Syncs change nothing for now: members keep what they have. Writes that are due are tried again and again, ends of access first.',
};

function quarantineText(letter: QuarantineLetter, context: OperatorContext): OperatorText {
  const { side } = letter;
  if (side === 'mail') return mailWasAway(letter, context);
  return letter.news === 'begun' ? quarantineBegun({ ...letter, side }, context) : quarantineEnded(letter, context);
}

/** It arrives when the trouble is over, or at least one letter got through. */
function mailWasAway({ code, since }: QuarantineLetter, { spaceName, zone, publicUrl }: OperatorContext): OperatorText {
  return {
    subject: `${spaceName}: mail was not sent for a while`,
    text: `The mail server of SMTP_URL: ${mailFailures[code] ?? describeFailure('mail', code)}. It began on ${formatInstant(since, zone)}; that this letter arrives means that the server takes letters again.

Access to the network was not delayed. Letters to members have waited, and go out within a quarter of an hour.

The state of the mail server: GET ${publicUrl}/api/v1/health
`,
  };
}

function quarantineBegun(
  { side, code }: QuarantineLetter & { side: SyncedSystem },
  { spaceName, publicUrl }: OperatorContext,
): OperatorText {
  const name = systemName[side];
  return {
    subject: `${spaceName}: syncs fail because of ${name}`,
    text: `${name}: ${describeFailure(side, code)}. ${name} is in quarantine.

${duringQuarantine[side]}

Until a sync goes through, syncs are rare, and each begins with one small read of ${name}. You will hear when it is over, and nothing until then.

To try now: POST ${publicUrl}/api/v1/sync
The state of both systems: GET ${publicUrl}/api/v1/health
`,
  };
}

function quarantineEnded({ side, since, at }: QuarantineLetter, { spaceName, zone }: OperatorContext): OperatorText {
  const name = systemName[side];
  return {
    subject: `${spaceName}: ${name} works again`,
    text: `A sync went through at ${formatInstant(at, zone)}. The quarantine of ${name} since ${formatInstant(since, zone)} is over, and syncs run as often as the settings say.
`,
  };
}

const failures: Partial<Record<FailureCode, string>> = {
  unreachable: 'it cannot be reached',
  timeout: 'it does not answer in time',
  outage: 'it answers with server errors',
  shielded: 'something in front of it, such as a web application firewall, answers in its stead',
  throttled: 'it refuses our calls as too many',
  inconsistent: 'its answers contradict each other, or a part is missing',
  malformed: 'its answers do not have the documented shape',
  wrongTenant: 'another tenant or region answers',
};

const mailFailures: Partial<Record<FailureCode, string>> = {
  unauthorized: 'the log-in was refused',
  forbidden: 'it would not take letters from us',
  throttled: 'it was too busy, or a sending quota was used up',
  mailDeferred: 'it put every letter off',
  rejected: 'it refused letters for what is in them',
};

/** Continues "IronWifi: …". */
function describeFailure(side: WatchedSystem, code: FailureCode): string {
  if (code === 'unauthorized' || code === 'forbidden')
    return side === 'ironwifi' ? 'the API key is refused' : 'the log-in is refused, or its user lacks a role';
  return failures[code] ?? `it refuses what it is asked (${code})`;
}
