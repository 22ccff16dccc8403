import type { SyncView } from '../../../../contracts/api/syncs';
import type { Visit } from '../../frame/visit';
import { Notice } from '../../parts/notice';
import type { TextKey } from '../../texts';

/** What to do, by the reason that a run gives. */
const todo: Record<string, TextKey> = {
  unreachable: 'sync.todo.unreachable',
  timeout: 'sync.todo.away',
  outage: 'sync.todo.away',
  shielded: 'sync.todo.away',
  throttled: 'sync.todo.away',
  malformed: 'sync.todo.doubt',
  inconsistent: 'sync.todo.doubt',
  unauthorized: 'sync.todo.credentials',
  forbidden: 'sync.todo.credentials',
  wrongTenant: 'sync.todo.wrongTenant',
  maintenance: 'sync.todo.maintenance',
  notReady: 'sync.todo.settings',
  settingsInvalid: 'sync.todo.settings',
  capability: 'sync.todo.settings',
};

/** Why a run failed, what that means, and what to do. */
export const Failure = ({ run, visit: { say } }: { run: SyncView; visit: Visit }) => (
  <section aria-labelledby="failed">
    <h2 id="failed">{say('sync.failed')}</h2>
    <Notice tone="bad">
      <p>
        {run.sentence}
        {run.reason !== null && ` (${run.reason})`}
      </p>
      <p>{say(todo[run.reason ?? ''] ?? 'sync.todo.other')}</p>
    </Notice>
    <p>{say('sync.failed.lead')}</p>
    <p>
      <a class="button" href="/console/health">
        {say('nav.health')}
      </a>
    </p>
  </section>
);
