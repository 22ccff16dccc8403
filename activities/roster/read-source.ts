import type { KeyObject } from 'node:crypto';
import type { Call } from '../../clients/call';
import type { CheckInRow, CoworkerRow, MembershipSource, TeamRow } from '../../clients/membership-source';
import type { ContractFact, Facts, PassFact, TeamFact } from '../../domain/access/facts';
import { identityOf } from '../../domain/account/person';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { checkInFact, checkInsSince, contractFact, missingContracts, passFact, personFacts } from '../facts/to-facts';
import { PackedRows } from './packed-rows';

/** The whole roster in memory: 100,000 members are some 40 MB. */
export interface SourceTable {
  /** How many coworkers were listed. */
  size: number;
  /** In the order in which they were listed. */
  members(): Iterable<MemberId>;
  has(member: MemberId): boolean;
  /** Null: it was not listed. */
  coworker(member: MemberId): CoworkerRow | null;
  /** Null: it was not listed. */
  facts(member: MemberId): Facts | null;
  /** Members whose reads contradict each other: nothing is concluded about them. */
  contradictory: ReadonlySet<MemberId>;
}

interface Lists {
  coworkers: PackedRows<MemberId, CoworkerRow>;
  contracts: PackedRows<MemberId, ContractFact>;
  passes: PackedRows<MemberId, PassFact>;
  checkIns: PackedRows<MemberId, CheckInRow>;
  /** Of each member. */
  teams: Map<MemberId, TeamRow[]>;
}

/** Reads every page there is. Throws ExternalError; a table with a page missing is never returned. */
export async function readSource(
  source: MembershipSource,
  rules: Rules,
  identityKey: KeyObject,
  now: Instant,
  call: Call,
): Promise<SourceTable> {
  const products = await source.timePasses(call);
  const pauses = await source.pauses(call);
  const lists: Lists = {
    coworkers: await packed(
      source.allCoworkers(call),
      ({ id }) => id,
      (row) => row,
    ),
    contracts: await packed(source.allContracts(call), ownerOf, (row) => contractFact(row, pauses)),
    passes: await packed(source.allPasses(now, call), ownerOf, (row) => passFact(row, products)),
    checkIns: await packed(source.allCheckIns(now - checkInsSince, call), ownerOf, (row) => row),
    teams:
      rules.teamEntitlement === 'off' ? new Map<MemberId, TeamRow[]>() : await teamsByMember(source.allTeams(call)),
  };
  return tableOf(lists, (row) => identityOf(identityKey, row, rules));
}

function tableOf(lists: Lists, identity: (row: CoworkerRow) => string): SourceTable {
  const { coworkers, contracts, passes, checkIns, teams } = lists;
  // a member that is judged is asked for several times in a row
  let latest: CoworkerRow | null = null;
  const coworker = (member: MemberId): CoworkerRow | null => {
    if (latest?.id !== member) latest = coworkers.of(member).at(-1) ?? null;
    return latest;
  };
  const isContradictory = (member: MemberId): boolean => {
    const row = coworker(member);
    return row !== null && missingContracts(row, contracts.of(member)).length > 0;
  };
  const facts = (member: MemberId): Facts | null => {
    const row = coworker(member);
    if (row === null) return null;
    return {
      ...personFacts(row, identity(row)),
      contracts: contracts.of(member),
      passes: passes.of(member),
      checkIn: checkInFact(checkIns.of(member)),
      teams: (teams.get(member) ?? []).map((team) => teamFact(team, member, lists)),
      override: null,
    };
  };
  return {
    size: coworkers.size,
    members: () => coworkers.keys(),
    has: (member) => coworkers.has(member),
    coworker,
    facts,
    contradictory: new Set([...coworkers.keys()].filter(isContradictory)),
  };
}

const ownerOf = ({ coworkerId }: { coworkerId: MemberId }): MemberId => coworkerId;

async function packed<Row, Packed extends object>(
  pages: AsyncIterable<Row[]>,
  keyOf: (row: Row) => MemberId,
  toPacked: (row: Row) => Packed,
): Promise<PackedRows<MemberId, Packed>> {
  const rows = new PackedRows<MemberId, Packed>();
  for await (const page of pages) for (const row of page) rows.add(keyOf(row), toPacked(row));
  return rows;
}

async function teamsByMember(pages: AsyncIterable<TeamRow[]>): Promise<Map<MemberId, TeamRow[]>> {
  const groups = new Map<MemberId, TeamRow[]>();
  for await (const page of pages)
    for (const team of page)
      for (const member of team.memberIds) {
        const teams = groups.get(member);
        if (teams === undefined) groups.set(member, [team]);
        else teams.push(team);
      }
  return groups;
}

function teamFact({ id, payingMemberId, sharesPasses }: TeamRow, member: MemberId, lists: Lists): TeamFact {
  const payer = payingMemberId === member ? null : payingMemberId;
  return {
    id,
    payingMemberId,
    sharesPasses,
    contracts: payer === null ? [] : lists.contracts.of(payer),
    passes: payer === null || !sharesPasses ? [] : lists.passes.of(payer),
  };
}
