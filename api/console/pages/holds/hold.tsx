import type { ComponentChildren } from 'preact';
import type { HoldView } from '../../../../contracts/api/holds';
import { addressOf, asked, may, named, type View, type Visit } from '../../frame/visit';
import { Problem } from '../../../http/problem';
import { Badge, Notice } from '../../parts/notice';
import { MemberLink } from '../../parts/member-link';
import { Ago, timeText, When } from '../../parts/when';
import { sayCount } from '../../texts/counted';
import { Csrf } from '../../parts/csrf';
import { HeldMembers } from './held-members';
import { AT_ONCE, membersOf, type KnownMembers } from './members';
import { operatorsOf, type Operators } from './operators';
import { Rejection, type WrongReason } from './rejection';
import { countOf, decisionText, keptUntilOf, stateTones, titleOf, whereText } from './words';

/** The hold of the address. Throws a problem of 404. */
export async function holdOf({ api, ...visit }: Visit): Promise<HoldView> {
  const id = named({ api, ...visit }, 'id');
  const { holds } = await api.listHolds();
  const hold = holds.find((each) => each.id === id);
  if (hold === undefined) throw new Problem(404, `There is no hold ${id}: only the last ones are remembered.`);
  return hold;
}

export async function showHold(visit: Visit): Promise<View> {
  const done = asked(visit, 'done');
  return holdView(await holdOf(visit), visit, { notice: doneNotice(done, visit) });
}

function doneNotice(done: string | undefined, { say }: Visit): ComponentChildren {
  if (done !== 'approved' && done !== 'rejected') return null;
  return (
    <Notice tone="good">
      {say(`hold.done.${done}`)} {done === 'approved' && <a href="/console/syncs">{say('hold.done.syncs')}</a>}
    </Notice>
  );
}

interface Happened {
  /** What has just happened, or could not. */
  notice?: ComponentChildren;
  before?: WrongReason;
  status?: number;
}

export async function holdView(hold: HoldView, visit: Visit, { notice, before, status }: Happened = {}): Promise<View> {
  const { say } = visit;
  const pages = Math.max(1, Math.ceil(hold.members.length / AT_ONCE));
  const page = Math.min(pages, Math.max(1, Number(asked(visit, 'page')) || 1));
  const shown = hold.members.slice((page - 1) * AT_ONCE, page * AT_ONCE);
  const [members, operators] = await Promise.all([membersOf(visit, hold, shown), operatorsOf(visit, [hold])]);
  return {
    title: say('hold.title', { id: hold.id }),
    heading: hold.state === 'open' ? titleOf(hold, visit) : undefined,
    status,
    body: (
      <>
        {notice}
        <Summary hold={hold} members={members} operators={operators} visit={visit} />
        {members.troubles.map((trouble) => (
          <Notice key={trouble} tone="warn">
            {trouble}
          </Notice>
        ))}
        {hold.state === 'open' ? (
          <Open hold={{ ...hold, members: shown }} of={hold} members={members} visit={visit} before={before ?? null} />
        ) : (
          <Closed hold={{ ...hold, members: shown }} members={members} visit={visit} />
        )}
        <Pages page={page} pages={pages} hold={hold} visit={visit} />
      </>
    ),
  };
}

interface Shown {
  hold: HoldView;
  members: KnownMembers;
  visit: Visit;
}

function Summary({ hold, members, operators, visit }: Shown & { operators: Operators }) {
  const { say, place } = visit;
  const isOpen = hold.state === 'open';
  const at = timeText({ at: hold.expiresAt, place });
  const until = timeText({ at: keptUntilOf(hold, Date.parse(hold.expiresAt)), place });
  return (
    <section id="summary" class="card" data-part data-live={isOpen ? '' : undefined} aria-label={say('hold.summary')}>
      <dl class="facts">
        <dt>{say('hold.state')}</dt>
        <dd>
          <Badge tone={stateTones[hold.state]}>{say(`holds.state.${hold.state}`)}</Badge>{' '}
          {decisionText(hold, operators, visit)}
        </dd>
        {!isOpen && (
          <>
            <dt>{say('holds.what')}</dt>
            <dd>{titleOf(hold, visit)}</dd>
          </>
        )}
        <dt>{say('hold.why')}</dt>
        <dd>{say(`holds.cause.${hold.cause}`)}</dd>
        {isOpen && (
          <>
            <dt>{say('hold.check')}</dt>
            <dd>{say(`holds.check.${hold.cause}`)}</dd>
          </>
        )}
        <dt>{say('hold.where')}</dt>
        <dd>{whereText(hold, members, visit)}</dd>
        <dt>{say('hold.since')}</dt>
        <dd>
          <When at={hold.openedAt} place={place} /> (<Ago at={hold.openedAt} place={place} />)
        </dd>
        {isOpen && (
          <>
            <dt>{say('hold.expires')}</dt>
            <dd>{say('hold.expires.text', { at, until })}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** `hold` has the members of this page, `of` all of them. */
interface OpenProps extends Shown {
  of: HoldView;
  before: WrongReason | null;
}

function Open({ hold, of, members, visit, before }: OpenProps) {
  const { say, csrf } = visit;
  const decides = may(visit, 'admin');
  return (
    <>
      <section aria-labelledby="members">
        <h2 id="members">{say('hold.members')}</h2>
        <form method="post" action={`/console/holds/${hold.id}/approve`}>
          <Csrf token={csrf} />
          <HeldMembers hold={hold} members={members} visit={visit} ticks={decides} />
          {hold.more > 0 && <p class="soft">{sayCount(say, 'hold.more', hold.more)}</p>}
          {decides && (
            <>
              <p class="buttons">
                <button class="main" name="which" value="ticked">
                  {say('hold.approveTicked')}
                </button>
                <button name="which" value="all">
                  {say('hold.approveAll', { count: String(countOf(of)) })}
                </button>
              </p>
              <p class="soft">{say('hold.approveHint')}</p>
            </>
          )}
        </form>
      </section>
      {decides ? <Rejection hold={of} visit={visit} before={before} /> : <p class="soft">{say('hold.adminOnly')}</p>}
    </>
  );
}

function Closed({ hold, members, visit }: Shown) {
  const { say } = visit;
  return (
    <>
      {hold.keptUntil !== null && <Kept hold={hold} members={members} until={hold.keptUntil} visit={visit} />}
      <section aria-labelledby="members">
        <h2 id="members">{say('hold.membersClosed')}</h2>
        <HeldMembers hold={hold} members={members} visit={visit} ticks={false} />
        {hold.more > 0 && <p class="soft">{sayCount(say, 'hold.moreClosed', hold.more)}</p>}
      </section>
    </>
  );
}

function Kept({ hold: { keeps }, members: { known }, until, visit }: Shown & { until: string }) {
  const { say, place } = visit;
  if (keeps === null) return null;
  const isDue = Date.parse(until) <= Date.now();
  const { members, more } = keeps;
  return (
    <section aria-labelledby="kept">
      <h2 id="kept">{say('hold.kept')}</h2>
      {members.length === 0 && !more && <p class="soft">{say('hold.kept.none')}</p>}
      {members.length > 0 && (
        <>
          <p>
            {sayCount(say, isDue ? 'hold.kept.due' : 'hold.kept.lead', members.length, {
              until: timeText({ at: until, place }),
            })}
          </p>
          <ul class="names">
            {members.slice(0, AT_ONCE).map((id) => (
              <li key={id}>
                <MemberLink id={id} name={known.get(id)?.name} />
              </li>
            ))}
          </ul>
        </>
      )}
      {(more || members.length > AT_ONCE) && <p class="soft">{say('hold.kept.more')}</p>}
    </section>
  );
}

function Pages({ page, pages, hold, visit }: { page: number; pages: number; hold: HoldView; visit: Visit }) {
  const { say } = visit;
  if (pages === 1) return null;
  const link = (to: number) => addressOf(`/console/holds/${hold.id}`, { page: String(to) });
  return (
    <p class="buttons">
      {page > 1 && (
        <a class="button" rel="prev" href={link(page - 1)}>
          {say('hold.older')}
        </a>
      )}
      {page < pages && (
        <a class="button" rel="next" href={link(page + 1)}>
          {say('hold.newer')}
        </a>
      )}
    </p>
  );
}
