import { parseJson } from '../../clients/http/replies';
import type { MemberSignal } from '../../contracts/replayed';
import { memberId, parseRecordId, type Instant, type MemberId } from '../../domain/replayed/ids';
import type { Action, ActionName, HeardAction } from '../../domain/webhooks/actions';
import { Problem } from '../http/problem';
import type { MemberHint } from '../ports/gateways';

/** A record as Nexudus sends it. Only ids and one date are ever looked at, whatever else it carries. */
export type NexudusRecord = Readonly<Record<string, unknown>>;

/** The records of a webhook's body: a list of them, or a bare one (nexudus.md §5.3). */
export function readRecords(body: Buffer): NexudusRecord[] {
  const parsed = parse(body);
  const records: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (!records.every(isRecord)) throw new Problem(400, 'The body is neither a record nor a list of records.');
  return records;
}

function parse(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Problem(400, 'The body is not JSON.', { cause: error });
  }
}

function isRecord(value: unknown): value is NexudusRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * How a record names its members (nexudus.md §5.3):
 * - `coworker`: it is a coworker, `Id`. With a `CoworkerId` it belongs to a coworker after all: check-in and check-out
 *   webhooks are documented as neither.
 * - `owned`: it belongs to one, `CoworkerId`; its own `Id` is that of a contract, a check-in or an invoice.
 * - `team`: `TeamMembers` and `PayingMemberId`.
 */
type RecordKind = 'coworker' | 'owned' | 'team';

interface HintRule {
  kind: RecordKind;
  signal: (record: NexudusRecord) => MemberSignal;
}

/** Nobody stands at a door because of a webhook that names more: something was changed for many at once. */
const MOST_AT_THE_DOOR = 20;
const atTheDoor: readonly MemberSignal[] = ['checkedIn', 'checkedOut'];

const signals = (signal: MemberSignal, kind: RecordKind): HintRule => ({ kind, signal: () => signal });

/**
 * The signal that each action sends to the members it names. Other actions signal nobody: a change of a tariff reaches its
 * members with the next sync, and an action that is absent here cannot change who may connect.
 */
const SIGNALS: Record<HeardAction, HintRule> = {
  CoworkerUpdate: signals('accessChanged', 'coworker'),
  CoworkerCreate: signals('memberCreated', 'coworker'),
  CoworkerDelete: signals('accessChanged', 'coworker'),
  AccessControlUpdate: signals('accessChanged', 'coworker'),

  CoworkerContractCreate: signals('planChanged', 'owned'),
  CoworkerContractActivate: signals('planChanged', 'owned'),
  CoworkerContractActivateFirst: signals('planChanged', 'owned'),
  CoworkerContractRenew: signals('planChanged', 'owned'),
  CoworkerContractUpgradeDowngrade: signals('planChanged', 'owned'),
  CoworkerContractUpdate: signals('planChanged', 'owned'),
  CoworkerContractCancel: signals('membershipCancelled', 'owned'),
  CoworkerContractDelete: signals('membershipCancelled', 'owned'),

  CoworkerCheckin: signals('checkedIn', 'coworker'),
  CoworkerCheckout: signals('checkedOut', 'coworker'),
  CheckinCreated: signals('checkedIn', 'owned'),
  CheckinUpdated: { kind: 'owned', signal: (record) => (record.ToTime ? 'checkedOut' : 'checkedIn') },
  CheckinDeleted: signals('accessChanged', 'owned'),

  CoworkerInvoicePaid: signals('accessChanged', 'owned'),
  CoworkerInvoiceFailedPayment: signals('accessChanged', 'owned'),
  CoworkerInvoiceReceivedPayment: signals('accessChanged', 'owned'),

  TeamCreated: signals('accessChanged', 'team'),
  TeamUpdated: signals('accessChanged', 'team'),
  TeamDeleted: signals('accessChanged', 'team'),
};

const WANTED_ID = {
  coworker: 'Id (or CoworkerId)',
  owned: 'CoworkerId',
  team: 'TeamMembers, PayingMemberId or Id',
} as const;

/**
 * The hints of a webhook: one per member and signal, none for an action that changes nobody's access. Each says so where it is
 * more, or less, urgent than usual. A list without one usable record is refused with 400; an unusable record among usable ones
 * is passed over.
 * @param at when the webhook came in.
 */
export function hintsOf(action: Action, records: NexudusRecord[], at: Instant): MemberHint[] {
  const rule = (SIGNALS as Partial<Record<ActionName, HintRule>>)[action.name];
  if (!rule) return [];
  const hints = new Map<string, MemberHint>();
  let usable = 0;
  for (const record of records) {
    const members = membersOf(record, rule.kind);
    if (!members) continue;
    usable++;
    const signal = rule.signal(record);
    for (const member of members) merge(hints, { member, signal, hint: { ...about(action, record), at } });
  }
  if (records.length > 0 && usable === 0) {
    throw new Problem(400, `No usable id: a record of ${action.name} must carry ${WANTED_ID[rule.kind]}.`);
  }
  const isForMany = hints.size > MOST_AT_THE_DOOR;
  for (const { signal, hint } of hints.values()) {
    if (isForMany) hint.priority = 'background';
    else if (atTheDoor.includes(signal)) hint.priority = 'urgent';
  }
  return [...hints.values()];
}

function about(action: Action, record: NexudusRecord): MemberHint['hint'] {
  const id = idOf(record.Id);
  return { source: 'hook', action: action.name, evidence: id === undefined ? [] : [id] };
}

function merge(hints: Map<string, MemberHint>, next: MemberHint): void {
  const key = `${next.member} ${next.signal}`;
  const known = hints.get(key);
  if (known) known.hint.evidence = [...new Set([...(known.hint.evidence ?? []), ...(next.hint.evidence ?? [])])];
  else hints.set(key, next);
}

/** An id as text; undefined for what cannot be one. */
function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? (parseRecordId(text) ?? undefined) : undefined;
}

/** The members that a record names; null when it lacks the id that it should carry. */
function membersOf(record: NexudusRecord, kind: RecordKind): MemberId[] | null {
  switch (kind) {
    case 'coworker':
      return single(idOf(record.CoworkerId) ?? idOf(record.Id));
    case 'owned':
      return single(idOf(record.CoworkerId));
    case 'team':
      return teamMembers(record);
  }
}

function single(id: string | undefined): MemberId[] | null {
  return id === undefined ? null : [memberId(id)];
}

/** A team may have nobody in it; without even its own id it is not a team. */
function teamMembers(record: NexudusRecord): MemberId[] | null {
  const listed: unknown[] = Array.isArray(record.TeamMembers) ? record.TeamMembers : [];
  const ids = [...listed, record.PayingMemberId].map(idOf).filter((id) => id !== undefined);
  if (ids.length === 0 && idOf(record.Id) === undefined) return null;
  return [...new Set(ids)].map(memberId);
}
