import type { Hold, HoldCause } from '../replayed/guard/guard-state';
import type { HoldNews } from '../replayed/guard/holds';
import { formatInstant } from '../access/format-instant';
import type { OperatorContext, OperatorText } from './operator-letter';

/** A hold, as the person in charge hears of it: ids, counts and words of closed unions. */
export interface HoldLetter extends Pick<Hold, 'id' | 'cause' | 'businessId' | 'members' | 'expiresAt'> {
  kind: 'hold';
  news: HoldNews;
  /** Of all members, those listed and the others. */
  count: number;
}

const causes: Record<HoldCause, string> = {
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

export function holdLetter(letter: HoldLetter, { spaceName, zone, publicUrl }: OperatorContext): OperatorText {
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
    text: `${causes[cause]}${place} Hold ${id}:\n\n${listed}\n\n${decide}\n`,
  };
}
