import { log } from '@temporalio/activity';
import type { OddRow } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { usernameOf } from '../../domain/account/person';
import { accountId, type BusinessId, type MemberId, type PlanId } from '../../domain/replayed/ids';
import { type Compared, Comparison, type SeenRow, type SourceRoster } from '../../domain/roster/comparison';
import type { Held } from '../../domain/roster/held';
import type { Marks } from '../../domain/roster/marks';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../runtime/deps';
import type { Memberships, SourceTable } from '../runtime/roster-snapshot';
import { readSource } from './read-source';
import { readWorkflows, someAccounts } from './read-workflows';
import type { Run } from './run';

export interface Rosters {
  compared: Compared;
  held: ReadonlyMap<MemberId, Held>;
  gonePlans: PlanId[];
  /** The locations where coworkers are at home, those among them that are newer than the settings. */
  homes: ReadonlySet<BusinessId>;
  /** When the directory began to be read. */
  readAt: number;
}

/**
 * Reads the source whole, then streams the directory against it. Whatever looks incomplete ends the run: unknown never
 * means gone.
 */
export async function readRosters(deps: ActivityDeps, rules: Rules, run: Run, marks: Marks | null): Promise<Rosters> {
  const now = Date.now();
  const { table, listed } = await readMemberships(deps, [rules], run, now);
  const gonePlans = goneFrom(listed, rules);
  const held = await readWorkflows(deps.client, deps.connector);
  const comparison = new Comparison({
    connector: deps.connector,
    source: sourceRoster(table, rules),
    held,
    gonePlans,
    rules,
    now,
    onJudged:
      marks === null ? undefined : ({ member, entitlement, account }) => marks.add(member, entitlement, account),
  });
  const readAt = await streamDirectory(deps, (account) => comparison.take(account), run);
  await refuseIncomplete(deps, { table, comparison, held });
  return { compared: comparison.finish(), held, gonePlans, homes: homesIn(table), readAt };
}

/** Reads whatever any of these rules ask for. The table is for the first of them. */
export async function readMemberships(
  { source, keys, snapshot }: ActivityDeps,
  [rules, ...others]: readonly [Rules, ...Rules[]],
  { nexudus }: Run,
  now: number,
): Promise<Memberships> {
  source.forgetPlans();
  const odd: OddRow[] = [];
  const call = { ...nexudus, onOdd: (row: OddRow) => void odd.push(row) };
  const widest = [rules, ...others].find(({ teamEntitlement }) => teamEntitlement !== 'off') ?? rules;
  const read = await readSource(source, widest, keys.identityKey, now, call);
  const table = read.under(rules) ?? read;
  if (odd.length > 0) log.warn('records of Nexudus cannot be read and are skipped', { records: named(odd) });
  const listed = new Set(
    [...(await source.tariffs(nexudus)), ...(await source.timePasses(nexudus))].map(({ id }) => id),
  );
  snapshot.keep(table, now);
  return { table, listed };
}

/** Mapped plans that Nexudus does not list. */
export const goneFrom = (listed: ReadonlySet<PlanId>, { plans }: Rules): PlanId[] =>
  (Object.keys(plans) as PlanId[]).filter((id) => !listed.has(id));

const MOST_NAMED = 50;

/** `contracts 12`, as the log names them. */
function named(odd: OddRow[]): string[] {
  const names = [...new Set(odd.map(({ of, id }) => `${of} ${id}`))];
  const more = names.length - MOST_NAMED;
  return more > 0 ? [...names.slice(0, MOST_NAMED), `and ${more} more`] : names;
}

/** @returns when the directory began to be read. */
export async function streamDirectory(
  { directory, accounts: known }: ActivityDeps,
  take: (account: SeenRow) => void,
  run: Run,
): Promise<number> {
  const readAt = Date.now();
  const seen = known.collect(readAt);
  for await (const { page, pages, accounts } of directory.roster(run.ironwifi)) {
    for (const account of accounts) {
      take(account);
      seen.take(account);
    }
    run.note({ phase: 'directory', done: page, of: pages, endsAt: null });
  }
  seen.done();
  return readAt;
}

/** A few contradictory members come from changes between two reads; more mean a bad read. */
const mostContradictory = (members: number): number => Math.max(3, members * 0.05);

interface ReadSoFar {
  table: SourceTable;
  comparison: Pick<Comparison, 'seen' | 'tally'>;
  held: ReadonlyMap<MemberId, Held>;
}

/** Ends a run whose reads cannot be complete. Throws ExternalError. */
export async function refuseIncomplete(deps: ActivityDeps, { table, comparison, held }: ReadSoFar): Promise<void> {
  const { size, contradictory } = table;
  if (size === 0 && (held.size > 0 || comparison.seen.size > 0))
    throw new ExternalError('nexudus', 'inconsistent', 'Nexudus lists no coworker at all, though members are known', {
      retryable: false,
    });
  if (contradictory.size > mostContradictory(size))
    throw new ExternalError(
      'nexudus',
      'inconsistent',
      `${contradictory.size} coworkers name contracts that the contract list does not show`,
      { retryable: true },
    );
  if (comparison.tally.accounts === 0) await refuseEmptied(deps, held.keys());
}

/** A directory that reads as empty is new, or not ours: the wrong region answers 200 with an empty list. */
async function refuseEmptied(deps: ActivityDeps, members: Iterable<MemberId>): Promise<void> {
  const known = await someAccounts(deps.client, deps.connector, members, 3);
  if (known.length === 0) return;
  const found = await Promise.all(known.map((id) => deps.directory.read(accountId(id), { priority: 'background' })));
  const code = found.some((account) => account !== null) ? 'inconsistent' : 'wrongTenant';
  const text = `the directory lists no account at all, though accounts ${known.join(', ')} were made in it`;
  throw new ExternalError('ironwifi', code, text, { retryable: false });
}

function homesIn(table: SourceTable): ReadonlySet<BusinessId> {
  const homes = new Set<BusinessId>();
  for (const member of table.members()) {
    const home = table.coworker(member)?.businessId ?? null;
    if (home !== null) homes.add(home);
  }
  return homes;
}

/** The memberships in the form that the comparison takes. */
export function sourceRoster(table: SourceTable, rules: Rules): SourceRoster {
  return {
    members: () => table.members(),
    has: (member) => table.has(member),
    facts: (member) => (table.contradictory.has(member) ? null : table.facts(member)),
    profilesOf: (member) => table.profilesOf(member),
    businessOf: (member) => table.coworker(member)?.businessId ?? null,
    username: (member, options) => {
      const row = table.coworker(member);
      return row === null ? { problem: 'unusable', because: 'was not listed' } : usernameOf(row, rules, options);
    },
  };
}
