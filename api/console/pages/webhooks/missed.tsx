import type { ApiClient } from '../../../../contracts/api/client';
import type { SyncView } from '../../../../contracts/api/syncs';
import { Notice } from '../../parts/notice';
import { problemSentence } from '../../parts/problem-sentence';
import { Table } from '../../parts/table';
import { Ago } from '../../parts/when';
import type { Visit } from '../../frame/visit';
import { locationName, type Names } from './location-name';

/** What the last sync found that no webhook had announced; a string says why that is not known. */
export type Missed = SyncView | null | string;

export async function readMissed(api: ApiClient): Promise<Missed> {
  try {
    const { syncs } = await api.listSyncs();
    const last = syncs.find(({ state, dryRun }) => state === 'done' && !dryRun);
    return last === undefined ? null : await api.readSync({ params: { id: last.id } });
  } catch (error) {
    return problemSentence(error);
  }
}

export function MissedHooks({ missed, names, visit }: { missed: Missed; names: Names; visit: Visit }) {
  const { say } = visit;
  return (
    <section class="card">
      <h2>{say('webhooks.missed')}</h2>
      {typeof missed === 'string' ? (
        <Notice tone="warn">{missed}</Notice>
      ) : missed === null ? (
        <p>{say('webhooks.missed.noSync')}</p>
      ) : (
        <OfSync sync={missed} names={names} visit={visit} />
      )}
    </section>
  );
}

function OfSync({ sync, names, visit }: { sync: SyncView; names: Names; visit: Visit }) {
  const { say, place } = visit;
  const { missedHooks, counts, id, finishedAt } = sync;
  return (
    <>
      <p>
        {say('webhooks.missed.counts', { byHook: String(counts.byHook), bySync: String(counts.bySync) })}{' '}
        <a href={`/console/syncs/${id}`}>
          {say('webhooks.missed.sync')} {finishedAt !== null && <Ago at={finishedAt} place={place} />}
        </a>
      </p>
      {missedHooks.length > 0 && (
        <Table
          label={say('webhooks.missed')}
          head={[say('webhooks.action'), say('webhooks.location'), say('webhooks.members')]}
          rows={missedHooks.map(({ action, businessId, members }) => [
            <code>{action}</code>,
            businessId === null ? say('webhooks.anywhere') : locationName(names, businessId),
            <span class="number">{members}</span>,
          ])}
        />
      )}
    </>
  );
}
