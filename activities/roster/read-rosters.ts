import type { MemberId, PlanId } from '../../domain/replayed/ids';
import { Comparison, type Compared } from '../../domain/roster/comparison';
import type { Held } from '../../domain/roster/held';
import type { Marks } from '../../domain/roster/marks';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../deps';
import type { Journal } from './journal';
import { readSource, type SourceTable } from './read-source';
import { readWorkflows } from './read-workflows';
import { refuseIncomplete } from './refuse-incomplete';
import type { RunCalls } from './run-calls';
import { sourceRoster } from './source-roster';

export interface Rosters {
  compared: Compared;
  held: ReadonlyMap<MemberId, Held>;
  gonePlans: PlanId[];
  /** When the directory began to be read. */
  readAt: number;
}

/**
 * Reads the source whole, then streams the directory against it; where an earlier attempt has read pages of the directory
 * it goes on behind them. Whatever looks incomplete ends the run: unknown never means gone.
 */
export async function readRosters(
  deps: ActivityDeps,
  rules: Rules,
  calls: RunCalls,
  journal: Journal,
  marks: Marks | null,
): Promise<Rosters> {
  const now = Date.now();
  const { table, gonePlans } = await readMemberships(deps, rules, calls, now);
  const held = await readWorkflows(deps.client, deps.connector);
  const comparison = new Comparison({
    connector: deps.connector,
    source: sourceRoster(table, rules),
    held,
    rules,
    now,
    onDecided: marks === null ? undefined : (...decided) => marks.add(...decided),
  });
  const readAt = await streamDirectory(deps, comparison, calls, journal);
  await refuseIncomplete(deps, { table, ours: comparison.seen.size, accounts: comparison.tally.accounts, held });
  return { compared: comparison.finish(), held, gonePlans, readAt };
}

async function readMemberships(
  { source, keys, snapshot }: ActivityDeps,
  rules: Rules,
  { nexudus }: RunCalls,
  now: number,
): Promise<{ table: SourceTable; gonePlans: PlanId[] }> {
  source.forgetPlans();
  const table = await readSource(source, rules, keys.identityKey, now, nexudus);
  snapshot.keep(table, now);
  const listed = new Set(
    [...(await source.tariffs(nexudus)), ...(await source.timePasses(nexudus))].map(({ id }) => id),
  );
  const mapped = Object.keys(rules.plans) as PlanId[];
  return { table, gonePlans: mapped.filter((id) => !listed.has(id)) };
}

async function streamDirectory(
  { directory }: ActivityDeps,
  comparison: Comparison,
  { ironwifi, counts }: RunCalls,
  journal: Journal,
): Promise<number> {
  const earlier = journal.earlier;
  if (earlier !== null) comparison.resume(earlier.progress);
  const readAt = earlier?.readAt ?? Date.now();
  if (earlier !== null && earlier.page === null) return readAt;
  for await (const { page, pages, accounts } of directory.roster(ironwifi, earlier?.page ?? 1)) {
    for (const account of accounts) comparison.take(account);
    journal.keep({ readAt, page: page < pages ? page + 1 : null, calls: counts }, comparison);
    journal.note({ phase: 'directory', done: page, of: pages, endsAt: null });
  }
  return readAt;
}
