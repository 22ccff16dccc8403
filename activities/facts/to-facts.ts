import type {
  CheckInRow,
  ContractRow,
  CoworkerRow,
  PassRow,
  PauseRow,
  TimePassRow,
} from '../../clients/membership-source';
import type { Availability, CheckInFact, ContractFact, Facts, PassFact } from '../../domain/access/facts';
import type { MemberId, PlanId } from '../../domain/replayed/ids';

/** How far back a check-in can matter: an open one is closed at the daily cut-off, in whatever zone. */
export const checkInsSince = 36 * 3600_000;

/** A contract with its pauses ahead; a pause that Nexudus reports as running counts even without its record. */
export function contractFact(row: ContractRow, pauses: PauseRow[]): ContractFact {
  const { id, uniqueId, planId, planName, businessId, start, cancellation, active, main, pausedNow } = row;
  const ahead = pauses
    .filter(({ contractId }) => contractId === id)
    .map(({ from, until }) => ({ from, until }))
    .sort((a, b) => a.from - b.from);
  const running = pausedNow === null ? [] : [{ from: pausedNow.from ?? 0, until: pausedNow.until }];
  const known = running.filter(({ until }) => !ahead.some((pause) => pause.until === until));
  const dates = { start, cancellation, active, pauses: [...known, ...ahead] };
  return { id, uniqueId, planId, planName, businessId, main, ...dates };
}

/**
 * A product that Nexudus no longer lists counts as a day pass, which ends soonest; unknown hours as all hours. Null: the
 * product cannot be read, so nobody knows what the pass admits to.
 */
export function passFact(row: PassRow, products: TimePassRow[]): PassFact | null {
  const { id, businessId, created, expires, used, usedAt, remaining, issuedBy } = row;
  const { productId: planId, productName: planName } = row;
  const minutes = products.find((product) => product.id === planId)?.minutesIncluded ?? null;
  if (minutes === 'unreadable') return null;
  const availability = availabilityOf(planId, products);
  const shared = { id, planId, planName, businessId, created, expires, used, usedAt, issuedBy, availability };
  return minutes === null
    ? { ...shared, kind: 'day', minutesLeft: null }
    : { ...shared, kind: 'minutes', minutesLeft: remaining ?? minutes };
}

export function availabilityOf(product: PlanId, products: TimePassRow[]): Availability | null {
  const { slots = null, businessId = null } = products.find(({ id }) => id === product) ?? {};
  return slots === null || slots.length === 0 ? null : { slots, businessId };
}

/** The open check-in, else the latest that has closed. */
export function checkInFact(rows: CheckInRow[]): CheckInFact | null {
  const open = rows.filter(({ until }) => until === null).sort((a, b) => b.since - a.since);
  const closed = rows.filter(({ until }) => until !== null).sort((a, b) => (b.until ?? 0) - (a.until ?? 0));
  const row = open[0] ?? closed[0];
  if (row === undefined) return null;
  const { id, businessId, since, until, network } = row;
  return { id, businessId, since, until, network };
}

/** The facts that the coworker record itself holds. */
export function personFacts(
  row: CoworkerRow,
  identity: string,
): Omit<Facts, 'contracts' | 'passes' | 'checkIn' | 'teams' | 'override'> {
  return {
    memberId: row.id,
    presence: 'present',
    active: row.active,
    archived: row.archived,
    businessId: row.businessId,
    unpaid: row.unpaid === null ? 'unknown' : row.unpaid ? 'yes' : 'no',
    identity,
  };
}

/** A member missing from a read that would have shown it. */
export function absentFacts(member: MemberId): Facts {
  return {
    memberId: member,
    presence: 'absent',
    active: false,
    archived: false,
    businessId: null,
    contracts: [],
    passes: [],
    checkIn: null,
    teams: [],
    unpaid: 'unknown',
    identity: '',
    override: null,
  };
}

/**
 * Ids of active contracts that the coworker's record names and the contract rows lack: a contradiction between two reads,
 * which must not cost anybody their access.
 */
export function missingContracts(row: CoworkerRow, contracts: { id: string }[]): string[] {
  return (row.contractIds ?? []).filter((id) => !contracts.some((contract) => contract.id === id));
}
