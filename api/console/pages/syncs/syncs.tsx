import type { SyncLine } from '../../../../contracts/api/syncs';
import { addressOf, asked, may, page, type View, type Visit } from '../../frame/visit';
import { durationText } from '../../parts/duration';
import { Badge } from '../../parts/notice';
import { Table } from '../../parts/table';
import { timeText, When } from '../../parts/when';
import { showSync, stateTones } from './run';
import { starts, StartForms } from './start';

const PATH = '/console/syncs';

/** What syncs did, and starting one. */
export const syncPages = [page('/syncs', showSyncs), page('/syncs/:id', showSync), ...starts];

/** Runs that are shown at once. */
const AT_ONCE = 50;

/** In seconds. */
const LOOK_EVERY = 2;

async function showSyncs(visit: Visit): Promise<View> {
  const { api, say, place } = visit;
  const { syncs, nextAt } = await api.listSyncs();
  const from = Math.max(0, Number(asked(visit, 'from')) || 0);
  const shown = syncs.slice(from, from + AT_ONCE);
  const isUnderWay = syncs.some(({ state }) => state === 'running');
  return {
    title: say('syncs.title'),
    body: (
      <>
        <p class="lead">{say('syncs.lead')}</p>
        {may(visit, 'admin') && <StartForms visit={visit} />}
        <section id="runs" data-part data-live="" aria-label={say('syncs.runs')}>
          <p data-poll={isUnderWay ? LOOK_EVERY : undefined}>
            {nextAt === null ? say('syncs.noNext') : say('syncs.next', { at: timeText({ at: nextAt, place }) })}
          </p>
          {shown.length === 0 ? <p class="empty">{say('syncs.none')}</p> : <Runs syncs={shown} visit={visit} />}
        </section>
        <p class="buttons">
          {from > 0 && (
            <a class="button" href={PATH}>
              {say('syncs.newest')}
            </a>
          )}
          {from + AT_ONCE < syncs.length && (
            <a class="button" rel="next" href={addressOf(PATH, { from: String(from + AT_ONCE) })}>
              {say('syncs.older')}
            </a>
          )}
        </p>
      </>
    ),
  };
}

function Runs({ syncs, visit }: { syncs: SyncLine[]; visit: Visit }) {
  const { say, place } = visit;
  return (
    <Table
      label={say('syncs.runs')}
      head={[say('syncs.at'), say('syncs.what'), say('syncs.result'), say('sync.state'), say('syncs.took')]}
      rows={syncs.map(({ id, kind, startedAt, finishedAt, state, sentence }) => [
        <a href={`${PATH}/${id}`}>
          <When at={startedAt} place={place} />
        </a>,
        kind === 'sync' ? say('sync.kind.sync') : <Badge tone="idle">{say(`sync.kind.${kind}`)}</Badge>,
        sentence,
        <Badge tone={stateTones[state]}>{say(`sync.state.${state}`)}</Badge>,
        finishedAt === null ? '…' : durationText(Date.parse(finishedAt) - Date.parse(startedAt), place),
      ])}
    />
  );
}
