import type { AuditEntry } from '../../../contracts/api/audit';
import { Badge, Notice } from '../parts/notice';
import { Table } from '../parts/table';
import { When } from '../parts/when';
import { addressOf, asked, page, type View, type Visit } from '../frame/visit';

const PATH = '/console/audit';

export const auditPages = [page('/audit', showAudit, { role: 'admin' })];

async function showAudit(visit: Visit): Promise<View> {
  const { api, say } = visit;
  const filter = { who: asked(visit, 'who'), what: asked(visit, 'what'), member: asked(visit, 'member') };
  const { entries, next, unreadable } = await api.readAudit({ query: { ...filter, after: asked(visit, 'after') } });
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return {
    title: say('audit.title'),
    body: (
      <>
        <p class="lead">{say('audit.lead')}</p>
        <form class="filters" action={PATH}>
          {(['who', 'what', 'member'] as const).map((name) => (
            <label key={name}>
              {say(`audit.${name}`)}
              <input name={name} value={filter[name]} inputmode={name === 'member' ? 'numeric' : undefined} />
            </label>
          ))}
          <button>{say('audit.filter')}</button>
          {isFiltered && (
            <a class="button quiet" href={PATH}>
              {say('audit.all')}
            </a>
          )}
          <a class="button quiet" href={addressOf('/api/v1/audit', { ...filter, format: 'csv' })} download>
            {say('audit.csv')}
          </a>
        </form>
        {unreadable > 0 && <Notice tone="warn">{say('audit.unreadable', { count: String(unreadable) })}</Notice>}
        {entries.length === 0 ? <p class="empty">{say('audit.none')}</p> : <Entries entries={entries} visit={visit} />}
        {next !== null && (
          <p>
            <a class="button" rel="next" href={addressOf(PATH, { ...filter, after: next })}>
              {say('audit.older')}
            </a>
          </p>
        )}
      </>
    ),
  };
}

function Entries({ entries, visit }: { entries: AuditEntry[]; visit: Visit }) {
  const { say, place } = visit;
  const columns = ['at', 'who', 'what', 'on', 'from', 'outcome'] as const;
  return (
    <Table
      label={say('audit.title')}
      head={columns.map((column) => say(`audit.${column}`))}
      rows={entries.map((entry) => [
        <When at={entry.at} place={place} />,
        entry.who === null ? say('audit.nobody') : `${entry.who.name} (${say(`role.${entry.who.role}`)})`,
        <code>{entry.what}</code>,
        <Concerned entry={entry} />,
        entry.from,
        <Outcome entry={entry} visit={visit} />,
      ])}
    />
  );
}

function Concerned({ entry: { members, subject } }: { entry: AuditEntry }) {
  return (
    <>
      {members.map((id) => (
        <a key={id} href={`/console/members/${id}`}>
          {id}{' '}
        </a>
      ))}
      {subject}
    </>
  );
}

const FIRST_REFUSAL = 400;

function Outcome({ entry: { outcome, times }, visit: { say } }: { entry: AuditEntry; visit: Visit }) {
  if (outcome === null) return <Badge tone="idle">{say('audit.open')}</Badge>;
  const isDone = outcome.status < FIRST_REFUSAL;
  return (
    <>
      <Badge tone={isDone ? 'good' : 'bad'}>
        {isDone ? say('audit.done') : say('audit.refused', { code: outcome.code ?? String(outcome.status) })}
      </Badge>
      {times > 1 && ` ${say('audit.times', { times: String(times) })}`}
    </>
  );
}
