import type { ComponentChildren } from 'preact';
import type { OverviewView } from '../../../../contracts/api/overview';
import type { SyncView } from '../../../../contracts/api/syncs';
import { Badge, Notice, type Tone } from '../../parts/notice';
import { Ago, timeText } from '../../parts/when';
import { page, type View, type Visit } from '../../frame/visit';
import type { TextKey } from '../../texts';
import { AccessChart, ChangesChart, DayTable, Legend } from './charts';
import { standingOf, type Known } from './standing';

export const overviewPages = [page('/', showOverview)];

async function showOverview(visit: Visit): Promise<View> {
  const { api, say, place } = visit;
  const [health, overview, syncs] = await Promise.all([
    api.readHealth().catch(() => null),
    api.readOverview().catch(() => null),
    api.listSyncs().catch(() => null),
  ]);
  const known: Known = { health, overview, syncs: syncs?.syncs ?? null };
  const last = known.syncs?.find(({ state, dryRun }) => state === 'done' && !dryRun);
  const webhooks = last && (await api.readSync({ params: { id: last.id } }).catch(() => null))?.webhooks;
  const names = await namesOf(visit, overview?.latest.map(({ id }) => id) ?? []);
  return {
    title: place.spaceName ?? say('overview.title'),
    body: (
      <div data-live="" class="stack">
        <section id="standing" data-part>
          <StandingLine known={known} visit={visit} />
        </section>
        <section id="tiles" data-part>
          <Tiles known={known} webhooks={webhooks ?? null} visit={visit} />
        </section>
        <section id="days" data-part class="side-by-side">
          <Days overview={overview} visit={visit} />
        </section>
        <section id="feed" data-part>
          <h2>{say('overview.feed')}</h2>
          <Feed overview={overview} names={names} visit={visit} />
        </section>
      </div>
    ),
  };
}

async function namesOf({ api }: Visit, ids: string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await api.listPeople({ query: { ids: ids.join(',') } }).catch(() => null);
  return new Map(found?.people.map(({ id, name }) => [id, name]));
}

function StandingLine({ known, visit: { say, place } }: { known: Known; visit: Visit }) {
  const { tone, key, values, since, link } = standingOf(known);
  const at = since === undefined ? '' : timeText({ at: since, place });
  return (
    <Notice tone={tone}>
      <p>
        {say(key, { ...values, since: at })}{' '}
        {link !== undefined && <a href={`/console${link}`}>{say('overview.see')}</a>}
      </p>
    </Notice>
  );
}

interface TileProps {
  label: string;
  link: string;
  /** Below the label, in small. */
  note?: ComponentChildren;
  children: ComponentChildren;
}

const Tile = ({ label, link, note, children }: TileProps) => (
  <li>
    <a class="tile" href={`/console${link}`}>
      {children}
      <span class="label">{label}</span>
      {note !== undefined && <small>{note}</small>}
    </a>
  </li>
);

interface TilesProps {
  known: Known;
  /** As the last sync has found them; null: not known. */
  webhooks: SyncView['webhooks'];
  visit: Visit;
}

function Tiles({ known: { health, overview, syncs }, webhooks, visit }: TilesProps) {
  const { say, place } = visit;
  const count = (value: number | null | undefined) => <strong>{value ?? '?'}</strong>;
  const members = overview?.members;
  const last = syncs?.find(({ state, dryRun }) => state !== 'running' && !dryRun);
  return (
    <>
      <ul class="tiles">
        <Tile label={say('overview.withAccess')} link="/members?status=granted">
          {count(members?.withAccess)}
        </Tile>
        <Tile
          label={say('overview.present')}
          link="/members"
          note={<PresentNote presence={overview?.presence} visit={visit} />}
        >
          {count(overview?.presence.count)}
        </Tile>
        <Tile label={say('overview.waiting')} link="/members?attention=true">
          {count(members?.attention)}
        </Tile>
        <Tile label={say('overview.holds')} link="/holds">
          {count(health?.openHolds)}
        </Tile>
        <Tile label={say('overview.spool')} link="/health">
          {count(health?.spool.waiting)}
        </Tile>
        <Tile label="Nexudus" link="/health">
          <System health={health?.nexudus} visit={visit} />
        </Tile>
        <Tile label="IronWifi" link="/health">
          <System health={health?.ironwifi} visit={visit} />
        </Tile>
        <Tile label={say('nav.webhooks')} link="/webhooks">
          <p>
            <Webhooks webhooks={webhooks} visit={visit} />
          </p>
        </Tile>
        <Tile label={say('overview.lastSync')} link={last === undefined ? '/syncs' : `/syncs/${last.id}`}>
          <p>
            {last === undefined ? (
              say(syncs === null ? 'overview.notKnown' : 'when.never')
            ) : (
              <Ago at={last.finishedAt ?? last.startedAt} place={place} />
            )}{' '}
            {last?.state === 'failed' && <Badge tone="bad">{say('overview.failed')}</Badge>}
          </p>
        </Tile>
        <Tile label={say('overview.nextSync')} link="/syncs">
          <p>{overview?.nextSync ? <Ago at={overview.nextSync} place={place} /> : say('overview.notKnown')}</p>
        </Tile>
      </ul>
      {overview !== null && isOld(overview) && (
        <Notice tone="warn">
          {overview.readAt === null
            ? say('overview.neverRead')
            : say('overview.readAt', { at: timeText({ at: overview.readAt, place }) })}
        </Notice>
      )}
    </>
  );
}

/** As of when, and whether it can be read. */
function PresentNote({ presence, visit: { say, place } }: { presence?: OverviewView['presence']; visit: Visit }) {
  const { reading = false, readAt = null, failing = null } = presence ?? {};
  if (readAt === null && failing === null)
    return reading ? <span data-poll="1">{say('overview.present.reading')}</span> : null;
  return (
    <>
      {failing !== null && <Badge tone="warn">{say('overview.present.failing')}</Badge>}{' '}
      {readAt !== null && <Ago at={readAt} place={place} />}
    </>
  );
}

const OLD_MS = 60_000;
const isOld = ({ readAt }: OverviewView): boolean => readAt === null || Date.now() - Date.parse(readAt) > OLD_MS;

type Side = NonNullable<Known['health']>['nexudus'];

function System({ health, visit: { say, place } }: { health: Side | undefined; visit: Visit }) {
  const [tone, key]: [Tone, TextKey] = stateOf(health);
  return (
    <p>
      <Badge tone={tone}>{say(key)}</Badge>{' '}
      {health?.lastGoodAt && (
        <span class="soft">
          {say('overview.lastGood')} <Ago at={health.lastGoodAt} place={place} />
        </span>
      )}
    </p>
  );
}

function Webhooks({ webhooks, visit: { say } }: Pick<TilesProps, 'webhooks' | 'visit'>) {
  if (webhooks === null || webhooks.problem !== null) return <Badge tone="idle">{say('overview.notKnown')}</Badge>;
  const count = webhooks.missing + webhooks.failing.length;
  if (count === 0) return <Badge tone="good">{say('overview.well')}</Badge>;
  return <Badge tone="warn">{say('overview.webhooksWrong', { count: String(count) })}</Badge>;
}

function stateOf(health: Side | undefined): [Tone, TextKey] {
  if (health === null || health === undefined) return ['idle', 'overview.notKnown'];
  if (health.maintenance.on) return ['warn', 'overview.maintenance'];
  if (health.quarantine !== null) return ['bad', 'overview.away'];
  return health.consecutiveFailures > 0 ? ['warn', 'overview.failing'] : ['good', 'overview.well'];
}

function Days({ overview, visit }: { overview: OverviewView | null; visit: Visit }) {
  const { say } = visit;
  if (overview === null || overview.days.every(({ withAccess }) => withAccess === null))
    return <p class="empty">{say('overview.noDays')}</p>;
  const { days } = overview;
  return (
    <>
      <div class="card">
        <h2>{say('overview.accessByDay')}</h2>
        <AccessChart days={days} visit={visit} />
        <DayTable days={days} visit={visit} />
      </div>
      <div class="card">
        <h2>{say('overview.changesByDay')}</h2>
        <ChangesChart days={days} visit={visit} />
        <Legend visit={visit} />
        {days.some(({ whole }) => !whole) && <p class="soft">{say('overview.gaps')}</p>}
      </div>
    </>
  );
}

interface FeedProps {
  overview: OverviewView | null;
  names: ReadonlyMap<string, string>;
  visit: Visit;
}

function Feed({ overview, names, visit: { say, place } }: FeedProps) {
  if (overview === null || overview.latest.length === 0) return <p class="empty">{say('overview.noFeed')}</p>;
  return (
    <ol class="timeline">
      {overview.latest.map(({ id, at, status, group, attention }) => (
        <li key={id}>
          <Ago at={at} place={place} />
          <a href={`/console/members/${id}`}>{names.get(id) ?? id}</a>{' '}
          {say(changeTexts[status ?? 'unknown'] ?? 'overview.did.unknown')}
          {status === 'granted' && group !== null && ` (${group})`}{' '}
          {attention !== null && <Badge tone="warn">{say('overview.attention')}</Badge>}
        </li>
      ))}
    </ol>
  );
}

const changeTexts: Record<string, TextKey> = {
  granted: 'overview.did.granted',
  prepared: 'overview.did.prepared',
  denied: 'overview.did.denied',
  keep: 'overview.did.keep',
  erasing: 'overview.did.erasing',
  erased: 'overview.did.erased',
};
