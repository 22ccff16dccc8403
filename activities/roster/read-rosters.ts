import type { MemberId, PlanId } from '../../domain/replayed/ids';
import { Comparison, type Compared } from '../../domain/roster/comparison';
import type { Held } from '../../domain/roster/held';
import type { Marks } from '../../domain/roster/marks';
import type { Rules } from '../../domain/settings/rules';
import type { ActivityDeps } from '../deps';
import { readSource, type SourceTable } from './read-source';
import { readWorkflows } from './read-workflows';
import { refuseIncomplete } from './refuse-incomplete';
import type { Run } from './run';
import { sourceRoster } from './source-roster';

export interface Rosters {
  compared: Compared;
  held: ReadonlyMap<MemberId, Held>;
  gonePlans: PlanId[];
  /** When the directory began to be read. */
  readAt: number;
}

/**
 * Reads the source whole, then streams the directory against it. Whatever looks incomplete ends the run: unknown never
 * means gone.
 */
export async function readRosters(deps: ActivityDeps, rules: Rules, run: Run, marks: Marks | null): Promise<Rosters> {
  const now = Date.now();
  const { table, gonePlans } = await readMemberships(deps, rules, run, now);
  const held = await readWorkflows(deps.client, deps.connector);
  const comparison = new Comparison({
    connector: deps.connector,
    source: sourceRoster(table, rules),
    held,
    rules,
    now,
    onDecided: marks === null ? undefined : (...decided) => marks.add(...decided),
  });
  const readAt = await streamDirectory(deps, comparison, run);
  await refuseIncomplete(deps, { table, ours: comparison.seen.size, accounts: comparison.tally.accounts, held });
  return { compared: comparison.finish(), held, gonePlans, readAt };
}

async function readMemberships(
  { source, keys, snapshot }: ActivityDeps,
  rules: Rules,
  { nexudus }: Run,
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

/** @returns when the directory began to be read. */
async function streamDirectory({ directory }: ActivityDeps, comparison: Comparison, run: Run): Promise<number> {
  const readAt = Date.now();
  for await (const { page, pages, accounts } of directory.roster(run.ironwifi)) {
    for (const account of accounts) comparison.take(account);
    run.note({ phase: 'directory', done: page, of: pages, endsAt: null });
  }
  return readAt;
}
