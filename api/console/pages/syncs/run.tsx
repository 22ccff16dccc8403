import { ProblemError } from '../../../../contracts/api/client';
import type { SyncView } from '../../../../contracts/api/syncs';
import { peopleOf, type People } from '../../frame/people';
import { named, type View, type Visit } from '../../frame/visit';
import { durationText } from '../../parts/duration';
import { Badge, Notice, type Tone } from '../../parts/notice';
import { timeText } from '../../parts/when';
import { Failure } from './failure';
import { Findings } from './findings';
import { groups } from './groups';
import { Progress, usualMs } from './progress';
import { Surroundings } from './surroundings';

export const stateTones: Record<SyncView['state'], Tone> = { running: 'warn', done: 'good', failed: 'bad' };

/** A run in full: how far it is, what it found, or why it failed. */
export async function showSync(visit: Visit): Promise<View> {
  const { api, say, place } = visit;
  const run = await api.readSync({ params: { id: named(visit, 'id') } });
  const ids = run.members.flatMap(({ id, joinedTo }) => (joinedTo === null ? [id] : [id, joinedTo]));
  const [people, usual] = await Promise.all([
    peopleOf(visit, [...ids, ...run.skipped]),
    run.state === 'running' ? usualOf(visit) : null,
  ]);
  const at = timeText({ at: run.startedAt, place });
  return {
    title: say('sync.heading', { kind: say(`sync.kind.${run.kind}`), at }),
    body: (
      <section id="run" data-part aria-label={say('syncs.result')}>
        {run.state === 'done' && <p class="verdict">{run.sentence}</p>}
        {run.state === 'running' && <Progress run={run} usual={usual} visit={visit} />}
        {run.state === 'failed' && <Failure run={run} visit={visit} />}
        <Facts run={run} visit={visit} />
        {run.state === 'done' && <Report run={run} people={people} visit={visit} />}
        <p>
          <a href="/console/syncs">{say('sync.all')}</a>
        </p>
      </section>
    ),
  };
}

/** Null where it cannot be told: the page shows the rest. */
async function usualOf({ api }: Visit): Promise<number | null> {
  try {
    return usualMs((await api.listSyncs()).syncs);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function Facts({ run, visit: { say, place } }: { run: SyncView; visit: Visit }) {
  const { state, kind, calls, counts, startedAt, finishedAt } = run;
  return (
    <dl class="facts">
      <dt>{say('sync.state')}</dt>
      <dd>
        <Badge tone={stateTones[state]}>{say(`sync.state.${state}`)}</Badge>{' '}
        {run.dryRun && <Badge tone="idle">{say('sync.kind.dryRun')}</Badge>}
      </dd>
      <dt>{say('sync.startedBy')}</dt>
      <dd>{say(`sync.trigger.${kind}`)}</dd>
      {finishedAt !== null && (
        <>
          <dt>{say('syncs.took')}</dt>
          <dd>{durationText(Date.parse(finishedAt) - Date.parse(startedAt), place)}</dd>
        </>
      )}
      {state === 'done' && (
        <>
          <dt>{say('sync.calls')}</dt>
          <dd>{say('sync.calls.text', { nexudus: String(calls.nexudus), ironwifi: String(calls.ironwifi) })}</dd>
          <dt>{say('sync.announced')}</dt>
          <dd>{say('sync.announced.text', { byHook: String(counts.byHook), bySync: String(counts.bySync) })}</dd>
        </>
      )}
    </dl>
  );
}

function Report({ run, people, visit }: { run: SyncView; people: People; visit: Visit }) {
  const { say } = visit;
  const { counts } = run;
  const found = groups.filter((group) => counts[group] > 0);
  return (
    <>
      <ul class="tiles">
        {(['read', 'inSync'] as const).map((name) => (
          <li key={name} class="tile">
            <strong>{counts[name]}</strong>
            <span class="label">{say(`sync.${name}`)}</span>
          </li>
        ))}
        {found.map((group) => (
          <li key={group}>
            <a class="tile" href={`#${group}`}>
              <strong>{counts[group]}</strong>
              <span class="label">{say(`sync.group.${group}`)}</span>
            </a>
          </li>
        ))}
      </ul>
      {people.trouble !== null && <Notice tone="warn">{people.trouble}</Notice>}
      {found.length === 0 && <p class="empty">{say('sync.fine')}</p>}
      {found.map((group) => (
        <Findings key={group} group={group} run={run} people={people} visit={visit} />
      ))}
      <Surroundings run={run} people={people} visit={visit} />
      <p>
        <a class="button quiet" href={`/api/v1/syncs/${run.id}?format=csv`} download>
          {say('sync.csv')}
        </a>
      </p>
    </>
  );
}
