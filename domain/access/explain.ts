import type { Access, Evidence, Step } from '../replayed/entitlement';
import { formatInstant } from '../time/local-time';

/** A step as one plain sentence. It has ids, names of products and instants, never a person. */
export function explainStep(step: Step): string {
  return `${OUTCOME[step.access.state]}: ${because(step)}${ofOtherProfile(step)}.`;
}

const OUTCOME: Record<Access['state'], string> = {
  granted: 'Granted',
  prepared: 'Prepared, not yet granted',
  denied: 'Denied',
  keep: 'Left as it is',
};

function because({ reason, evidence }: Step): string {
  switch (reason) {
    case 'contract':
    case 'teamContract':
      return `${record(evidence)} ${until(evidence, 'runs until', 'runs without an end date')}${presence(evidence)}`;
    case 'pass':
    case 'teamPass':
      return `${record(evidence)} ${until(evidence, 'is good until', 'has no expiry')}${presence(evidence)}`;
    case 'checkedIn':
      return `access comes with being there${presence(evidence)}`;
    case 'allowed':
      return `${operator(evidence)} allows it ${until(evidence, 'until', 'until that is lifted')}`;
    case 'blocked':
      return `${operator(evidence)} blocks it ${until(evidence, 'until', 'until that is lifted')}`;
    case 'deleted':
      return `Nexudus no longer lists ${coworker(evidence)}`;
    case 'archived':
      return `${coworker(evidence)} is archived in Nexudus`;
    case 'suspended':
      return `${coworker(evidence)} is suspended in Nexudus`;
    case 'unpaid':
      return `${coworker(evidence)} has unpaid invoices`;
    case 'none':
      return `${coworker(evidence)} has neither a contract nor a time pass`;
    case 'notStarted':
      return `${record(evidence)} starts ${start(evidence)}`;
    case 'ended':
      return `${latest(evidence)}, ${until(evidence, 'ended on', 'is no longer active')}`;
    case 'paused':
      return `${record(evidence)} is paused ${until(evidence, 'until', 'without an end date')}`;
    case 'passExpired':
      return `${latest(evidence)}, ${until(evidence, 'expired on', 'has expired')}`;
    case 'passUsedUp':
      return `${latest(evidence)}, ${until(evidence, 'was used up on', 'is used up')}`;
    case 'checkInNeeded':
      return `${record(evidence)} needs a check-in, and there is none`;
    case 'checkedOut':
      return `${subject(evidence)} needs a check-in, and ${checkIn(evidence, 'ended on')}`;
    case 'checkInClosed':
      return `${subject(evidence)} needs a check-in, and ${checkIn(evidence, 'was closed by the daily cut-off on')}`;
    case 'outsideHours':
      return `${record(evidence)} is outside its hours ${until(evidence, 'until', 'now')}`;
    case 'noWifiPlan':
      return `${record(evidence)} has a plan without WiFi`;
    case 'unmappedPlan':
      return `${record(evidence)} has a plan that the settings do not map`;
    case 'retiredPlan':
      return `${record(evidence)} has a plan that the settings no longer map`;
    case 'keptByPolicy':
      return 'autoDeprovision is off, so only a check-out or an operator takes access away';
    case 'joined':
      return `it is joined to ${coworker(evidence)}, who has the same e-mail address and the account`;
    default:
      return reason satisfies never;
  }
}

const NOUNS = { contract: 'contract', pass: 'time pass' } as const;

const isRecord = (evidence: Evidence): evidence is Evidence & { kind: 'contract' | 'pass' } =>
  evidence.kind === 'contract' || evidence.kind === 'pass';

const labelled = ({ planName, id }: Evidence): string => (planName ? `${planName} #${id}` : `#${id}`);

/** "contract Hot Desk #4411 of team #7". */
function record(evidence: Evidence[]): string {
  const found = evidence.find(isRecord);
  return found ? `${NOUNS[found.kind]} ${labelled(found)}${ofTeam(evidence)}` : 'the plan';
}

/** What needs a check-in: a record, or all access of somebody who has none. */
const subject = (evidence: Evidence[]): string => (evidence.some(isRecord) ? record(evidence) : 'access');

/** "the only contract, Hot Desk #4411". */
function latest(evidence: Evidence[]): string {
  const records = evidence.filter(isRecord);
  const [first] = records;
  if (!first) return 'the plan';
  return `the ${records.length > 1 ? 'latest' : 'only'} ${NOUNS[first.kind]}, ${labelled(first)}${ofTeam(evidence)}`;
}

function ofTeam(evidence: Evidence[]): string {
  const behindFirstRecord = evidence[1];
  return behindFirstRecord?.kind === 'team' ? ` of team #${behindFirstRecord.id}` : '';
}

function until(evidence: Evidence[], words: string, withoutEnd: string): string {
  const { at, zone } = evidence[0] ?? {};
  return at === undefined ? withoutEnd : `${words} ${formatInstant(at, zone ?? 'UTC')}`;
}

function start(evidence: Evidence[]): string {
  const { at, zone } = evidence[0] ?? {};
  return at === undefined ? 'later' : `on ${formatInstant(at, zone ?? 'UTC')}`;
}

function checkIn(evidence: Evidence[], words: string): string {
  const found = evidence.find(({ kind }) => kind === 'checkIn');
  if (!found) return 'there is none';
  return found.at === undefined
    ? `check-in #${found.id} is over`
    : `check-in #${found.id} ${words} ${formatInstant(found.at, found.zone ?? 'UTC')}`;
}

/** Appended to a grant that needs a check-in. */
function presence(evidence: Evidence[]): string {
  const found = evidence.find(({ kind }) => kind === 'checkIn');
  return found?.at === undefined
    ? ''
    : `, checked in (#${found.id}) since ${formatInstant(found.at, found.zone ?? 'UTC')}`;
}

/** Behind what rests on a record of another profile of the same person, or waits for it. */
function ofOtherProfile({ evidence, access }: Step): string {
  const other = evidence.slice(1).find(({ kind }) => kind === 'coworker');
  if (other === undefined) return '';
  return access.state === 'keep'
    ? `, and coworker #${other.id}, who has the same e-mail address, is about to take over the account`
    : ` (of coworker #${other.id}, who is joined)`;
}

const operator = (evidence: Evidence[]): string => `operator ${evidence[0]?.id ?? 'unknown'}`;

const coworker = (evidence: Evidence[]): string => `coworker #${evidence[0]?.id ?? 'unknown'}`;
