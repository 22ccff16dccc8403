import type { PreviewView } from '../../../../contracts/api/syncs';
import { may, type Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Notice } from '../../parts/notice';
import { Table } from '../../parts/table';
import { When } from '../../parts/when';
import { Progress } from './progress';

/** Says who is meant. */
type NameOf = (id: string) => string;

interface PreviewProps {
  visit: Visit;
  /** Null: none was made. */
  preview: PreviewView | null;
  nameOf: NameOf;
  mayStart: boolean;
}

/** What going live would do to whom. */
export function PreviewPart({ visit, preview, nameOf, mayStart }: PreviewProps) {
  const { say } = visit;
  const isRunning = preview?.state === 'running';
  return (
    <>
      {preview === null && <p>{say('settings.preview.lead')}</p>}
      {isRunning && <Progress visit={visit} run={preview} />}
      {preview?.state === 'failed' && (
        <Notice tone="bad">
          <span lang="en">{preview.sentence}</span>
        </Notice>
      )}
      {preview?.state === 'done' && <Findings visit={visit} preview={preview} nameOf={nameOf} />}
      {!isRunning && mayStart && may(visit, 'admin') && (
        <form method="post" action="/console/settings/start/preview">
          <Csrf token={visit.csrf} />
          <button class={preview === null ? 'main' : 'quiet'}>
            {say(preview === null ? 'settings.preview.start' : 'settings.preview.again')}
          </button>
        </form>
      )}
    </>
  );
}

interface FoundProps {
  visit: Visit;
  preview: PreviewView;
  nameOf: NameOf;
}

const tiles = ['granted', 'moved', 'revoked', 'inSync', 'conflicts', 'foreign', 'unnamed'] as const;

function Findings({ visit, preview, nameOf }: FoundProps) {
  const { say, place } = visit;
  return (
    <>
      <p lang="en">{preview.sentence}</p>
      {preview.finishedAt !== null && (
        <p class="soft">
          <When at={preview.finishedAt} place={place} />
        </p>
      )}
      <ul class="tiles">
        {tiles.map((what) => (
          <li class="tile" key={what}>
            <strong>{preview.counts[what]}</strong>
            <span class="label">{say(`settings.preview.${what}`)}</span>
          </li>
        ))}
      </ul>
      <Changes visit={visit} preview={preview} nameOf={nameOf} />
      <Adoptable visit={visit} preview={preview} nameOf={nameOf} />
    </>
  );
}

const changing = ['grant', 'move', 'revoke', 'held', 'conflict', 'unnamed'] as const;
const isChanging = (what: string): what is (typeof changing)[number] => changing.some((each) => each === what);

function Changes({ visit: { say }, preview, nameOf }: FoundProps) {
  const groups = new Map(preview.grants.map(({ id, group }) => [id, group]));
  const rows = preview.members.flatMap(({ id, what, reason }) => (isChanging(what) ? [{ id, what, reason }] : []));
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{say('settings.preview.who', { count: String(rows.length) })}</summary>
      <Table
        label={say('settings.step.preview')}
        head={[say('settings.member'), say('settings.preview.what'), say('settings.reason')]}
        rows={rows.map(({ id, what, reason }) => [
          <a href={`/console/members/${id}`}>{nameOf(id)}</a>,
          [say(`settings.preview.is.${what}`), groups.get(id)].filter(Boolean).join(': '),
          <code>{reason}</code>,
        ])}
      />
    </details>
  );
}

/** Accounts that nobody has marked, with the user name of a member: whoever knows that they are the member's may give them over. */
function Adoptable({ visit, preview: { id: previewId, adoptable }, nameOf }: FoundProps) {
  const { say, csrf } = visit;
  if (adoptable.length === 0) return null;
  const isAdmin = may(visit, 'admin');
  const form = (pairs: typeof adoptable, label: string) => (
    <form method="post" action="/console/settings/start/adopt">
      <Csrf token={csrf} />
      <input type="hidden" name="preview" value={previewId} />
      <input type="hidden" name="pairs" value={JSON.stringify(pairs.map(({ id, account }) => ({ id, account })))} />
      <button aria-label={pairs.length === 1 ? `${label}: ${nameOf(pairs[0]?.id ?? '')}` : undefined}>{label}</button>
    </form>
  );
  return (
    <>
      <h3>{say('settings.adopt.title')}</h3>
      <p>{say('settings.adopt.lead')}</p>
      <Table
        label={say('settings.adopt.title')}
        head={[say('settings.member'), say('settings.adopt.account'), say('settings.adopt.state'), '']}
        rows={adoptable.map((each) => [
          <a href={`/console/members/${each.id}`}>{nameOf(each.id)}</a>,
          <code>{each.account}</code>,
          say(
            each.enabled === null
              ? 'settings.adopt.unknown'
              : each.enabled
                ? 'settings.adopt.enabled'
                : 'settings.adopt.disabled',
          ),
          isAdmin ? form([each], say('settings.adopt.one')) : '',
        ])}
      />
      {isAdmin && adoptable.length > 1 && (
        <details class="act">
          <summary>{say('settings.adopt.all', { count: String(adoptable.length) })}</summary>
          <div>
            <p>{say('settings.adopt.what')}</p>
            {form(adoptable, say('settings.adopt.all', { count: String(adoptable.length) }))}
          </div>
        </details>
      )}
    </>
  );
}
