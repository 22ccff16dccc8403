import type { FailureCode } from '../failure-codes';
import { sideName, type Side } from '../health/side';
import { tellCause } from '../health/tell-cause';
import type { Instant } from '../ids';
import { tellInstant } from '../tell-instant';
import type { OperatorContext, OperatorText } from './operator-letter';

/** A side that fails again and again, or works again, as the person in charge hears of it. */
export interface QuarantineLetter {
  kind: 'quarantine';
  news: 'begun' | 'ended';
  side: Side;
  /** What began it. */
  code: FailureCode;
  since: Instant;
  /** When this letter was owed. */
  at: Instant;
}

export function quarantineLetter(letter: QuarantineLetter, context: OperatorContext): OperatorText {
  return letter.news === 'begun' ? begun(letter, context) : ended(letter, context);
}

const meanwhile: Record<Side, string> = {
  nexudus:
    'Nobody loses access because of that: members keep what they have, and ends of access that are known already are served. What is new in Nexudus waits.',
  ironwifi:
    'Syncs change nobody meanwhile: members keep what they have. What is due anyway is tried again and again, ends of access first.',
};

function begun({ side, code }: QuarantineLetter, { spaceName, publicUrl }: OperatorContext): OperatorText {
  const name = sideName[side];
  return {
    subject: `${spaceName}: syncs fail because of ${name}`,
    text: `${name}: ${tellCause(side, code)}. ${name} is in quarantine.

${meanwhile[side]}

Syncs are rare until one goes through, and each begins with one small read of ${name}. You will hear when that is over, and nothing until then.

To try at once: POST ${publicUrl}/api/v1/sync
How both sides do: GET ${publicUrl}/api/v1/health
`,
  };
}

function ended({ side, since, at }: QuarantineLetter, { spaceName, zone }: OperatorContext): OperatorText {
  const name = sideName[side];
  return {
    subject: `${spaceName}: ${name} works again`,
    text: `A sync went through at ${tellInstant(at, zone)}. The quarantine of ${name}, since ${tellInstant(since, zone)}, is over, and syncs come as often as the settings say.
`,
  };
}
