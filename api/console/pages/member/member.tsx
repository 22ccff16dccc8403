import { ProblemError } from '../../../../contracts/api/client';
import type { MemberView } from '../../../../contracts/api/member';
import { verdictLanguages } from '../../../../domain/verdict/languages';
import { addressOf, asked, may, named, page, type View, type Visit } from '../../frame/visit';
import { Notice } from '../../parts/notice';
import { When } from '../../parts/when';
import type { TextKey } from '../../texts';
import { AccountPart } from './account';
import { Acts } from './acts';
import { Answer } from './answer';
import { Erasure } from './erasure';
import { Ahead, Facts } from './facts';
import { Letters } from './letters';
import { Away, Missing } from './missing';
import { actRoutes, type Attempt } from './perform';
import { knownPerson, type Known } from './person';
import { Picture } from './picture';
import { SyncSteps } from './sync-steps';
import { Timeline } from './timeline';

/** One member: whether she can connect, why, since when, until when, and what to do. */
export const memberPages = [page('/members/:id', (visit) => showMember(visit)), ...actRoutes(showMember)];

async function showMember(visit: Visit, attempt: Attempt | null = null): Promise<View> {
  const id = named(visit, 'id');
  const [member, known] = await Promise.all([explained(visit, id), knownPerson(visit, id)]);
  const title = known.person?.name ?? visit.say('member.unnamed', { id });
  const status = attempt?.status ?? (member instanceof ProblemError ? member.status : 200);
  if (!(member instanceof ProblemError))
    return { title, status, body: <Member visit={visit} member={member} known={known} attempt={attempt} /> };
  const props = { visit, id, known, problem: member, attempt };
  return { title, status, body: member.status === 404 ? <Missing {...props} /> : <Away {...props} /> };
}

/** A failure is a state of the page: what else is known is shown. */
async function explained({ api, place }: Visit, id: string): Promise<MemberView | ProblemError> {
  const language = verdictLanguages.find((each) => each === place.language);
  try {
    return await api.explainMember({ params: { id }, query: { language } });
  } catch (error) {
    if (error instanceof ProblemError && (error.status === 404 || error.status === 503)) return error;
    throw error;
  }
}

interface MemberProps {
  visit: Visit;
  member: MemberView;
  known: Known;
  attempt: Attempt | null;
}

function Member({ visit, member, known, attempt }: MemberProps) {
  const told = { visit, member };
  const { say } = visit;
  const done = attempt === null ? doneTexts.get(asked(visit, 'done') ?? '') : undefined;
  return (
    <div data-live={member.id}>
      <Answer {...told} />
      {done !== undefined && <Notice tone="good">{say(done)}</Notice>}
      {attempt !== null && <Notice tone="bad">{say('member.notDone')}</Notice>}
      <SyncSteps {...told} />
      <Erasure {...told} />
      <div class="side-by-side">
        <Ahead {...told} />
        <Facts {...told} />
      </div>
      <Picture {...told} />
      <div class="side-by-side">
        <AccountPart {...told} />
        <Letters {...told} />
      </div>
      <Acts {...told} attempt={attempt} />
      <Timeline {...told} />
      <Whereabouts {...told} known={known} />
    </div>
  );
}

/** Who it is, and where more of it can be seen. */
function Whereabouts({ visit, member, known: { person, failingSince } }: Omit<MemberProps, 'attempt'>) {
  const { say, place } = visit;
  return (
    <p class="soft">
      {say('member.record', { id: member.id })}
      {person?.email && ` · ${person.email}`}
      {person?.location && ` · ${person.location}`}
      {person !== null && person.plans.length > 0 && ` · ${person.plans.join(', ')}`}
      {failingSince !== null && (
        <>
          {' '}
          · {say('member.person.old')} <When at={failingSince} place={place} />
        </>
      )}
      {' · '}
      <a href={member.links.temporal} rel="noreferrer">
        {say('member.temporal')}
      </a>
      {may(visit, 'admin') && (
        <>
          {' · '}
          <a href={addressOf('/console/audit', { member: member.id })}>{say('member.audit')}</a>
        </>
      )}
    </p>
  );
}

const doneTexts = new Map<string, TextKey>([
  ['resend', 'member.resend.done'],
  ['rotate', 'member.rotate.done'],
  ['retry', 'member.retry.done'],
  ['rename', 'member.rename.done'],
  ['allow', 'member.allow.done'],
  ['block', 'member.block.done'],
  ['lift', 'member.lift.done'],
  ['adopt', 'member.adopt.done'],
  ['erase', 'member.erase.done'],
]);
