import type { Call } from '../../clients/call';
import type { CoworkerRow, MembershipSource, TeamRow } from '../../clients/membership-source';
import type { ContractFact, Facts, PassFact, TeamFact } from '../../domain/facts';
import { identityOf } from '../../domain/identity';
import type { Instant, MemberId } from '../../domain/ids';
import type { Rules } from '../../domain/rules';
import { checkInFact, checkInsSince, contractFact, missingContracts, passFact, personFacts } from '../facts/to-facts';

/** The whole roster in memory: 100,000 members are some 20 MB. */
export interface SourceTable {
  coworkers: Map<MemberId, CoworkerRow>;
  facts(member: MemberId): Facts | null;
  /** Members whose reads contradict each other: nothing is concluded about them. */
  contradictory: MemberId[];
}

/** Reads every page there is. Throws OutsideError; a table with a page missing is never returned. */
export async function readSource(
  source: MembershipSource,
  rules: Rules,
  identityKey: Buffer,
  now: Instant,
  call: Call,
): Promise<SourceTable> {
  const products = await source.timePasses(call);
  const pauses = await source.pauses(call);
  const coworkers = byId(await all(source.allCoworkers(call)));
  const contracts = group(await all(source.allContracts(call)), (row) => contractFact(row, pauses));
  const passes = group(await all(source.allPasses(now, call)), (row) => passFact(row, products));
  const checkIns = group(await all(source.allCheckIns(now - checkInsSince, call)), (row) => row);
  const teams = teamsByMember(rules.teamEntitlement === 'off' ? [] : await all(source.allTeams(call)));

  const contradictory = [...coworkers.values()]
    .filter((row) => missingContracts(row, contracts.get(row.id) ?? []).length > 0)
    .map(({ id }) => id);

  const facts = (member: MemberId): Facts | null => {
    const row = coworkers.get(member);
    if (row === undefined) return null;
    return {
      ...personFacts(row, identityOf(identityKey, row, rules)),
      contracts: contracts.get(member) ?? [],
      passes: passes.get(member) ?? [],
      checkIn: checkInFact(checkIns.get(member) ?? []),
      teams: (teams.get(member) ?? []).map((team) => teamFact(team, member, contracts, passes)),
      override: null,
    };
  };
  return { coworkers, facts, contradictory };
}

async function all<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

const byId = (rows: CoworkerRow[]): Map<MemberId, CoworkerRow> => new Map(rows.map((row) => [row.id, row]));

function group<Row extends { coworkerId: MemberId }, T>(rows: Row[], toFact: (row: Row) => T): Map<MemberId, T[]> {
  const groups = new Map<MemberId, T[]>();
  for (const row of rows) {
    const facts = groups.get(row.coworkerId);
    if (facts === undefined) groups.set(row.coworkerId, [toFact(row)]);
    else facts.push(toFact(row));
  }
  return groups;
}

function teamsByMember(teams: TeamRow[]): Map<MemberId, TeamRow[]> {
  const groups = new Map<MemberId, TeamRow[]>();
  for (const team of teams)
    for (const member of team.memberIds) groups.set(member, [...(groups.get(member) ?? []), team]);
  return groups;
}

function teamFact(
  { id, payingMemberId, sharesPasses }: TeamRow,
  member: MemberId,
  contracts: Map<MemberId, ContractFact[]>,
  passes: Map<MemberId, PassFact[]>,
): TeamFact {
  const payer = payingMemberId === member ? null : payingMemberId;
  return {
    id,
    payingMemberId,
    sharesPasses,
    contracts: payer === null ? [] : (contracts.get(payer) ?? []),
    passes: payer === null || !sharesPasses ? [] : (passes.get(payer) ?? []),
  };
}
