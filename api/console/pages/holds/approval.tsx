import type { HeldMemberView, HoldView } from '../../../../contracts/api/holds';
import type { People } from '../../frame/people';
import type { View, Visit } from '../../frame/visit';
import { Csrf } from '../../parts/csrf';
import { MemberLink } from '../../parts/member-link';
import { Notice } from '../../parts/notice';
import { reasonText } from '../../parts/reason';
import { sayCount } from '../../texts/counted';
import { countOf } from './words';

/** What an operator is about to let happen. */
export interface Approval {
  hold: HoldView;
  members: HeldMemberView[];
  /** All of the hold, with those who are not listed. */
  whole: boolean;
  people: People;
}

/** The field that says so: ids, or `ALL`. */
export const ALL = 'all';

/** Says what will happen, before it does: the button of this page is the approval. */
export function approvalView(approval: Approval, visit: Visit): View {
  const { say, csrf, place } = visit;
  const { hold, members, whole, people } = approval;
  const isChange = hold.cause === 'changes';
  const count = whole ? countOf(hold) : members.length;
  const path = `/console/holds/${hold.id}`;
  return {
    title: say('approval.title', { id: hold.id }),
    body: (
      <>
        <Notice tone="warn">
          {effectsOf(approval, visit).map((effect) => (
            <p key={effect}>{effect}</p>
          ))}
        </Notice>
        {people.trouble !== null && <Notice tone="warn">{people.trouble}</Notice>}
        <form method="post" action={`${path}/approve`} class="buttons">
          <Csrf token={csrf} />
          <input type="hidden" name="confirmed" value={whole ? ALL : members.map(({ id }) => id).join(',')} />
          <input type="hidden" name="seen" value={String(countOf(hold))} />
          <button class={isChange ? 'main' : 'danger'}>
            {sayCount(say, isChange ? 'approval.do.changes' : 'approval.do.removals', count)}
          </button>
          <a class="button quiet" href={path}>
            {say('hold.back')}
          </a>
        </form>
        <section aria-labelledby="who">
          <h2 id="who">{say('approval.who')}</h2>
          <ul>
            {members.map((member) => (
              <li key={member.id}>
                <MemberLink id={member.id} name={people.known.get(member.id)?.name} /> {reasonText(member, place)}
              </li>
            ))}
            {whole && hold.more > 0 && <li>{say('approval.unlisted', { count: String(hold.more) })}</li>}
          </ul>
        </section>
      </>
    ),
  };
}

/** "12 people will be shut out of the WiFi now." "The other 2 stay held and keep what they have." */
function effectsOf({ hold, members, whole }: Approval, { say }: Visit): string[] {
  const lowered = hold.cause === 'changes' ? 0 : members.filter(({ plan }) => plan !== null).length;
  const others = members.length - lowered + (whole ? hold.more : 0);
  const rest = countOf(hold) - lowered - others;
  return [
    ...(others > 0 ? [sayCount(say, hold.cause === 'changes' ? 'approval.changes' : 'approval.removals', others)] : []),
    ...(lowered > 0 ? [sayCount(say, 'approval.lowered', lowered)] : []),
    ...(rest > 0 ? [sayCount(say, 'approval.rest', rest)] : []),
  ];
}
