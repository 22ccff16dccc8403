import { proxyActivities, uuid4 } from '@temporalio/workflow';
import type { ObserveActivities, Observation } from '../../activities/contracts';
import type { Step } from '../../domain/entitlement';
import type { Instant } from '../../domain/ids';
import { stepAt, takesAway } from '../../domain/next-write';
import { accessKey } from '../../domain/same-access';
import { earliest, reach } from './due';
import { planErasure } from './erasure';
import { noteAccess } from './letters';
import { recovered, setBack, troubleOf } from './setbacks';
import type { MemberState } from './state';
import { describe, show, tell } from './story';

/** After a look, hints wait this long, so that the rest of a burst shares one look. */
const quiet = 5_000;
/** Rows lag their hooks: a hint that showed nothing new is looked after once more. */
const again = 10_000;

const { observe } = proxyActivities<ObserveActivities>({
  startToCloseTimeout: '15s',
  scheduleToCloseTimeout: '2m',
  retry: { initialInterval: '1s', maximumInterval: '20s' },
  cancellationType: 'TRY_CANCEL',
  summary: 'look at Nexudus',
});

/** Keeps the entitlement fresh: looks when something was announced, when a second look is due, and after a deadline. */
export async function looker(state: MemberState): Promise<void> {
  for (;;) {
    await reach('next look', () => lookDueAt(state));
    const asked = { hinted: state.hinted, expectingNews: state.expectingNews };
    state.hinted = 'no';
    state.nextLookAt = null;
    state.looking = true;
    forgetEndedOverride(state);
    try {
      const seen = await observe({
        connector: state.connector,
        member: state.member,
        scope: asked.hinted === 'checkIn' ? 'checkIn' : 'full',
        remembered: asked.hinted === 'checkIn' ? state.remembered : null,
        imported: state.imported && state.looks === 0,
        override: state.override,
      });
      recovered(state, 'looker');
      consider(state, seen, asked.expectingNews);
    } catch (error) {
      // the hint stays owed, whether the source is away or this run is about to continue as new
      oweLook(state, asked.hinted);
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      setBack(state, 'looker', trouble);
    } finally {
      state.looking = false;
    }
    show(state);
  }
}

function forgetEndedOverride(state: MemberState): void {
  if (state.override !== null && state.override.until !== null && state.override.until <= Date.now())
    state.override = null;
}

function oweLook(state: MemberState, asked: MemberState['hinted']): void {
  state.hinted = asked === 'checkIn' && state.hinted !== 'full' ? 'checkIn' : 'full';
}

function lookDueAt(state: MemberState): Instant | null {
  const asked = state.hinted === 'no' ? null : state.quietUntil;
  const due = earliest(asked, state.secondLook?.at, state.nextLookAt);
  const retryAt = state.setbacks.looker?.retryAt;
  return due === null || retryAt === undefined ? due : Math.max(due, retryAt);
}

/** Gives at once; takes away what a reading alone says only when a second look agrees. */
export function consider(state: MemberState, seen: Observation, expectingNews: boolean): void {
  const now = Date.now();
  const next = seen.entitlement.steps[stepAt(seen.entitlement, now)];
  if (next === undefined) return;
  state.lastLookAt = now;
  state.quietUntil = now + quiet;
  state.looks += 1;
  state.remembered = seen.remembered;
  if (mustConfirm(state, next, now)) return;

  const before = heldHash(state);
  state.secondLook = null;
  if (state.entitlement?.identity !== seen.entitlement.identity) forgetSetbacksOfPerson(state);
  state.entitlement = seen.entitlement;
  state.step = stepAt(seen.entitlement, now);
  state.keyId = seen.keyId;
  state.credential ??= { keyId: seen.keyId, credentialId: uuid4() };
  if (heldHash(state) !== before) {
    // that a newcomer has nothing yet is no news: the rows may lag the hook
    if (before !== unknown || next.access.state !== 'denied') state.lastNewsAt = now;
    tell(state, describe(next));
  }
  noteAccess(state);
  planErasure(state);
  lookAgainForNews(state, expectingNews, now);
}

/** Another name or address may be just what a write or a letter was waiting for. */
function forgetSetbacksOfPerson(state: MemberState): void {
  delete state.setbacks.writer;
  delete state.setbacks.courier;
}

const unknown = '.';
const heldHash = (state: MemberState): string =>
  `${state.entitlement?.steps[state.step]?.hash ?? ''}.${state.entitlement?.identity ?? ''}`;

/** True while a removal waits for the look that confirms it. */
function mustConfirm(state: MemberState, next: Step, now: Instant): boolean {
  const held = state.entitlement?.steps[state.step]?.access ?? null;
  if (next.confirmAfterMs === 0 || !takesAway(held, next.access, state.account?.enabled ?? false)) return false;
  const access = accessKey(next.access);
  const since = state.secondLook?.access === access ? state.secondLook.since : now;
  if (since + next.confirmAfterMs <= now) return false;
  state.secondLook = { access, since, at: since + next.confirmAfterMs };
  if (since === now) tell(state, `looks as if: ${describe(next)}; a second look will tell`);
  return true;
}

function lookAgainForNews(state: MemberState, expectingNews: boolean, now: Instant): void {
  if (!expectingNews) return;
  state.expectingNews = false;
  const justHadNews = state.lastNewsAt !== null && now - state.lastNewsAt < again;
  if (!justHadNews) state.nextLookAt = now + again;
}
