import type { Sent } from '../../../contracts/api/operation';
import type { listRoster, Roster, RosterRow } from '../../../contracts/api/roster';
import { addressOf, asked, page, SeeOther, type View, type Visit } from '../frame/visit';
import { Badge, Notice, type Tone } from '../parts/notice';
import { Table } from '../parts/table';
import { timeText, When } from '../parts/when';
import type { TextKey } from '../texts';

const PATH = '/console/members';

export const membersPages = [page('/members', showMembers)];

const facets = ['status', 'plan', 'location', 'attention'] as const;
type Facet = (typeof facets)[number];
type Filter = { find?: string } & Partial<Record<Facet, string>>;

async function showMembers(visit: Visit): Promise<View | SeeOther> {
  const { api, say } = visit;
  const filter = filterOf(visit);
  // a status that does not exist is the API's to refuse
  const query = { ...filter, page: asked(visit, 'page') } as Sent<typeof listRoster>['query'];
  const roster = await api.listRoster({ query });
  const only = onlyOne(roster, filter);
  if (asked(visit, 'go') !== undefined && only !== null) return new SeeOther(`${PATH}/${only}`);
  return {
    title: say('nav.members'),
    body: (
      <>
        <Filters roster={roster} filter={filter} visit={visit} />
        <section id="members" data-part data-live="">
          <Trouble roster={roster} visit={visit} />
          <Found roster={roster} filter={filter} visit={visit} />
        </section>
      </>
    ),
  };
}

const filterOf = (visit: Visit): Filter => ({
  find: asked(visit, 'find'),
  ...Object.fromEntries(facets.map((facet) => [facet, asked(visit, facet)])),
});

/** Whom Enter opens: the only one who fits, or whose id it is. */
function onlyOne({ members: [first], total }: Roster, { find }: Filter): string | null {
  if (find === undefined || first === undefined) return null;
  return total === 1 || first.id === find ? first.id : null;
}

interface Shown {
  roster: Roster;
  filter: Filter;
  visit: Visit;
}

/** Its selects are a part of their own, so that their counts follow what is typed beside them. */
function Filters({ roster, filter, visit: { say } }: Shown) {
  return (
    <form class="filters" action={PATH} data-while-typing>
      <label>
        {say('members.find')}
        <input
          type="search"
          name="find"
          value={filter.find}
          placeholder={say('members.find.by')}
          size={32}
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <div class="filters" id="filters" data-part>
        {facets.map((facet) => (
          <label key={facet}>
            {say(`members.${facet}`)}
            <select name={facet}>
              <option value="">{say('members.any')}</option>
              {roster.choices[facet].map(({ value, name, count }) => (
                <option key={value} value={value} selected={filter[facet] === value}>
                  {choiceName(facet, value, name, say)} ({count})
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {/* its name tells who presses Enter from who still types */}
      <button name="go" value="1">
        {say('members.show')}
      </button>
    </form>
  );
}

function choiceName(facet: Facet, value: string, name: string, say: Visit['say']): string {
  if (facet === 'status') return statusText(value, say);
  return facet === 'attention' ? say('members.needsAttention') : name;
}

/** Which side is not as it should be, and what is shown nevertheless. */
function Trouble({ roster: { people, access }, visit }: Pick<Shown, 'roster' | 'visit'>) {
  const isReading = [people, access].some(({ readAt, failing }) => readAt === null && failing === null);
  return (
    <div data-poll={isReading ? 1 : undefined}>
      <Side name="names" state={people} visit={visit} />
      <Side name="access" state={access} visit={visit} />
    </div>
  );
}

function Side({
  name,
  state: { readAt, failing },
  visit: { say, place },
}: {
  name: 'names' | 'access';
  state: Roster['people'];
  visit: Visit;
}) {
  if (failing === null) return readAt === null ? <Notice tone="idle">{say(`members.${name}.reading`)}</Notice> : null;
  const since = timeText({ at: failing.since, place });
  return (
    <Notice tone="warn">
      <p>
        {readAt === null
          ? say(`members.${name}.missing`, { since })
          : say(`members.${name}.old`, { since, at: timeText({ at: readAt, place }) })}
      </p>
      <p class="soft">{failing.message}</p>
    </Notice>
  );
}

function Found({ roster, filter, visit }: Shown) {
  const { say, place } = visit;
  const { members, total, everybody, people } = roster;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const isWhole = people.readAt !== null && roster.access.readAt !== null;
  return (
    <>
      <div class="buttons">
        <p class="soft" role="status">
          {countText(roster, isFiltered, visit)}
        </p>
        {isFiltered && (
          <a class="button quiet" href={PATH}>
            {say('members.all')}
          </a>
        )}
        {total > 0 && (
          <a class="button quiet" href={addressOf('/api/v1/roster', { ...filter, format: 'csv' })} download>
            {say('members.csv')}
          </a>
        )}
      </div>
      {members.length > 0 && <Rows members={members} visit={visit} />}
      {everybody > 0 && total === 0 && <p class="empty">{say('members.none')}</p>}
      {everybody === 0 && isWhole && <p class="empty">{say('members.nobody')}</p>}
      <Paging roster={roster} filter={filter} visit={visit} />
      {people.readAt !== null && (
        <p class="soft">{say('members.readAt', { at: timeText({ at: people.readAt, place }) })}</p>
      )}
    </>
  );
}

function countText({ total, everybody }: Roster, isFiltered: boolean, { say, place }: Visit): string {
  const [some, all] = [total, everybody].map((count) => count.toLocaleString(place.language));
  if (isFiltered) return say('members.count', { total: some ?? '', everybody: all ?? '' });
  return everybody === 1 ? say('members.one') : say('members.everybody', { total: all ?? '' });
}

function Rows({ members, visit: { say, place } }: { members: RosterRow[]; visit: Visit }) {
  const columns = ['name', 'plan', 'status', 'until', 'attention', 'location'] as const;
  return (
    <Table
      label={say('nav.members')}
      head={columns.map((column) => say(`members.${column}`))}
      rows={members.map(({ id, name, plan, status, until, attention, location }) => [
        <a href={`${PATH}/${id}`}>{name ?? id}</a>,
        plan ?? '–',
        <Badge tone={toneOf(status)}>{statusText(status ?? 'none', say)}</Badge>,
        until === null ? '–' : <When at={until} place={place} />,
        attention === null ? '–' : <Badge tone="warn">{attentionText(attention, say)}</Badge>,
        location ?? '–',
      ])}
    />
  );
}

function Paging({ roster: { page: open, pages }, filter, visit: { say } }: Shown) {
  if (pages === 1) return null;
  const to = (number: number): string => addressOf(PATH, { ...filter, page: String(number) });
  return (
    <nav class="buttons" aria-label={say('members.page', { page: String(open), pages: String(pages) })}>
      {open > 1 && (
        <a class="button" rel="prev" href={to(open - 1)}>
          {say('members.before')}
        </a>
      )}
      <span class="soft">{say('members.page', { page: String(open), pages: String(pages) })}</span>
      {open < pages && (
        <a class="button" rel="next" href={to(open + 1)}>
          {say('members.next')}
        </a>
      )}
    </nav>
  );
}

const tones: Readonly<Record<string, Tone>> = { granted: 'good', keep: 'warn', unknown: 'warn', erasing: 'warn' };
const toneOf = (status: string | null): Tone => tones[status ?? ''] ?? 'idle';

const statuses = ['granted', 'prepared', 'denied', 'keep', 'unknown', 'erasing', 'erased', 'none'] as const;
const lanes = ['looker', 'writer', 'details', 'courier', 'portal'] as const;

/** A newer worker may have a word of its own: it is shown as it is. */
const worded = <Word extends string>(known: readonly Word[], word: string, text: (word: Word) => string): string => {
  const found = known.find((each) => each === word);
  return found === undefined ? word : text(found);
};

const statusText = (status: string, say: Visit['say']): string =>
  worded(statuses, status, (known): string => say(`members.status.${known}` satisfies TextKey));

/** "writer:throttled" → "WiFi account: throttled". */
function attentionText(attention: string, say: Visit['say']): string {
  const [lane = '', ...code] = attention.split(':');
  return [worded(lanes, lane, (known) => say(`members.lane.${known}`)), ...code].join(': ');
}
