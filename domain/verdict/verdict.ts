import type { Entitlement, Step } from '../replayed/entitlement';
import type { MemberId } from '../replayed/ids';
import { aheadOf, type Ahead } from './ahead';
import { evidenceOf, type Fact } from './evidence';
import { phrasesOf, type VerdictLanguage } from './languages';
import type { Clock } from './moment';
import { notesOf, troubleOf } from './notes';
import type { Phrases } from './phrases';
import { endOf, positionOf, stepsOf, zoneOfStep, type Position, type Standing } from './standing';
import { capital, Teller } from './told';
import { wayOf, type Way } from './way';

/**
 * Whether somebody can connect now.
 * - `yes`: may, and can. `soon`: may, and can in a moment.
 * - `no`: cannot. `still`: may not, and can for a moment more.
 * - `unknown`: Nexudus has not been read yet, Latchkey is not live, or another profile of the same person has the account.
 */
export const allowedWords = ['yes', 'soon', 'still', 'no', 'unknown'] as const;
type Allowed = (typeof allowedWords)[number];

/** The answer of the front desk: whether, why, what to do about it, and what comes by itself. */
export interface Verdict {
  allowed: Allowed;
  /** Without a full stop at its end: it is a headline. */
  sentence: string;
  evidence: Fact[];
  way: Way | null;
  next: Ahead[];
}

/** Pure. It has ids, names of products and instants, never a person. */
export function verdictOf(standing: Standing, language: VerdictLanguage, clock: Clock): Verdict {
  const [now, ...later] = stepsOf(standing);
  // what has no zone of its own, such as a failure, is told by the clock of what was decided
  const place = zoneOfStep(now) ?? clock.zone;
  const isOpen = standing.account?.enabled === true;
  const teller = new Teller(phrasesOf[language], { ...clock, zone: place }, standing.member, isOpen);
  if (standing.erasure !== null) return erased(standing, standing.erasure, teller);
  if (now === undefined) return notLookedAt(standing, teller);
  const steps: [Step, ...Step[]] = [now, ...later];
  const position = positionOf(standing, now);
  const way = wayOf(position, steps, standing, teller);
  return {
    allowed: allowedIn(position, standing),
    sentence: sentenceOf(standing, steps, position, way, teller),
    evidence: evidenceOf(standing, now, position, teller),
    way,
    next: aheadOf(standing, teller),
  };
}

function erased(standing: Standing, { since, doneAt }: NonNullable<Standing['erasure']>, teller: Teller): Verdict {
  const { phrases } = teller;
  const { heads, erasure, explained } = phrases;
  const isOpen = standing.account?.enabled === true;
  const what =
    doneAt === null ? erasure.underWay(teller.time('since', since)) : erasure.done(teller.time('on', doneAt));
  const then = standing.override === null ? erasure.isFree : erasure.keptOff;
  return {
    allowed: isOpen ? 'still' : 'no',
    sentence: sentences([explained(isOpen ? heads.still : heads.no, what), then], phrases),
    evidence: evidenceOf(standing, undefined, null, teller),
    way: null,
    next: aheadOf(standing, teller),
  };
}

function notLookedAt(standing: Standing, teller: Teller): Verdict {
  const { attention } = standing;
  const { notLookedAt } = teller.phrases;
  const trouble = attention?.lane === 'looker' ? [troubleOf(attention, teller)] : [];
  return {
    allowed: 'unknown',
    sentence: sentences([notLookedAt, ...trouble], teller.phrases),
    evidence: evidenceOf(standing, undefined, null, teller),
    way: null,
    next: aheadOf(standing, teller),
  };
}

function allowedIn(position: Position, { account }: Standing): Allowed {
  switch (position) {
    case 'open':
      return 'yes';
    case 'opening':
      return 'soon';
    case 'closing':
      return 'still';
    case 'stuck':
    case 'stopped':
    case 'noAccount':
    case 'closed':
      return 'no';
    case 'preview':
      return account?.enabled === true ? 'yes' : 'unknown';
    case 'elsewhere':
      return 'unknown';
    default:
      return position satisfies never;
  }
}

function sentenceOf(
  standing: Standing,
  steps: [Step, ...Step[]],
  position: Position,
  way: Way | null,
  teller: Teller,
): string {
  const { phrases } = teller;
  const [step] = steps;
  const [profile] = step.evidence;
  const isElsewhere = position === 'elsewhere' && profile !== undefined;
  const first = isElsewhere
    ? phrases.seeProfile(profile.id)
    : phrases.explained(headOf(position, steps, teller), whyOf(standing, step, position, teller));
  const adds = position === 'closed' && way !== null && !isSaid(way, step);
  return sentences([first, ...(adds ? [way.text] : []), ...notesOf(standing, step, position, teller)], phrases);
}

function headOf(position: Position, steps: [Step, ...Step[]], teller: Teller): string {
  const { heads } = teller.phrases;
  const until = teller.timeOrNull('until', endOf(steps));
  switch (position) {
    case 'open':
      return heads.yes(until);
    case 'opening':
      return heads.soon;
    case 'closing':
      return heads.still;
    case 'closed':
    case 'noAccount':
    case 'elsewhere':
      return heads.no;
    case 'stuck':
    case 'stopped':
      return heads.notYet;
    case 'preview':
      return steps[0].access.state === 'granted' ? heads.would(until) : heads.wouldNot;
    default:
      return position satisfies never;
  }
}

function whyOf({ attention }: Standing, { reason, evidence }: Step, position: Position, teller: Teller): string {
  const { notes } = teller.phrases;
  if (position === 'stuck' && attention !== null) return troubleOf(attention, teller);
  if (position === 'stopped') return notes.writeWaits;
  if (position === 'noAccount') return notes.noAccount;
  return teller.because(reason, evidence);
}

/** "needs a check-in" need not be followed by "check in first". */
function isSaid({ kind, at }: Way, { reason, evidence }: Step): boolean {
  switch (kind) {
    case 'checkIn':
      return true;
    case 'wait':
      return reason !== 'outsideHours' && at === evidence[0]?.at;
    case 'settings':
      return reason === 'retiredPlan';
    case 'nexudus':
    case 'operator':
      return false;
    default:
      return kind satisfies never;
  }
}

const sentences = (texts: string[], phrases: Phrases): string => texts.map((text) => capital(text, phrases)).join('. ');

/**
 * What was decided for now, in English and with whole dates, as if the account were as it is to be: for a text that is read at
 * any time, beside what is known of the account.
 * @param isOpen whether the account is open: that is all that counts where it is kept as it is
 */
export function decisionSentence(entitlement: Entitlement, member: MemberId, isOpen: boolean): string {
  const [first] = entitlement.steps;
  const enabled = first?.access.state === 'keep' ? isOpen : first?.access.state === 'granted';
  const { sentence } = verdictOf(
    {
      ...{ member, entitlement, step: 0, account: { id: '', enabled, orgUnit: '' }, unsettled: false },
      ...{ attention: null, waiting: null, delivery: { state: 'none', kind: null }, hold: null },
      ...{ secondLookAt: null, eraseAt: null, erasure: null, override: null, lastLookAt: null },
    },
    'en',
    { now: null, zone: 'UTC' },
  );
  const zone = zoneOfStep(first);
  return zone === undefined ? sentence : `${sentence} (${zone})`;
}
