import { cancellationSignal } from '@temporalio/activity';
import type { Call, OddRow } from '../../clients/call';
import type { ContractRow, CoworkerRow, PassRow, PauseRow, TimePassRow } from '../../clients/membership-source';
import type { ObserveInput, Remembered } from '../../contracts/activities';
import type { Availability, ContractFact, Facts, PassFact, TeamFact } from '../../domain/access/facts';
import { customFieldName, identityOf } from '../../domain/account/person';
import type { MemberId, PlanId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import { failure } from '../runtime/failures';
import { priorityOfActivity } from '../runtime/priority';
import {
  absentFacts,
  availabilityOf,
  checkInFact,
  checkInsSince,
  contractFact,
  missingContracts,
  passFact,
  personFacts,
} from './to-facts';

export interface Reader extends Pick<ActivityDeps, 'source' | 'keys'> {
  /** How all reads of one look are made. */
  call: Call;
}

/** A look waits for its turn however long the queue is, until the workflow no longer wants it. */
export function readerOf({ source, keys }: Pick<ActivityDeps, 'source' | 'keys'>): Reader {
  const priority = priorityOfActivity();
  return { source, keys, call: { priority, patient: true, since: performance.now(), signal: cancellationSignal() } };
}

/** Null: it cannot be read by its id, which alone proves nothing. */
export function readCoworker({ source, call }: Reader, rules: Rules, member: MemberId): Promise<CoworkerRow | null> {
  const whole = [rules.username, rules.password].some((setting) => customFieldName(setting) !== null);
  return source.coworker(member, call, { whole });
}

/**
 * Reads one member. After a check-in or check-out: coworker, passes, check-ins. Otherwise coworker, contracts, passes,
 * pauses; one more read where a check-in counts (for everybody with `presence`), two more where a team does. Teams, and the products
 * of passes, are shared reads, and are asked for only where there are any.
 */
export async function readFacts(
  reader: Reader,
  rules: Rules,
  coworker: CoworkerRow,
  input: Pick<ObserveInput, 'member' | 'remembered' | 'override'>,
): Promise<Facts> {
  const { source, keys, call } = reader;
  const [passRows, contractRows] = await Promise.all([
    source.passes(input.member, call),
    input.remembered === null ? source.contracts(input.member, call) : null,
  ]);
  const known = contractRows === null && stillFits(coworker, input.remembered) ? input.remembered : null;
  const hasPasses = passRows.length > 0 || known?.teams.some((team) => team.passes.length > 0);
  const products = hasPasses ? await source.timePasses(call, named(passRows)) : [];
  const passes = passFacts(passRows, products);
  const contracts = known?.contracts ?? (await readContracts(reader, coworker, contractRows));
  const hoursOf = ({ planId }: PassFact) => availabilityOf(planId, products);
  const teams = known?.teams.map((team) => withHours(team, hoursOf)) ?? (await readTeams(reader, rules, coworker));
  const checkIn = checkInCounts(rules, contracts, passes, teams)
    ? checkInFact(await source.checkIns(input.member, Date.now() - checkInsSince, call))
    : null;
  const person = personFacts(coworker, identityOf(keys.identityKey, coworker, rules));
  return { ...person, contracts, passes, teams, checkIn, override: input.override };
}

const named = (passes: PassRow[]): PlanId[] => passes.map(({ productId }) => productId);

/** A 404 or 500 alone proves nothing: a batch read with a control row does. */
export async function readAbsence(
  { source, call }: Reader,
  { member, override }: Pick<ObserveInput, 'member' | 'override'>,
): Promise<Facts> {
  const presence = await source.presence(member, call);
  if (presence === 'absent') return { ...absentFacts(member), override };
  throw failure('inconsistent', `coworker ${member} cannot be read by id, yet is not proven gone`, true);
}

/** Remembered contracts and teams hold while the coworker names the same ones. */
function stillFits(coworker: CoworkerRow, remembered: ObserveInput['remembered']): boolean {
  if (remembered === null || coworker.contractIds === null || !isComplete(remembered)) return false;
  const named = new Set(coworker.contractIds);
  const active = remembered.contracts.filter((contract) => contract.active);
  const sameContracts = active.length === named.size && active.every(({ id }) => named.has(id));
  const sameTeams = coworker.teamIds.length === remembered.teams.length;
  return sameContracts && sameTeams && remembered.teams.every(({ id }) => coworker.teamIds.includes(id));
}

/** The hours of passes are the products', and are not remembered with each pass. */
export const withHours = (team: TeamFact, hoursOf: (pass: PassFact) => Availability | null): TeamFact => ({
  ...team,
  passes: team.passes.map((pass) => ({ ...pass, availability: hoursOf(pass) })),
});

/** Versions before this one did not remember how passes name contracts, and their hours. */
const isComplete = ({ contracts, teams }: Remembered): boolean =>
  [...contracts, ...teams.flatMap((team) => team.contracts)].every((contract) => 'uniqueId' in contract) &&
  teams.every(({ passes }) => passes.every((pass) => 'issuedBy' in pass));

async function readContracts(
  reader: Reader,
  coworker: CoworkerRow,
  read: Awaited<ReturnType<Reader['source']['contracts']>> | null,
): Promise<ContractFact[]> {
  const rows = read ?? (await reader.source.contracts(coworker.id, reader.call));
  const missing = missingContracts(coworker, rows);
  if (missing.length > 0)
    throw failure(
      'inconsistent',
      `coworker ${coworker.id} names contracts ${missing.join(', ')}, which the contract list does not show`,
      true,
    );
  const pauses = await readPauses(reader, coworker.id, rows);
  return rows.map((row) => contractFact(row, pauses));
}

/** A pause that cannot be read leaves open whether its contract counts. */
async function readPauses({ source, call }: Reader, member: MemberId, contracts: ContractRow[]): Promise<PauseRow[]> {
  if (contracts.length === 0) return [];
  const odd: OddRow[] = [];
  const pauses = await source.pauses({ ...call, onOdd: (row) => odd.push(row) });
  const own = odd.filter(({ contractId }) => contracts.some(({ id }) => id === contractId)).map(({ id }) => id);
  if (own.length === 0) return pauses;
  throw failure('inconsistent', `coworker ${member}: pauses ${own.join(', ')} of a contract cannot be read`, true);
}

function passFacts(rows: PassRow[], products: TimePassRow[]): PassFact[] {
  return rows.map((row) => {
    const fact = passFact(row, products);
    if (fact !== null) return fact;
    throw failure(
      'inconsistent',
      `coworker ${row.coworkerId}: the product ${row.productId} of a pass cannot be read`,
      true,
    );
  });
}

async function readTeams(reader: Reader, rules: Rules, coworker: CoworkerRow): Promise<TeamFact[]> {
  if (rules.teamEntitlement === 'off') return [];
  return Promise.all(coworker.teamIds.map((id) => readTeam(reader, coworker.id, id)));
}

/** The paying member's own contracts are read without the team. */
async function readTeam(reader: Reader, member: MemberId, id: string): Promise<TeamFact> {
  const { source, call } = reader;
  const team = await source.team(id, call);
  const payer = team?.payingMemberId ?? null;
  const nothing = { id, payingMemberId: payer, sharesPasses: team?.sharesPasses ?? false, contracts: [], passes: [] };
  if (team === null || payer === null || payer === member) return nothing;
  const [rows, passRows] = await Promise.all([
    source.contracts(payer, call),
    team.sharesPasses ? source.passes(payer, call) : [],
  ]);
  const pauses = await readPauses(reader, payer, rows);
  const products = passRows.length > 0 ? await source.timePasses(call, named(passRows)) : [];
  return {
    ...nothing,
    contracts: rows.map((row) => contractFact(row, pauses)),
    passes: passFacts(passRows, products),
  };
}

/** Whether a check-in can change this member's access. */
function checkInCounts(rules: Rules, contracts: ContractFact[], passes: PassFact[], teams: TeamFact[]): boolean {
  const allContracts = [...contracts, ...teams.flatMap((team) => team.contracts)];
  const allPasses = [...passes, ...teams.flatMap((team) => team.passes)];
  const asks = ({ planId }: { planId: keyof Rules['plans'] }): boolean => rules.plans[planId]?.checkInRequired ?? false;
  return (
    rules.presence !== null ||
    [...allContracts, ...allPasses].some(asks) ||
    allPasses.some(({ kind }) => kind === 'minutes')
  );
}
