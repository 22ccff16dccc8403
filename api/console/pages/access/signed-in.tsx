import type { SignedInView } from '../../../../contracts/api/sessions';
import type { Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Badge } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago, timeText, When } from '../../parts/when';

/** Who is signed in; the visitor at least. */
export function SignedIn({ visit, sessions }: { visit: Visit; sessions: readonly SignedInView[] }) {
  const { say, place } = visit;
  const columns = ['who', 'since', 'seen', 'acts'] as const;
  return (
    <Table
      label={say('access.sessions')}
      head={columns.map((column) => say(`access.${column}`))}
      rows={sessions.map(({ id, who, from, startedAt, lastSeenAt, endsAt, own }) => [
        <div key="who">
          <strong>{who.name}</strong>
          <div class="soft">{say('access.from', { role: say(`role.${who.role}`), address: from })}</div>
        </div>,
        <div key="since">
          <When at={startedAt} place={place} />
          <div class="soft">{say('access.until', { time: timeText({ at: endsAt, place }) })}</div>
        </div>,
        own ? say('when.now') : <LastSeen key="seen" at={lastSeenAt} visit={visit} />,
        own ? <Badge tone="good">{say('access.own')}</Badge> : <End key="end" id={id} name={who.name} visit={visit} />,
      ])}
    />
  );
}

function LastSeen({ at, visit: { say, place } }: { at: string | null; visit: Visit }) {
  return at === null ? <>{say('access.seen.unknown')}</> : <Ago at={at} place={place} />;
}

function End({ id, name, visit: { say, csrf } }: { id: string; name: string; visit: Visit }) {
  return (
    <details class="act">
      <summary>{say('access.end')}</summary>
      <form method="post" action={`/console/access/sessions/${id}/end`}>
        <Csrf token={csrf} />
        <p>{say('access.end.lead')}</p>
        <button class="danger">{say('access.end.button', { name })}</button>
      </form>
    </details>
  );
}
