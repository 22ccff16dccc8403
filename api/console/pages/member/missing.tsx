import type { ProblemError } from '../../../../contracts/api/client';
import { may, type Visit } from '../../frame/visit';
import { Badge, Notice } from '../../parts/notice';
import { When } from '../../parts/when';
import { SyncNow } from './answer';
import { roleOf, type Attempt } from './perform';
import type { Known } from './person';
import { memberPath } from './told';

interface Props {
  visit: Visit;
  id: string;
  known: Known;
  problem: ProblemError;
  attempt: Attempt | null;
}

const isRecordId = (id: string): boolean => /^\d{1,15}$/.test(id);

/** No workflow runs for it. */
export function Missing({ visit, id, known, attempt }: Props) {
  const { say } = visit;
  if (!isRecordId(id)) return <Notice tone="idle">{say('member.noId')}</Notice>;
  return (
    <>
      <p class="verdict">
        <Badge tone="idle">{say('member.allowed.unknown')}</Badge> {say('member.missing')}
      </p>
      <Refused attempt={attempt} />
      <PersonFacts visit={visit} known={known} />
      <p class="lead">{say(known.person === null ? 'member.missing.nobody' : 'member.missing.known')}</p>
      {may(visit, roleOf.sync) && (
        <div class="card">
          <p>{say('member.missing.sync')}</p>
          <SyncNow visit={visit} id={id} />
        </div>
      )}
    </>
  );
}

/** In seconds. */
const AGAIN_AFTER = 5;

/** Temporal or the workers do not answer: access itself goes on as it is. */
export function Away({ visit, id, known, problem, attempt }: Props) {
  const { say } = visit;
  return (
    <div data-again={AGAIN_AFTER}>
      <p class="verdict">
        <Badge tone="idle">{say('member.allowed.unknown')}</Badge> {say('member.away')}
      </p>
      <Refused attempt={attempt} />
      <Notice tone="bad">
        <p>{problem.problem?.detail ?? problem.message}</p>
        <p>{say('member.away.goesOn')}</p>
      </Notice>
      <PersonFacts visit={visit} known={known} />
      <p>
        <a class="button" href={memberPath(id)}>
          {say('error.again')}
        </a>
      </p>
    </div>
  );
}

const Refused = ({ attempt }: Pick<Props, 'attempt'>) =>
  attempt === null ? null : <Notice tone="bad">{[...attempt.mistakes.values()].join(' ')}</Notice>;

/** What the index of the roster knows. */
function PersonFacts({ visit: { say, place }, known: { person, failingSince } }: Pick<Props, 'visit' | 'known'>) {
  if (person === null) return null;
  return (
    <dl class="facts">
      <dt>{say('member.person.email')}</dt>
      <dd>{person.email ?? say('member.person.none')}</dd>
      <dt>{say('member.person.plans')}</dt>
      <dd>{person.plans.length === 0 ? say('member.person.none') : person.plans.join(', ')}</dd>
      {failingSince !== null && (
        <>
          <dt>{say('member.person.old')}</dt>
          <dd>
            <When at={failingSince} place={place} />
          </dd>
        </>
      )}
    </dl>
  );
}
