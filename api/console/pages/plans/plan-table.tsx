import type { PlansView, PlanView } from '../../../../contracts/api/plans';
import { addressOf, may, type Visit } from '../../frame/visit';
import { Badge } from '../../parts/notice';
import { Table } from '../../parts/table';
import { timeText } from '../../parts/when';
import { conditionsText, Level } from './gives';
import { editAddress, type Opened } from './opened';

interface Props extends Opened {
  visit: Visit;
}

/** Every plan: first those that give nothing, then what the others give. */
export function PlanTables({ visit, ...opened }: Props) {
  const { say } = visit;
  const { plans } = opened.known;
  const mapped = plans.filter(({ state }) => state === 'mapped').sort(byPrecedence);
  const others = plans.filter(({ state }) => state !== 'mapped').sort(byWaiting);
  const isOver = ({ archived, waiting }: PlanView): boolean => archived && !waiting;
  const [open, over] = [others.filter((plan) => !isOver(plan)), others.filter(isOver)];
  return (
    <>
      {open.length > 0 && (
        <section>
          <h2>{say('plans.unmapped')}</h2>
          <p class="lead">
            {say('plans.unmapped.lead')} <Counted visit={visit} known={opened.known} />
          </p>
          <Unmapped visit={visit} plans={open} {...opened} />
        </section>
      )}
      <section>
        <h2>{say('plans.mapped')}</h2>
        {mapped.length === 0 ? (
          <p class="empty">{say('plans.mapped.none')}</p>
        ) : (
          <Mapped visit={visit} plans={mapped} {...opened} />
        )}
      </section>
      {over.length > 0 && (
        <details class="act">
          <summary>{say('plans.archived', { count: String(over.length) })}</summary>
          <div>
            <Unmapped visit={visit} plans={over} {...opened} />
          </div>
        </details>
      )}
    </>
  );
}

function Counted({ visit: { say, place }, known: { sync } }: { visit: Visit; known: PlansView }) {
  return (
    <>{sync === null ? say('plans.notCounted') : say('plans.counted', { at: timeText({ at: sync.at, place }) })}</>
  );
}

const byName = (one: PlanView, other: PlanView): number => one.name.localeCompare(other.name);
const byWaiting = (one: PlanView, other: PlanView): number =>
  (other.waiting ?? 0) - (one.waiting ?? 0) || byName(one, other);
const byPrecedence = (one: PlanView, other: PlanView): number =>
  (other.gives?.precedence ?? 0) - (one.gives?.precedence ?? 0) || byName(one, other);

interface Rows extends Props {
  plans: PlanView[];
}

function Unmapped({ visit, plans, ...opened }: Rows) {
  const { say } = visit;
  return (
    <Table
      label={say('plans.unmapped')}
      head={[
        say('plans.plan'),
        ...placed(opened, say('plans.location')),
        say('plans.state'),
        say('plans.waiting'),
        ...acts(visit, opened),
      ]}
      numbers={[say('plans.waiting')]}
      rows={plans.map((plan) => [
        <Name visit={visit} plan={plan} {...opened} />,
        ...placed(opened, plan.location?.name ?? plan.location?.id ?? '–'),
        <State visit={visit} plan={plan} />,
        plan.waiting ?? '–',
        ...acts(visit, opened, { plan, text: say('plans.map') }),
      ])}
    />
  );
}

function Mapped({ visit, plans, ...opened }: Rows) {
  const { say } = visit;
  return (
    <Table
      label={say('plans.mapped')}
      head={[
        say('plans.plan'),
        ...placed(opened, say('plans.location')),
        say('plans.gives'),
        say('plans.conditions'),
        say('plans.precedence'),
        say('plans.members'),
        ...acts(visit, opened),
      ]}
      numbers={[say('plans.precedence'), say('plans.members')]}
      rows={plans.map((plan) => [
        <Name visit={visit} plan={plan} {...opened} />,
        ...placed(opened, plan.location?.name ?? plan.location?.id ?? '–'),
        <Level visit={visit} gives={plan.gives} />,
        conditionsText(plan.gives, visit),
        plan.gives?.precedence ?? '–',
        <Members plan={plan} />,
        ...acts(visit, opened, { plan, text: say('plans.edit') }),
      ])}
    />
  );
}

/** Where all plans are of one location, it goes without saying. */
function placed<Cell>({ known }: Opened, cell: Cell): Cell[] {
  return new Set(known.plans.flatMap(({ location }) => location?.id ?? [])).size > 1 ? [cell] : [];
}

/** The map is a part of the settings, so there is nothing to change before there are some. */
function acts(visit: Visit, { known, draft }: Opened, row?: { plan: PlanView; text: string }) {
  if (!may(visit, 'admin') || known.version === 0) return [];
  if (row === undefined) return [visit.say('plans.act')];
  const { plan, text } = row;
  return [
    <a class="whole" href={editAddress(plan, draft)} aria-label={`${text}: ${plan.name}`}>
      {text}
    </a>,
  ];
}

function Name({ visit: { say }, plan, keyOf, draft }: Omit<Rows, 'plans'> & { plan: PlanView }) {
  const notes = [
    ...(plan.kind === 'tariff' ? [] : [say(`plans.kind.${plan.kind ?? (plan.listed === false ? 'gone' : 'unknown')}`)]),
    ...(plan.archived ? [say('plans.isArchived')] : []),
  ];
  return (
    <div>
      <strong>{plan.name || plan.id}</strong>{' '}
      {draft.has(keyOf(plan)) && <Badge tone="warn">{say('plans.draft.in')}</Badge>}
      {notes.length > 0 && <div class="soft">{notes.join(', ')}</div>}
    </div>
  );
}

function State({ visit: { say }, plan: { state, waiting } }: { visit: Visit; plan: PlanView }) {
  if (state === 'retired')
    return (
      <div>
        <Badge tone="idle">{say('plans.state.retired')}</Badge>
        <div class="soft">{say('plans.state.retired.says')}</div>
      </div>
    );
  if (waiting) return <Badge tone="warn">{say('plans.state.waiting')}</Badge>;
  return <Badge tone="idle">{say('plans.state.unmapped')}</Badge>;
}

function Members({ plan: { id, members } }: { plan: PlanView }) {
  if (members === null) return <>–</>;
  return members === 0 ? <>0</> : <a href={addressOf('/console/members', { plan: id })}>{members}</a>;
}
