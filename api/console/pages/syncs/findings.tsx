import type { SyncView } from '../../../../contracts/api/syncs';
import type { People } from '../../frame/people';
import type { Visit } from '../../frame/visit';
import { MemberLink } from '../../parts/member-link';
import { reasonText } from '../../parts/reason';
import { timeText } from '../../parts/when';
import { countedOnly, findingsOf, isTense, type Group } from './groups';

interface FindingsProps {
  group: Group;
  run: SyncView;
  people: People;
  visit: Visit;
}

/** A group by name, with what it means and what to do. */
export function Findings({ group, run, people, visit }: FindingsProps) {
  const { say } = visit;
  const count = run.counts[group];
  if (count === 0) return null;
  const title = run.dryRun && isTense(group) ? say(`sync.group.${group}.dry`) : say(`sync.group.${group}`);
  const findings = findingsOf(run, group);
  const named = group === 'skipped' ? run.skipped.length : findings.length;
  return (
    <section class="card" aria-labelledby={group}>
      <h2 id={group}>
        {title} <span class="soft">{count}</span>
      </h2>
      <p class="soft">{say(`sync.group.${group}.what`)}</p>
      {named > 0 && (
        <ul>
          {findings.map((finding) => (
            <li key={finding.id}>
              <MemberLink id={finding.id} name={people.known.get(finding.id)?.name} />{' '}
              <Why finding={finding} people={people} visit={visit} />
            </li>
          ))}
          {group === 'skipped' &&
            run.skipped.map((id) => (
              <li key={id}>
                <MemberLink id={id} name={people.known.get(id)?.name} />
              </li>
            ))}
        </ul>
      )}
      {named < count && !countedOnly.includes(group) && (
        <p class="soft">{say('sync.notListed', { count: String(count - named) })}</p>
      )}
    </section>
  );
}

/** A misnamed account has no reason of its own. */
function Why({
  finding,
  people,
  visit,
}: Omit<FindingsProps, 'group' | 'run'> & { finding: SyncView['members'][number] }) {
  const { say, place } = visit;
  const { what, reason, hold, kept, joinedTo } = finding;
  return (
    <>
      {what !== 'misnamed' && what !== 'joined' && reasonText({ reason }, place)}
      {hold !== null && (
        <>
          {' · '}
          <a href={`/console/holds/${hold}`}>{say('sync.hold', { id: hold })}</a>
        </>
      )}
      {kept !== null && ` · ${say('sync.keptUntil', { until: timeText({ at: kept.until, place }) })}`}
      {joinedTo !== null && (
        <>
          {say('sync.joinedTo')} <MemberLink id={joinedTo} name={people.known.get(joinedTo)?.name} />
        </>
      )}
    </>
  );
}
