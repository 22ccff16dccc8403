import type { SyncView } from '../../../../contracts/api/syncs';
import type { People } from '../../frame/people';
import type { Visit } from '../../frame/visit';
import { Table } from '../../parts/table';

interface SurroundingsProps {
  run: SyncView;
  people: People;
  visit: Visit;
}

/** What a run found beyond members: plans, webhooks, org units. */
export function Surroundings({ run, people, visit }: SurroundingsProps) {
  const { say } = visit;
  const { unmappedPlans, missedHooks, webhooks, orgUnitsMade } = run;
  return (
    <>
      {unmappedPlans.length > 0 && <Plans run={run} visit={visit} />}
      {missedHooks.length > 0 && <MissedHooks run={run} people={people} visit={visit} />}
      {webhooks !== null && (
        <section class="card" aria-labelledby="webhooks">
          <h2 id="webhooks">{say('sync.webhooks')}</h2>
          <p>
            {webhooks.problem ??
              say('sync.webhooks.text', {
                checked: String(webhooks.checked),
                reactivated: String(webhooks.reactivated),
                missing: String(webhooks.missing),
                failing: String(webhooks.failing.length),
              })}{' '}
            <a href="/console/webhooks">{say('sync.webhooks.look')}</a>
          </p>
        </section>
      )}
      {orgUnitsMade.length > 0 && <p>{say('sync.orgUnits', { names: orgUnitsMade.join(', ') })}</p>}
    </>
  );
}

function Plans({ run: { unmappedPlans }, visit: { say } }: { run: SyncView; visit: Visit }) {
  return (
    <section aria-labelledby="plans">
      <h2 id="plans">{say('sync.plans')}</h2>
      <p class="soft">{say('sync.plans.what')}</p>
      <Table
        label={say('sync.plans')}
        head={[say('sync.plan'), say('sync.members'), say('sync.plan.state')]}
        rows={unmappedPlans.map(({ name, members, gone }) => [
          <a href="/console/plans">{name}</a>,
          members,
          say(gone ? 'sync.plan.gone' : 'sync.plan.unmapped'),
        ])}
      />
    </section>
  );
}

function MissedHooks({ run: { missedHooks }, people, visit: { say } }: SurroundingsProps) {
  const locations = new Map([...people.known.values()].map(({ businessId, location }) => [businessId, location]));
  return (
    <section aria-labelledby="hooks">
      <h2 id="hooks">{say('sync.hooks')}</h2>
      <p class="soft">{say('sync.hooks.what')}</p>
      <Table
        label={say('sync.hooks')}
        head={[say('sync.hook'), say('sync.location'), say('sync.members')]}
        rows={missedHooks.map(({ action, businessId, members }) => [
          <code>{action}</code>,
          businessId === null ? say('sync.location.unknown') : (locations.get(businessId) ?? businessId),
          members,
        ])}
      />
    </section>
  );
}
