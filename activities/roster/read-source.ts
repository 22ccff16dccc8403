import type { KeyObject } from 'node:crypto';
import type { Call } from '../../clients/call';
import type { CheckInRow, CoworkerRow, MembershipSource, TeamRow } from '../../clients/membership-source';
import type { ContractFact, Facts, PassFact, TeamFact } from '../../domain/access/facts';
import { identityOf } from '../../domain/account/person';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import type { SourceTable } from '../runtime/roster-snapshot';
import type { Rules } from '../../domain/settings/rules';
import { checkInFact, checkInsSince, contractFact, missingContracts, passFact, personFacts } from '../facts/to-facts';

interface Lists {
  coworkers: ReadonlyMap<MemberId, CoworkerRow>;
  contracts: RowsByMember<ContractFact>;
  passes: RowsByMember<PassFact>;
  checkIns: RowsByMember<CheckInRow>;
  teams: RowsByMember<TeamRow>;
}

/** Reads every page. Throws ExternalError; a table that lacks a page is never returned. */
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
    coworkers: await coworkersById(source.allCoworkers(call)),
    contracts: await byMember(source.allContracts(call), ownerOf, (row) => contractFact(row, pauses)),
    passes: await byMember(source.allPasses(now, call), ownerOf, (row) => passFact(row, products)),
    checkIns: await byMember(source.allCheckIns(now - checkInsSince, call), ownerOf, (row) => row),
    teams:
      rules.teamEntitlement === 'off'
        ? new RowsByMember<TeamRow>()
        : await byMember(
            source.allTeams(call),
            ({ memberIds }) => memberIds,
            (row) => row,
          ),
  };
  return tableOf(lists, (row) => identityOf(identityKey, row, rules));
}

function tableOf(lists: Lists, identity: (row: CoworkerRow) => string): SourceTable {
  const { coworkers, contracts, passes, checkIns, teams } = lists;
  const coworker = (member: MemberId): CoworkerRow | null => coworkers.get(member) ?? null;
  const contradictory = [...coworkers.values()].filter((row) => missingContracts(row, contracts.of(row.id)).length > 0);
  const facts = (member: MemberId): Facts | null => {
    const row = coworker(member);
    if (row === null) return null;
    return {
      ...personFacts(row, identity(row)),
      contracts: contracts.of(member),
      passes: passes.of(member),
      checkIn: checkInFact(checkIns.of(member)),
      teams: teams.of(member).map((team) => teamFact(team, member, lists)),
      override: null,
    };
  };
  return {
    size: coworkers.size,
    members: () => coworkers.keys(),
    has: (member) => coworkers.has(member),
    coworker,
    facts,
    contradictory: new Set(contradictory.map(({ id }) => id)),
  };
}

/** A coworker that comes twice, because the list moved while it was read, counts as last seen. */
async function coworkersById(pages: AsyncIterable<CoworkerRow[]>): Promise<Map<MemberId, CoworkerRow>> {
  const rows = new Map<MemberId, CoworkerRow>();
  for await (const page of pages) for (const row of page) rows.set(row.id, row);
  return rows;
}

const ownerOf = ({ coworkerId }: { coworkerId: MemberId }): MemberId[] => [coworkerId];

class RowsByMember<Row> {
  readonly #rows = new Map<MemberId, Row[]>();

  add(member: MemberId, row: Row): void {
    const rows = this.#rows.get(member);
    if (rows) rows.push(row);
    else this.#rows.set(member, [row]);
  }

  of(member: MemberId): Row[] {
    return this.#rows.get(member) ?? [];
  }
}

async function byMember<Row, Kept>(
  pages: AsyncIterable<Row[]>,
  membersOf: (row: Row) => MemberId[],
  toKept: (row: Row) => Kept,
): Promise<RowsByMember<Kept>> {
  const rows = new RowsByMember<Kept>();
  for await (const page of pages)
    for (const row of page) for (const member of membersOf(row)) rows.add(member, toKept(row));
  return rows;
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
