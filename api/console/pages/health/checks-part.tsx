import type { ChecksView, CheckView } from '../../../../contracts/api/checks';
import { Csrf } from '../../parts/csrf';
import { Badge, Notice, type Tone } from '../../parts/notice';
import { Table } from '../../parts/table';
import { Ago } from '../../parts/when';
import { may, type Visit } from '../../frame/visit';

type Result = CheckView['result'];

/** The worst first. */
const order: Record<Result, number> = { failed: 0, warning: 1, unknown: 2, skipped: 3, ok: 4 };
const tones: Record<Result, Tone> = { failed: 'bad', warning: 'warn', unknown: 'idle', skipped: 'idle', ok: 'good' };
/** What somebody has to look at. */
const isTrouble = ({ result }: CheckView): boolean => order[result] < order.skipped;

/** What the checks have found; while they run, how far they are. */
export function ChecksPart({ checks: { checks, underWay, startedAt }, visit }: { checks: ChecksView; visit: Visit }) {
  const { say, csrf, place } = visit;
  const seen = checks.filter(({ at }) => at !== null);
  const sorted = [...seen].sort((a, b) => order[a.result] - order[b.result]);
  const open = checks.filter((check) => check.underWay).length;
  return (
    <section id="checks" data-part>
      <h2>{say('health.checks')}</h2>
      {underWay ? (
        <div class="card" data-poll="1">
          <p>{say('health.checks.progress', { done: String(checks.length - open), of: String(checks.length) })}</p>
          <progress value={checks.length - open} max={checks.length} aria-label={say('health.checks')} />
        </div>
      ) : (
        <Summary checks={checks} visit={visit} />
      )}
      {may(visit, 'desk') && !underWay && (
        <form method="post" action="/console/health/checks" class="buttons">
          <Csrf token={csrf} />
          <button>{say('health.checks.again')}</button>
          {startedAt !== null && (
            <span class="soft">
              {say('health.checks.last')} <Ago at={startedAt} place={place} />
            </span>
          )}
        </form>
      )}
      {sorted.filter(isTrouble).map((check) => (
        <Trouble key={check.id} check={check} visit={visit} />
      ))}
      <InOrder checks={sorted.filter((check) => !isTrouble(check))} visit={visit} />
    </section>
  );
}

function Summary({ checks, visit: { say } }: { checks: CheckView[]; visit: Visit }) {
  const numberOf = (result: Result): number => checks.filter((check) => check.result === result).length;
  const [failed, warnings, unknown] = [numberOf('failed'), numberOf('warning'), numberOf('unknown')];
  if (failed + warnings + unknown === 0) return <Notice tone="good">{say('health.checks.allWell')}</Notice>;
  const counts = { failed: String(failed), warnings: String(warnings), unknown: String(unknown) };
  return <Notice tone={failed > 0 ? 'bad' : 'warn'}>{say('health.checks.trouble', counts)}</Notice>;
}

function Trouble({ check, visit }: { check: CheckView; visit: Visit }) {
  const { say } = visit;
  const { id, result, evidence, todo } = check;
  return (
    <section class="card" id={`check-${id}`}>
      <h3>
        <Badge tone={tones[result]}>{say(`health.result.${result}`)}</Badge> {say(`health.check.${id}`)}
      </h3>
      <p>{evidence}</p>
      {todo !== null && (
        <p>
          <strong>{say('health.todo')}</strong> {todo}
        </p>
      )}
      <p class="soft">
        <Looked check={check} visit={visit} />
      </p>
    </section>
  );
}

function InOrder({ checks, visit }: { checks: CheckView[]; visit: Visit }) {
  const { say } = visit;
  if (checks.length === 0) return null;
  return (
    <Table
      label={say('health.checks')}
      head={[say('health.result'), say('health.check'), say('health.evidence'), say('health.looked')]}
      rows={checks.map((check) => [
        <Badge tone={tones[check.result]}>{say(`health.result.${check.result}`)}</Badge>,
        say(`health.check.${check.id}`),
        [check.evidence, check.todo].filter((text) => text !== null).join(' '),
        <Looked check={check} visit={visit} />,
      ])}
    />
  );
}

const SECOND = 1_000;

function Looked({ check: { at, tookMs, underWay }, visit: { say, place } }: { check: CheckView; visit: Visit }) {
  if (underWay) return <>{say('health.looking')}</>;
  if (at === null) return <>{say('when.never')}</>;
  const took = (tookMs ?? 0) / SECOND;
  const seconds = took.toLocaleString(place.language, { maximumFractionDigits: 1 });
  return (
    <span>
      <Ago at={at} place={place} />
      {took >= 1 && `, ${say('health.took', { seconds })}`}
    </span>
  );
}
