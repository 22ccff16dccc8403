import type { ComponentChildren } from 'preact';
import type { PlanView } from '../../../../contracts/api/plans';
import type { WhatIfView } from '../../../../contracts/api/what-if';
import { peopleOf, type People } from '../../frame/people';
import type { Visit } from '../../frame/visit';
import { MemberLink } from '../../parts/member-link';
import { Badge, Notice } from '../../parts/notice';
import { Table } from '../../parts/table';
import { timeText, When } from '../../parts/when';

/** What things are called that a what-if names by their ids. */
export interface KnownNames {
  /** For their names, and those of their locations. */
  plans: readonly PlanView[];
  people: People;
}

interface Props extends KnownNames {
  visit: Visit;
  whatIf: WhatIfView;
}

/** Never fails: what is not known is shown by its id. */
export async function namesIn(visit: Visit, whatIf: WhatIfView | null): Promise<KnownNames> {
  if (whatIf?.state !== 'done') return { plans: [], people: { known: new Map(), trouble: null } };
  const plans = visit.api.listPlans().then((answer) => answer.plans);
  const [known, people] = await Promise.all([plans.catch(() => []), peopleOf(visit, membersIn(whatIf))]);
  return { plans: known, people };
}

/** Everybody whom it names. */
export const membersIn = ({ gains, moves, loses, rescheduled, unknown }: WhatIfView): string[] => [
  ...[...gains, ...moves, ...loses, ...rescheduled].map(({ id }) => id),
  ...unknown,
];

const kinds = ['gains', 'moves', 'loses'] as const;

/** What a what-if has found: in sum, by plan and location, and member by member. */
export function Effects(props: Props) {
  const { visit, whatIf, people } = props;
  const { say, place } = visit;
  const { counts, warnings, decidedAt } = whatIf;
  const isNothing = counts.gains + counts.loses + counts.moves + counts.rescheduled + counts.unknown === 0;
  return (
    <>
      {decidedAt !== null && <p class="lead">{say('whatIf.lead', { at: timeText({ at: decidedAt, place }) })}</p>}
      {isNothing && <p class="verdict">{say('whatIf.nothing')}</p>}
      <Tiles visit={visit} counts={counts} />
      {counts.held > 0 && <Notice tone="warn">{say('whatIf.held', { count: String(counts.held) })}</Notice>}
      {counts.overruled > 0 && (
        <Notice tone="idle">{say('whatIf.overruled', { count: String(counts.overruled) })}</Notice>
      )}
      {warnings.map((warning) => (
        <Notice tone="warn" key={warning}>
          {warning}
        </Notice>
      ))}
      <Effort visit={visit} whatIf={whatIf} />
      {people.trouble !== null && <Notice tone="idle">{people.trouble}</Notice>}
      {!isNothing && (
        <>
          <Breakdown {...props} />
          {kinds.map((kind) => (
            <Affected key={kind} kind={kind} {...props} />
          ))}
          <Rescheduled {...props} />
          <Unknown {...props} />
          <Holds {...props} />
        </>
      )}
    </>
  );
}

const tiles = ['gains', 'moves', 'loses', 'rescheduled', 'unchanged', 'unknown'] as const;

function Tiles({ visit: { say }, counts }: Pick<Props, 'visit'> & Pick<WhatIfView, 'counts'>) {
  const shown = tiles.filter((what) => counts[what] > 0 || kinds.some((kind) => kind === what) || what === 'unchanged');
  return (
    <ul class="tiles">
      {shown.map((what) => (
        <li class="tile" key={what}>
          <strong>{counts[what]}</strong>
          <span class="label">{say(`whatIf.tile.${what}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Effort({ visit: { say }, whatIf: { cost, letters, lettersWait } }: Pick<Props, 'visit' | 'whatIf'>) {
  const { nexudus, ironwifi } = cost.calls;
  const isFree = nexudus + ironwifi === 0;
  return (
    <section class="card">
      <h2>{say('whatIf.effort')}</h2>
      <dl class="facts">
        <dt>{say('whatIf.calls')}</dt>
        <dd>
          {isFree
            ? say('whatIf.calls.none')
            : say('whatIf.calls.say', { nexudus: String(nexudus), ironwifi: String(ironwifi) })}
        </dd>
        {!isFree && (
          <>
            <dt>{say('whatIf.minutes')}</dt>
            <dd>{say('whatIf.minutes.say', { count: String(cost.minutes) })}</dd>
          </>
        )}
        <dt>{say('whatIf.letters')}</dt>
        <dd>
          {letters.length === 0
            ? say('whatIf.letters.none')
            : letters.map(({ kind, members }) => say(`whatIf.letter.${kind}`, { count: String(members) })).join(', ')}
          {letters.length > 0 && lettersWait && ` (${say('whatIf.letters.wait')})`}
        </dd>
      </dl>
    </section>
  );
}

const columns = ['gains', 'moves', 'loses', 'unchanged', 'unknown'] as const;
type Line = WhatIfView['byLocation'][number];

function Breakdown({ visit, whatIf, plans }: Props) {
  const { say } = visit;
  const ofPlans = whatIf.byPlan.map((line) => ({ ...line, title: planName(visit, plans, line.id, line.name) }));
  const ofLocations = whatIf.byLocation.map((line) => ({ ...line, title: locationName(visit, plans, line.id) }));
  return (
    <>
      <h2>{say('whatIf.byPlan')}</h2>
      <Lines visit={visit} title={say('whatIf.plan')} lines={ofPlans} />
      {ofLocations.length > 1 && (
        <>
          <h2>{say('whatIf.byLocation')}</h2>
          <Lines visit={visit} title={say('whatIf.location')} lines={ofLocations} />
        </>
      )}
    </>
  );
}

function Lines({ visit: { say }, title, lines }: { visit: Visit; title: string; lines: (Line & { title: string })[] }) {
  const shown = columns.filter((what) => what !== 'unknown' || lines.some((line) => line.unknown > 0));
  const heads = shown.map((what) => say(`whatIf.${what}`));
  return (
    <Table
      label={title}
      head={[title, ...heads]}
      numbers={heads}
      rows={lines.map((line) => [line.title, ...shown.map((what) => line[what])])}
    />
  );
}

function planName({ say }: Visit, plans: readonly PlanView[], id: string | null, name = ''): string {
  if (id === null) return say('whatIf.plan.none');
  return name || plans.find((plan) => plan.id === id)?.name || id;
}

function locationName({ say }: Visit, plans: readonly PlanView[], id: string | null): string {
  if (id === null) return say('whatIf.location.none');
  return plans.find(({ location }) => location?.id === id)?.location?.name ?? id;
}

function Affected({ visit, whatIf, plans, people, kind }: Props & { kind: (typeof kinds)[number] }) {
  const { say } = visit;
  const members = whatIf[kind];
  const level = (orgUnit: string | null) =>
    orgUnit === null ? <span class="soft">{say('whatIf.level.none')}</span> : <code>{orgUnit}</code>;
  return (
    <List
      visit={visit}
      title={say(`whatIf.list.${kind}`, { count: String(whatIf.counts[kind]) })}
      shown={members.length}
      count={whatIf.counts[kind]}
    >
      <Table
        label={say(`whatIf.tile.${kind}`)}
        head={[say('whatIf.member'), say('whatIf.plan'), say('whatIf.level'), say('whatIf.waits')]}
        rows={members.map(({ id, planId, from, to, held }) => [
          <MemberLink id={id} name={people.known.get(id)?.name} />,
          planName(visit, plans, planId),
          <>
            {level(from)} → {level(to)}
          </>,
          held ? <Badge tone="warn">{say('whatIf.waits.held')}</Badge> : say('whatIf.waits.soon'),
        ])}
      />
    </List>
  );
}

function Rescheduled({ visit, whatIf: { rescheduled, counts }, plans, people }: Props) {
  const { say, place } = visit;
  const end = (at: string | null) => (at === null ? say('whatIf.at.none') : <When at={at} place={place} />);
  return (
    <List
      visit={visit}
      title={say('whatIf.list.rescheduled', { count: String(counts.rescheduled) })}
      shown={rescheduled.length}
      count={counts.rescheduled}
    >
      <Table
        label={say('whatIf.tile.rescheduled')}
        head={[say('whatIf.member'), say('whatIf.plan'), say('whatIf.at.today'), say('whatIf.at.draft')]}
        rows={rescheduled.map(({ id, planId, until }) => [
          <MemberLink id={id} name={people.known.get(id)?.name} />,
          planName(visit, plans, planId),
          end(until.today),
          end(until.draft),
        ])}
      />
    </List>
  );
}

function Unknown({ visit, whatIf: { unknown, counts }, people }: Props) {
  const title = visit.say('whatIf.list.unknown', { count: String(counts.unknown) });
  return (
    <List visit={visit} title={title} shown={unknown.length} count={counts.unknown}>
      <p>
        {unknown.map((id, i) => (
          <>
            {i > 0 && ', '}
            <MemberLink id={id} name={people.known.get(id)?.name} key={id} />
          </>
        ))}
      </p>
    </List>
  );
}

interface ListProps {
  visit: Visit;
  title: string;
  /** How many of all are listed. */
  shown: number;
  count: number;
  children: ComponentChildren;
}

/** Nothing at all where nobody is in it. */
function List({ visit: { say }, title, shown, count, children }: ListProps) {
  if (count === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {shown < count && <p class="soft">{say('whatIf.list.more', { shown: String(shown), count: String(count) })}</p>}
      {children}
    </section>
  );
}

function Holds({ visit, whatIf: { holds }, plans }: Props) {
  const { say } = visit;
  if (holds.length === 0) return null;
  const numbers = [say('whatIf.hold.today'), say('whatIf.hold.draft')];
  return (
    <section>
      <h2>{say('whatIf.holds')}</h2>
      <Table
        label={say('whatIf.holds')}
        head={[say('whatIf.hold'), say('whatIf.location'), ...numbers]}
        numbers={numbers}
        rows={holds.map(({ cause, hold, businessId, members }) => [
          hold === null ? (
            say(`whatIf.hold.${cause}`)
          ) : (
            <a href={`/console/holds/${encodeURIComponent(hold)}`}>{say(`whatIf.hold.${cause}`)}</a>
          ),
          locationName(visit, plans, businessId),
          members.today,
          members.draft,
        ])}
      />
    </section>
  );
}
