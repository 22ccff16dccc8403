import type { MemberView } from '../../../../contracts/api/member';
import { Notice } from '../../parts/notice';
import { memberPath, Part, withNames, type Told } from './told';

type Fact = MemberView['verdict']['evidence'][number];

/** What led to the verdict. The records' ids are those of Nexudus. */
export function Facts({ visit, member }: Told) {
  const { say } = visit;
  const { evidence } = member.verdict;
  return (
    <Part id="facts" title={say('member.facts')}>
      {evidence.length === 0 && <p class="soft">{say('member.facts.none')}</p>}
      <dl class="facts">
        {evidence.map((fact, index) => (
          <FactLine key={index} visit={visit} member={member} fact={fact} />
        ))}
      </dl>
      {member.attention !== null && (
        <Notice tone="bad">
          <p>{withNames(member.attention.message, member)}</p>
        </Notice>
      )}
      {member.waiting !== null && (
        <Notice tone="warn">
          <p>{member.waiting.message}</p>
        </Notice>
      )}
    </Part>
  );
}

function FactLine({ visit: { say }, member, fact }: Told & { fact: Fact }) {
  const address = addressOfFact(fact, member);
  return (
    <>
      <dt>{say(`member.fact.${fact.kind}`)}</dt>
      <dd>{address === null ? withNames(fact.text, member) : <a href={address}>{withNames(fact.text, member)}</a>}</dd>
    </>
  );
}

/** Of what has a page here; Nexudus documents no address of its records. */
function addressOfFact({ kind, id }: Fact, member: MemberView): string | null {
  if (id === null) return null;
  if (kind === 'hold') return `/console/holds/${id}`;
  return kind === 'coworker' && id !== member.id ? memberPath(id) : null;
}

/** What happens next by itself, and when. */
export function Ahead({ visit: { say }, member }: Told) {
  const { next } = member.verdict;
  return (
    <Part id="ahead" title={say('member.next')}>
      {next.length === 0 ? (
        <p>{say('member.next.none')}</p>
      ) : (
        <ul class="plain">
          {next.map(({ at, text }) => (
            <li key={at + text}>{text}</li>
          ))}
        </ul>
      )}
    </Part>
  );
}
