import type { ComponentChildren } from 'preact';
import { ProblemError } from '../../../../contracts/api/client';
import type { HeldMemberView, HoldView } from '../../../../contracts/api/holds';
import { peopleOf } from '../../frame/people';
import { act, type Form, named, SeeOther, type View, type Visit } from '../../frame/visit';
import { Notice } from '../../parts/notice';
import { ALL, approvalView } from './approval';
import { TICK } from './held-members';
import { holdOf, holdView } from './hold';
import { countOf } from './words';

/** What an operator says to a hold: yes for all or some, or no. */
export const decisions = [
  act('/holds/:id/approve', approve, { role: 'admin' }),
  act('/holds/:id/reject', reject, { role: 'admin' }),
];

async function approve(visit: Visit, form: Form): Promise<View | SeeOther> {
  return form.confirmed === undefined ? askFirst(visit, form) : carryOut(visit, form.confirmed, Number(form.seen));
}

async function askFirst(visit: Visit, form: Form): Promise<View> {
  const hold = await holdOf(visit);
  if (hold.state !== 'open') return stale(hold, visit, []);
  // all that are listed are named, so that who joins them meanwhile stays held
  if (form.which === 'all') return confirming(hold, hold.members, visit, hold.more > 0);
  const ticked = Object.keys(form).flatMap((name) => (name.startsWith(TICK) ? [name.slice(TICK.length)] : []));
  const members = hold.members.filter(({ id }) => ticked.includes(id));
  if (ticked.length === 0) return holdView(hold, visit, { notice: bad(visit.say('hold.nobodyTicked')), status: 422 });
  if (members.length < ticked.length) return stale(hold, visit, ticked);
  return confirming(hold, members, visit);
}

async function confirming(hold: HoldView, members: HeldMemberView[], visit: Visit, whole = false): Promise<View> {
  const people = await peopleOf(
    visit,
    members.map(({ id }) => id),
  );
  return approvalView({ hold, members, whole, people }, visit);
}

async function carryOut(visit: Visit, confirmed: string, seen: number): Promise<View | SeeOther> {
  const id = named(visit, 'id');
  const members = confirmed === ALL ? undefined : confirmed.split(',');
  if (members === undefined) {
    const hold = await holdOf(visit);
    if (hold.state !== 'open' || countOf(hold) !== seen) return stale(hold, visit, []);
  }
  try {
    await visit.api.approveHold({ params: { id }, body: { members } });
    return new SeeOther(`/console/holds/${id}?done=approved`);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 409) throw error;
    return stale(await holdOf(visit), visit, members ?? []);
  }
}

async function reject(visit: Visit, { reason = '' }: Form): Promise<View | SeeOther> {
  const id = named(visit, 'id');
  try {
    await visit.api.rejectHold({ params: { id }, body: { reason } });
    return new SeeOther(`/console/holds/${id}?done=rejected`);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.status === 409) return stale(await holdOf(visit), visit, []);
    if (error.status !== 422) throw error;
    const before = { reason, wrong: visit.say('hold.reject.wrong') };
    return holdView(await holdOf(visit), visit, { before, status: 422 });
  }
}

const bad = (text: ComponentChildren) => <Notice tone="bad">{text}</Notice>;

/** The hold is another one than was looked at: nothing was done, and it is shown as it is now. */
async function stale(hold: HoldView, visit: Visit, wanted: readonly string[]): Promise<View> {
  const { say } = visit;
  const held = new Set(hold.members.map(({ id }) => id));
  const gone = wanted.filter((id) => !held.has(id));
  const { known } = await peopleOf(visit, gone);
  const names = gone.map((id) => known.get(id)?.name ?? id).join(', ');
  const text =
    hold.state !== 'open'
      ? say('hold.stale.closed')
      : gone.length > 0
        ? say('hold.stale.left', { names })
        : say('hold.stale.more');
  return holdView(hold, visit, { notice: bad(text), status: 409 });
}
