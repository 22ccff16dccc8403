import { evidenceKinds, type Evidence, type Step } from '../replayed/entitlement';
import { holdNote, movingTo, troubleOf } from './notes';
import type { System } from './phrases';
import { lacksCredentials, type Position, type Standing } from './standing';
import { capital, type Teller } from './told';

/** What the decision rests on, and what is known of the account. */
export const factKinds = [
  ...evidenceKinds,
  ...(['account', 'hold', 'attention', 'maintenance', 'letter', 'preview', 'look'] as const),
] as const;

/** Something that led to the verdict, in a few words. */
export interface Fact {
  kind: (typeof factKinds)[number];
  /** Of the record in Nexudus, the account, the hold, the operator; of an attention the lane and the code. */
  id: string | null;
  text: string;
}

/** What the decision rests on, then how far the account is, then what is in the way of more. */
export function evidenceOf(
  standing: Standing,
  step: Step | undefined,
  position: Position | null,
  teller: Teller,
): Fact[] {
  const rested =
    step === undefined ? [] : step.evidence.map((evidence, index) => ofStep(step, index, evidence, teller));
  return [...rested, ...ofState(standing, step, position, teller)].map((fact) => ({
    ...fact,
    text: capital(fact.text, teller.phrases),
  }));
}

function ofStep(step: Step, index: number, evidence: Evidence, teller: Teller): Fact {
  const { kind, id } = evidence;
  return { kind, id, text: textOf(step, index, evidence, teller) };
}

function textOf(step: Step, index: number, evidence: Evidence, teller: Teller): string {
  const { facts } = teller.phrases;
  switch (evidence.kind) {
    case 'contract':
    case 'pass':
      return ofRecord(step, step.evidence.slice(index), teller);
    case 'checkIn':
      return ofCheckIn(step, evidence, teller);
    case 'team':
      return facts.team(evidence.id);
    case 'coworker':
      return index === 0 && step.reason !== 'joined'
        ? teller.because(step.reason, step.evidence)
        : facts.profile(evidence.id);
    case 'override': {
      const tell = step.reason === 'blocked' ? facts.blockedBy : facts.allowedBy;
      return tell(evidence.id, teller.timeOrNull('until', evidence.at, evidence.zone));
    }
    default:
      return evidence.kind satisfies never;
  }
}

/** @param from the evidence from this record on: behind it may stand its team */
function ofRecord({ reason }: Step, from: Evidence[], teller: Teller): string {
  const { facts } = teller.phrases;
  const alone = from.slice(0, from[1]?.kind === 'team' ? 2 : 1);
  const told = teller.told(reason, alone);
  switch (reason) {
    case 'contract':
    case 'pass':
    case 'teamContract':
    case 'teamPass':
      return told.until === null ? facts.endless(told.record) : facts.runs(told.record, told.until);
    case 'checkInNeeded':
    case 'checkedOut':
    case 'checkInClosed':
      return facts.whileCheckedIn(told.record);
    case 'notStarted':
    case 'ended':
    case 'paused':
    case 'passExpired':
    case 'passUsedUp':
    case 'outsideHours':
    case 'noWifiPlan':
    case 'unmappedPlan':
    case 'retiredPlan':
      return teller.because(reason, alone);
    case 'checkedIn':
    case 'allowed':
    case 'blocked':
    case 'deleted':
    case 'archived':
    case 'suspended':
    case 'unpaid':
    case 'none':
    case 'keptByPolicy':
    case 'joined':
      return told.title;
    default:
      return reason satisfies never;
  }
}

function ofCheckIn({ reason }: Step, { id, at, zone }: Evidence, teller: Teller): string {
  const { facts } = teller.phrases;
  if (at === undefined) return facts.checkInOnly(id);
  if (reason === 'checkedOut') return facts.checkInEnded(id, teller.time('on', at, zone));
  if (reason === 'checkInClosed') return facts.checkInClosed(id, teller.time('on', at, zone));
  return facts.checkInSince(id, teller.time('since', at, zone));
}

function ofState(standing: Standing, step: Step | undefined, position: Position | null, teller: Teller): Fact[] {
  const { hold, attention, waiting, entitlement, lastLookAt, member } = standing;
  const { facts, notes } = teller.phrases;
  const all: (Fact | null)[] = [
    accountFact(standing, step, position, teller),
    hold && { kind: 'hold', id: hold.id, text: holdNote(hold, teller) },
    attention && { kind: 'attention', id: `${attention.lane}:${attention.reason}`, text: troubleOf(attention, teller) },
    waiting && { kind: 'maintenance', id: null, text: facts.maintenance(systemOf[waiting.lane]) },
    lacksCredentials(standing) ? { kind: 'letter', id: null, text: notes.letterOwed } : null,
    entitlement?.mayWrite === false ? { kind: 'preview', id: null, text: facts.notLive } : null,
    lastLookAt === null ? null : { kind: 'look', id: member, text: facts.lastRead(teller.time('on', lastLookAt)) },
  ];
  return all.filter((fact) => fact !== null);
}

function accountFact(
  standing: Standing,
  step: Step | undefined,
  position: Position | null,
  { phrases: { facts, notes } }: Teller,
): Fact | null {
  const { account, unsettled } = standing;
  const fact = (text: string): Fact => ({ kind: 'account', id: account?.id ?? null, text });
  if (unsettled) return fact(facts.accountUnknown);
  if (account === null) return position === 'elsewhere' || position === null ? null : fact(facts.accountNone);
  if (!account.enabled) return fact(step?.access.state === 'prepared' ? facts.accountReady : facts.accountClosed);
  const level = step === undefined ? null : movingTo(standing, step);
  if (level !== null) return fact(notes.moving(level));
  return fact(facts.accountOpen(account.orgUnit === '' ? null : account.orgUnit));
}

const systemOf: Record<NonNullable<Standing['waiting']>['lane'], System> = {
  looker: 'nexudus',
  writer: 'ironwifi',
  details: 'ironwifi',
  courier: 'mail',
  portal: 'nexudus',
};
