import type { MemberView } from '../../../../contracts/api/member';
import { lookAgain, retryNow } from '../../../../contracts/api/member-acts';
import { may } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { Badge, type Tone } from '../../parts/notice';
import { Ago } from '../../parts/when';
import { memberPath, withNames, type Told } from './told';

const tones: Record<MemberView['verdict']['allowed'], Tone> = {
  yes: 'good',
  soon: 'warn',
  still: 'warn',
  no: 'bad',
  unknown: 'idle',
};

/** What the front desk asks: can she connect, why not, and what to do. */
export function Answer({ visit, member }: Told) {
  const { say, place } = visit;
  const { verdict, lastLookAt } = member;
  return (
    <section id="answer" class="answer" data-part>
      <p class="verdict">
        <Badge tone={tones[verdict.allowed]}>{say(`member.allowed.${verdict.allowed}`)}</Badge>{' '}
        {withNames(verdict.sentence, member)}
      </p>
      {verdict.way !== null && <WayToYes visit={visit} member={member} way={verdict.way} />}
      <div class="buttons">
        {may(visit, lookAgain.role) && <SyncNow visit={visit} id={member.id} />}
        <p class="soft">
          {lastLookAt === null ? (
            say('member.read.never')
          ) : (
            <>
              {say('member.read')} <Ago at={lastLookAt} place={place} />
            </>
          )}
        </p>
      </div>
    </section>
  );
}

function WayToYes({ visit, member, way }: Told & { way: NonNullable<MemberView['verdict']['way']> }) {
  const { say, csrf } = visit;
  const canRetry = way.kind === 'operator' && member.attention !== null && may(visit, retryNow.role);
  return (
    <div class="notice warn way">
      <p>
        <strong>{say('member.way')}</strong> {way.text}
      </p>
      {canRetry && (
        <form method="post" action={`${memberPath(member.id)}/retry`}>
          <Csrf token={csrf} />
          <button>{say('member.retry')}</button>
        </form>
      )}
    </div>
  );
}

export const SyncNow = ({ visit: { say, csrf }, id }: Pick<Told, 'visit'> & { id: string }) => (
  <form method="post" action={`${memberPath(id)}/sync`}>
    <Csrf token={csrf} />
    <button class="main">{say('member.sync')}</button>
  </form>
);
