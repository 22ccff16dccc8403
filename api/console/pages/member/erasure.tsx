import { Badge } from '../../parts/notice';
import { When } from '../../parts/when';
import { Part, withNames, type Told } from './told';

/** How far an erasure is, or what it has left: a tombstone. */
export function Erasure({ visit: { say, place }, member }: Told) {
  const { erasure } = member;
  if (erasure === null) return null;
  const isDone = erasure.state === 'done';
  return (
    <Part id="erasure" title={say('member.erasure')}>
      <div data-poll={isDone ? undefined : 2}>
        <p>
          <Badge tone={isDone ? 'idle' : 'warn'}>{say(`member.erasure.${erasure.state}`)}</Badge>{' '}
          {say(isDone ? 'member.erasure.end' : 'member.erasure.begun', { by: withNames(erasure.by, member) })}{' '}
          <When at={erasure.doneAt ?? erasure.since} place={place} />
        </p>
        {erasure.left.length > 0 && (
          <>
            <p>{say('member.erasure.left')}</p>
            <ul>
              {erasure.left.map((what) => (
                <li key={what}>{say(`member.erasure.left.${what}`)}</li>
              ))}
            </ul>
          </>
        )}
        {isDone && <p class="soft">{say('member.erasure.tombstone')}</p>}
      </div>
    </Part>
  );
}
