import type { HealthView } from '../../../../contracts/api/health';
import { Badge } from '../../parts/notice';
import { Ago } from '../../parts/when';
import type { Visit } from '../../frame/visit';
import { Fact } from './systems';

/** What of Latchkey itself runs, and what waits. */
export function Product({ health, visit }: { health: HealthView; visit: Visit }) {
  const { say, place } = visit;
  const { ready, problems, spool, settingsVersion, live, openHolds, importPaused, lastSync } = health;
  const unknown = say('health.notKnown');
  return (
    <section id="product" class="card" data-part>
      <h2>Latchkey</h2>
      <dl class="facts">
        <Fact title={say('health.queues')}>
          {ready ? (
            <Badge tone="good">{say('health.ready')}</Badge>
          ) : (
            <Badge tone="bad">{say('health.notReady')}</Badge>
          )}
          {problems.map((problem) => (
            <div key={problem}>{problem}</div>
          ))}
        </Fact>
        <Fact title={say('health.spool')}>
          {spool.waiting === 0
            ? say('health.spool.empty')
            : say('health.spool.waiting', { count: String(spool.waiting) })}
        </Fact>
        <Fact title={say('health.settings')}>
          {settingsVersion === null ? (
            unknown
          ) : (
            <a href="/console/settings">{say('health.settings.version', { version: String(settingsVersion) })}</a>
          )}
        </Fact>
        <Fact title={say('health.live')}>
          {settingsVersion === null ? (
            unknown
          ) : live === null ? (
            say('health.live.not')
          ) : (
            <Ago at={live.since} place={place} />
          )}
        </Fact>
        <Fact title={say('health.lastSync')}>
          {lastSync === null ? unknown : <a href={`/console/syncs/${lastSync}`}>{say('health.lastSync.open')}</a>}
        </Fact>
        <Fact title={say('health.holds')}>
          {openHolds === null ? unknown : <a href="/console/holds">{openHolds}</a>}
        </Fact>
        {importPaused === true && <Fact title={say('health.import')}>{say('health.import.paused')}</Fact>}
      </dl>
    </section>
  );
}
