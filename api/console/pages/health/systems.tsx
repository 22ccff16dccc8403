import type { ComponentChildren } from 'preact';
import type { HealthView, SystemView, WatchedView } from '../../../../contracts/api/health';
import { syncedSystems, type SyncedSystem } from '../../../../domain/replayed/health/synced-system';
import { Badge, Notice } from '../../parts/notice';
import { Ago } from '../../parts/when';
import type { Visit } from '../../frame/visit';

const names: Record<SyncedSystem, string> = { nexudus: 'Nexudus', ironwifi: 'IronWifi' };

/** The systems as the connector sees them: by syncs, writes and letters, not by the checks. */
export function Systems({ health, visit }: { health: HealthView; visit: Visit }) {
  const { say } = visit;
  const { mail } = health;
  return (
    <section id="systems" data-part>
      <h2>{say('health.systems')}</h2>
      {mail === null ? (
        <Notice tone="warn">{say('health.connectorAway')}</Notice>
      ) : (
        <div class="side-by-side">
          {syncedSystems.map((system) => {
            const view = health[system];
            return view && <Synced key={system} system={system} view={view} visit={visit} />;
          })}
          <section class="card">
            <Head name={say('health.mail')} view={mail} visit={visit} />
            <dl class="facts">
              <Watched view={mail} good={say('health.lastLetter')} visit={visit} />
            </dl>
          </section>
        </div>
      )}
    </section>
  );
}

function Synced({ system, view, visit }: { system: SyncedSystem; view: SystemView; visit: Visit }) {
  const { say, place } = visit;
  const { limits, throttling, lastWriteAt, maintenance } = view;
  return (
    <section class="card">
      <Head name={names[system]} view={view} maintenance={maintenance} visit={visit} />
      <dl class="facts">
        <Watched view={view} good={say('health.lastGood')} visit={visit} />
        <Fact title={say('health.lastWrite')}>
          {lastWriteAt === null ? say('when.never') : <Ago at={lastWriteAt} place={place} />}
        </Fact>
        {limits !== null && (
          <Fact title={say('health.calls')}>
            {limits.allowed === null
              ? String(limits.calls)
              : say('health.calls.of', { calls: String(limits.calls), allowed: String(limits.allowed) })}
          </Fact>
        )}
        <Fact title={say('health.throttled')}>{throttling.lastDay}</Fact>
      </dl>
      <p>
        <a href="/console/settings/start#maintenance">{say('health.maintenance')}</a>
      </p>
    </section>
  );
}

interface HeadProps {
  name: string;
  view: WatchedView;
  maintenance?: SystemView['maintenance'];
  visit: Visit;
}

/** In a word, and since when. */
function Head({ name, view: { quarantine, consecutiveFailures }, maintenance, visit }: HeadProps) {
  const { say, place } = visit;
  const since = maintenance?.on ? maintenance.since : (quarantine?.since ?? null);
  return (
    <>
      <h3>
        {name}{' '}
        {maintenance?.on ? (
          <Badge tone="warn">{say('health.state.held')}</Badge>
        ) : quarantine !== null ? (
          <Badge tone="bad">{say('health.state.quarantine')}</Badge>
        ) : consecutiveFailures > 0 ? (
          <Badge tone="warn">{say('health.state.failing')}</Badge>
        ) : (
          <Badge tone="good">{say('health.state.well')}</Badge>
        )}
      </h3>
      {since !== null && (
        <p>
          {say('health.since')} <Ago at={since} place={place} />
          {!maintenance?.on && quarantine !== null && ` (${quarantine.code})`}
          {maintenance?.on && maintenance.by !== null && ` (${maintenance.by})`}
        </p>
      )}
    </>
  );
}

function Watched({ view, good, visit }: { view: WatchedView; good: string; visit: Visit }) {
  const { say, place } = visit;
  const { lastGoodAt, lastFailure, consecutiveFailures } = view;
  return (
    <>
      <Fact title={good}>{lastGoodAt === null ? say('when.never') : <Ago at={lastGoodAt} place={place} />}</Fact>
      {lastFailure !== null && (
        <Fact title={say('health.lastFailure')}>
          <Ago at={lastFailure.at} place={place} /> ({lastFailure.code}
          {consecutiveFailures > 1 && `, ${say('health.inARow', { count: String(consecutiveFailures) })}`})
        </Fact>
      )}
    </>
  );
}

export const Fact = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </>
);
