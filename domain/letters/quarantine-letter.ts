import type { FailureCode } from '../replayed/failure-codes';
import { systemName, type SyncedSystem } from '../replayed/health/synced-system';
import { describeCause } from './describe-cause';
import type { Instant } from '../replayed/ids';
import { formatInstant } from '../access/format-instant';
import type { OperatorContext, OperatorText } from './operator-letter';

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
