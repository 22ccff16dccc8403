import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncReport } from '../../contracts/replayed';
import { Marks } from '../../domain/roster/marks';
import { Problem } from '../http/problem';
import type { ConnectorGateway, SyncGateway, SyncRun } from '../ports/gateways';

/*
 * Previews and what-ifs bind what is done to what an operator has seen: their fingerprint names the run that showed it, and
 * before anything is done both rosters are read once more.
 */

export interface ShownRunDeps {
  syncs: Pick<SyncGateway, 'find'>;
  connector: Pick<ConnectorGateway, 'health'>;
}

const ONE_DAY = 24 * 3_600_000;
const LOOK_EVERY_MS = 250;
/** Both rosters are read once more, at the rate that their systems allow. */
const PATIENCE_MS = 10 * 60_000;

export type ShownKind = 'preview' | 'whatIf';
type Shown<Kind extends ShownKind> = NonNullable<SyncReport[Kind]>;

const names: Record<ShownKind, { name: string; path: string }> = {
  preview: { name: 'preview', path: '/api/v1/preview' },
  whatIf: { name: 'what-if', path: '/api/v1/what-if' },
};

export const expiryOf = ({ finishedAt }: Pick<SyncRun, 'finishedAt'>): string | null =>
  finishedAt && new Date(finishedAt.getTime() + ONE_DAY).toISOString();

/** The run that showed what the fingerprint names, while it is no older than a day. */
export async function shownBy<Kind extends ShownKind>(
  { syncs, connector }: ShownRunDeps,
  kind: Kind,
  fingerprint: string,
): Promise<Shown<Kind> & Pick<SyncReport, 'settingsVersion'>> {
  const { name, path } = names[kind];
  const { syncs: known } = await connector.health();
  const summary = known.find((sync) => sync.fingerprint === fingerprint);
  const report = summary === undefined ? null : (await syncs.find(summary.runId)).report;
  const shown = report?.[kind];
  if (!summary || !report || !shown) throw new Problem(404, `There is no ${name} with this fingerprint: POST ${path}.`);
  if (Date.now() - summary.finishedAt > ONE_DAY) throw changed(`The ${name} is older than a day: make a new one.`, []);
  return { ...shown, settingsVersion: report.settingsVersion };
}

/** What a run that has just been started to compare with shows, once it is done. */
export async function shownNow<Kind extends ShownKind>(
  { syncs }: Pick<ShownRunDeps, 'syncs'>,
  kind: Kind,
  id: string,
): Promise<Shown<Kind> & Pick<SyncReport, 'settingsVersion'>> {
  const { report, message } = await finished(syncs, id);
  const shown = report?.[kind];
  if (report && shown) return { ...shown, settingsVersion: report.settingsVersion };
  const since = `since the ${names[kind].name}`;
  throw new Problem(503, `What has changed ${since} cannot be read now: ${message ?? 'it is not there'}`);
}

async function finished(syncs: ShownRunDeps['syncs'], id: string): Promise<SyncRun> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const run = await syncs.find(id);
    if (run.state !== 'running') return run;
  }
  throw new Problem(504, 'Reading both rosters takes too long now: try again later.');
}

/** Ids of those who are not as they were shown. */
export function changesSince(seen: { marks: string }, now: { marks: string }): string[] {
  return marksOf(seen.marks).differences(marksOf(now.marks));
}

function marksOf(packed: string): Marks {
  try {
    return Marks.unpack(packed);
  } catch (error) {
    throw changed(error instanceof Error ? error.message : String(error), []);
  }
}

export const changed = (detail: string, ids: string[], more: Record<string, unknown> = {}): Problem =>
  new Problem(409, detail, { more: { changed: ids, ...more } });
