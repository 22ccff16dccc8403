import type { KeyObject } from 'node:crypto';
import type { Call, OddRow } from '../../clients/call';
import type {
  CheckInRow,
  CoworkerRow,
  MembershipSource,
  PassRow,
  TeamRow,
  TimePassRow,
} from '../../clients/membership-source';
import type { ContractFact, Facts, PassFact, TeamFact } from '../../domain/access/facts';
import { MOST_JOINED } from '../../domain/access/joined-profiles';
import { addressOf, identityOf } from '../../domain/account/person';
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

/**
 * Reads every page. Throws ExternalError; a table that lacks a page is never returned. A record that cannot be read is
 * skipped and handed to `call.onOdd`; nothing is concluded about the members whom it concerns.
 */
export async function readSource(
  source: MembershipSource,
  rules: Rules,
  identityKey: KeyObject,
  now: Instant,
  bulk: Call,
): Promise<SourceTable> {
  const odd: OddRow[] = [];
  const call: Call = { ...bulk, onOdd: (row) => (odd.push(row), bulk.onOdd?.(row)) };
  const products = await source.timePasses(call);
  const pauses = await source.pauses(call);
  const lists: Lists = {
    coworkers: await coworkersById(source.allCoworkers(call)),
    contracts: await byMember(source.allContracts(call), ownerOf, (row) => contractFact(row, pauses)),
    passes: await byMember(
      passesWithProducts(source.allPasses(now, call), products, call),
      ({ owner }) => [owner],
      ({ fact }) => fact,
    ),
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
  return tableOf({ lists, odd, hasTeams: rules.teamEntitlement !== 'off', identityKey }, rules);
}

/** All that was read, for whatever rules. */
interface Reading {
  lists: Lists;
  odd: OddRow[];
  hasTeams: boolean;
  identityKey: KeyObject;
}

function tableOf(reading: Reading, rules: Rules): SourceTable {
  const { odd, identityKey, hasTeams } = reading;
  const isWithTeams = rules.teamEntitlement !== 'off';
  const lists = isWithTeams ? reading.lists : { ...reading.lists, teams: new RowsByMember<TeamRow>() };
  const { coworkers, contracts, passes, checkIns, teams } = lists;
  const coworker = (member: MemberId): CoworkerRow | null => coworkers.get(member) ?? null;
  const { unreadable, contradictory } = unclear(odd, lists);
  const unread = new Set(odd.flatMap(({ of, member }) => (of === 'coworkers' && member !== null ? [member] : [])));
  for (const member of coworkers.keys()) unread.delete(member);
  const facts = (member: MemberId): Facts | null => {
    const row = coworker(member);
    if (row === null || unreadable.has(member)) return null;
    return {
      ...personFacts(row, identityOf(identityKey, row, rules)),
      contracts: contracts.of(member),
      passes: passes.of(member),
      checkIn: checkInFact(checkIns.of(member)),
      teams: teams.of(member).map((team) => teamFact(team, member, lists)),
      override: null,
    };
  };
  return {
    size: coworkers.size + unread.size,
    members: () => [...coworkers.keys(), ...unread],
    has: (member) => coworkers.has(member) || unread.has(member),
    coworker,
    facts,
    profilesOf: rules.joinProfiles === 'off' ? () => [] : othersByAddress(coworkers.values()),
    contradictory,
    under: (others) => (others.teamEntitlement === 'off' || hasTeams ? tableOf(reading, others) : null),
  };
}

/** Who shares an address with whom, as a look sees it. */
function othersByAddress(rows: Iterable<CoworkerRow>): SourceTable['profilesOf'] {
  const first = new Map<string, MemberId>();
  const groups = new Map<MemberId, MemberId[]>();
  for (const row of rows) {
    const address = row.archived ? null : addressOf(row);
    if (address === null) continue;
    const known = first.get(address);
    if (known === undefined) {
      first.set(address, row.id);
      continue;
    }
    const group = groups.get(known) ?? [known];
    group.push(row.id);
    groups.set(known, group).set(row.id, group);
  }
  return (member) => {
    const group = groups.get(member) ?? [];
    return group.length > MOST_JOINED ? [] : group.filter((id) => id !== member);
  };
}

interface Unclear {
  /** Records that cannot be read, or their paying member's reads, leave open what they are entitled to. */
  unreadable: ReadonlySet<MemberId>;
  contradictory: ReadonlySet<MemberId>;
}

/** The members about whom nothing may be concluded. */
function unclear(odd: OddRow[], lists: Lists): Unclear {
  const { coworkers, contracts, teams } = lists;
  const concerned = concernedBy(odd, lists);
  const contradictory = new Set<MemberId>();
  for (const row of coworkers.values())
    if (!concerned.has(row.id) && missingContracts(row, contracts.of(row.id)).length > 0) contradictory.add(row.id);
  // A team gives what its paying member has.
  const dependents = [...coworkers.keys()].filter((member) =>
    teams
      .of(member)
      .some(({ payingMemberId: payer }) => payer !== null && (concerned.has(payer) || contradictory.has(payer))),
  );
  return { unreadable: new Set([...concerned, ...dependents]), contradictory };
}

/** The members whom the records that cannot be read name, or who name them. */
function concernedBy(odd: OddRow[], { coworkers, contracts }: Lists): ReadonlySet<MemberId> {
  const ids = (of: OddRow['of']) => new Set(odd.flatMap((row) => (row.of === of ? [row.id] : [])));
  const [oddContracts, oddTeams] = [ids('contracts'), ids('teams')];
  const paused = new Set(odd.flatMap(({ contractId }) => contractId ?? []));
  const named = [...coworkers.values()].filter(
    ({ id, contractIds, teamIds }) =>
      contractIds?.some((contract) => oddContracts.has(contract)) ||
      teamIds.some((team) => oddTeams.has(team)) ||
      (paused.size > 0 && contracts.of(id).some((contract) => paused.has(contract.id))),
  );
  return new Set([...odd.flatMap(({ member }) => member ?? []), ...named.map(({ id }) => id)]);
}

/** A pass whose product cannot be read cannot be read either. */
async function* passesWithProducts(
  pages: AsyncIterable<PassRow[]>,
  products: TimePassRow[],
  call: Call,
): AsyncGenerator<{ owner: MemberId; fact: PassFact }[]> {
  for await (const rows of pages)
    yield rows.flatMap((row) => {
      const fact = passFact(row, products);
      if (fact !== null) return [{ owner: row.coworkerId, fact }];
      call.onOdd?.({ of: 'passes', id: row.id, member: row.coworkerId, contractId: null });
      return [];
    });
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
