import type { HoldView } from '../../../../contracts/api/holds';
import { peopleOf, type People } from '../../frame/people';
import { page, type View, type Visit } from '../../frame/visit';
import { Badge } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago, timeText, When } from '../../parts/when';
import { decisions } from './decisions';
import { showHold } from './hold';
import { operatorsOf, type Operators } from './operators';
import { stateTones, titleOf, whereText } from './words';

const PATH = '/console/holds';

/** What waits for an operator, and what became of it. */
export const holdPages = [page('/holds', showHolds), page('/holds/:id', showHold), ...decisions];

async function showHolds(visit: Visit): Promise<View> {
  const { api, say } = visit;
  const { holds } = await api.listHolds();
  // for the names of locations
  const people = await peopleOf(
    visit,
    holds.flatMap(({ members }) => members.slice(0, 3).map(({ id }) => id)),
  );
  const operators = await operatorsOf(visit, holds);
  const open = holds.filter(({ state }) => state === 'open');
  const closed = holds.filter(({ state }) => state !== 'open');
  return {
    title: say('holds.title'),
    body: (
      <>
        <p class="lead">{say('holds.lead')}</p>
        <section id="open" data-part data-live="" aria-labelledby="open-title">
          <h2 id="open-title">{say('holds.open')}</h2>
          {open.length === 0 && <p class="empty">{say('holds.none')}</p>}
          {open.map((hold) => (
            <OpenHold key={hold.id} hold={hold} people={people} visit={visit} />
          ))}
        </section>
        <section id="closed" data-part aria-labelledby="closed-title">
          <h2 id="closed-title">{say('holds.closed')}</h2>
          {closed.length === 0 ? (
            <p class="soft">{say('holds.noneClosed')}</p>
          ) : (
            <Closed holds={closed} people={people} operators={operators} visit={visit} />
          )}
        </section>
      </>
    ),
  };
}

function OpenHold({ hold, people, visit }: { hold: HoldView; people: People; visit: Visit }) {
  const { say, place } = visit;
  const href = `${PATH}/${hold.id}`;
  return (
    <article class="card">
      <h3>
        <a href={href}>{titleOf(hold, visit)}</a>
      </h3>
      <p>{say(`holds.cause.${hold.cause}`)}</p>
      <dl class="facts">
        <dt>{say('hold.where')}</dt>
        <dd>{whereText(hold, people, visit)}</dd>
        <dt>{say('hold.since')}</dt>
        <dd>
          <When at={hold.openedAt} place={place} /> (<Ago at={hold.openedAt} place={place} />)
        </dd>
        <dt>{say('hold.expires')}</dt>
        <dd>{say('holds.expires', { at: timeText({ at: hold.expiresAt, place }) })}</dd>
      </dl>
      <p>
        <a class="button main" href={href}>
          {say('holds.decide')}
        </a>
      </p>
    </article>
  );
}

interface ClosedProps {
  holds: HoldView[];
  people: People;
  operators: Operators;
  visit: Visit;
}

function Closed({ holds, people, operators, visit }: ClosedProps) {
  const { say, place } = visit;
  return (
    <Table
      label={say('holds.closed')}
      head={[say('holds.closedAt'), say('holds.what'), say('holds.outcome'), say('hold.kept')]}
      rows={holds.map((hold) => [
        <When at={hold.decided?.at ?? hold.expiresAt} place={place} />,
        <>
          <a href={`${PATH}/${hold.id}`}>{titleOf(hold, visit)}</a>
          <br />
          <span class="soft">{whereText(hold, people, visit)}</span>
        </>,
        <>
          <Badge tone={stateTones[hold.state]}>{say(`holds.state.${hold.state}`)}</Badge>{' '}
          {hold.decided !== null && hold.state !== 'expired' && hold.state !== 'resolved' && (
            <span class="soft">{operators(hold.decided.by)}</span>
          )}
        </>,
        <StillKept hold={hold} visit={visit} />,
      ])}
    />
  );
}

function StillKept({ hold: { keeps, keptUntil }, visit: { say, place } }: { hold: HoldView; visit: Visit }) {
  if (keptUntil === null) return say('holds.nobodyKept');
  if (keeps === null) return say('hold.unknown');
  if (keeps.members.length === 0 && !keeps.more) return say('holds.nobodyKept');
  return (
    <>
      {keeps.more ? say('holds.keptMore', { count: String(keeps.members.length) }) : keeps.members.length}{' '}
      <span class="soft">
        {say('holds.keptUntil')} <When at={keptUntil} place={place} />
      </span>
    </>
  );
}
