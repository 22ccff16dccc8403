import { proxyActivities, uuid4 } from '@temporalio/workflow';
import type { ObserveActivities, Observation } from '../../contracts/activities';
import type { Step } from '../../domain/replayed/entitlement';
import type { Instant } from '../../domain/replayed/ids';
import { stepAt } from '../../domain/replayed/next-write';
import { accessKey } from '../../domain/replayed/access-key';
import { earliest, reach } from './due';
import { planErasure } from './erasure';
import { noteAccess } from './letters';
import { permit, type Permit } from './permit';
import { recovered, backOff, troubleOf } from './backoff';
import type { MemberState } from './state';
import { describe, show, addToTimeline } from './story';

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
export async function refresher(state: MemberState): Promise<void> {
  for (;;) {
    await reach('next look', () => lookDueAt(state));
    const asked = { hinted: state.hinted, expectingNews: state.expectingNews, fromRoster: state.fromRoster };
    state.hinted = 'no';
    state.fromRoster = false;
    state.nextLookAt = null;
    state.looking = true;
    forgetEndedOverride(state);
    try {
      const seen = await observe({
        connector: state.connector,
        member: state.member,
        scope: asked.hinted === 'checkIn' ? 'checkIn' : 'full',
        remembered: asked.hinted === 'checkIn' ? state.remembered : null,
        fromRoster: asked.fromRoster,
        lastLookAt: state.lastLookAt,
        override: state.override,
      });
      const may = await permit(state, seen);
      recovered(state, 'looker');
      consider(state, seen, may, asked.expectingNews);
    } catch (error) {
      // the hint stays owed, whether the source is away or this run is about to continue as new
      oweLook(state, asked.hinted);
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      backOff(state, 'looker', trouble);
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

/** Takes over what was seen, as far as it may. */
export function consider(state: MemberState, seen: Observation, may: Permit, expectingNews: boolean): void {
  const now = Date.now();
  const next = seen.entitlement.steps[stepAt(seen.entitlement, now)];
  if (next === undefined) return;
  state.lastLookAt = now;
  state.quietUntil = now + quiet;
  state.looks += 1;
  state.remembered = seen.remembered;
  if (may === 'secondLook') return planSecondLook(state, next, now);
  if (may === 'held') {
    state.secondLook = null;
    return;
  }

  const before = heldHash(state);
  state.secondLook = null;
  state.cleared = null;
  if (state.entitlement?.identity !== seen.entitlement.identity) forgetBackoffsOfPerson(state);
  state.entitlement = seen.entitlement;
  state.step = stepAt(seen.entitlement, now);
  state.keyId = seen.keyId;
  state.credential ??= { keyId: seen.keyId, credentialId: uuid4() };
  if (heldHash(state) !== before) {
    // that a newcomer has nothing yet is no news: the rows may lag the hook
    if (before !== unknown || next.access.state !== 'denied') state.lastNewsAt = now;
    state.news = { by: isAnnounced(state, now) ? 'hook' : 'look', at: now };
    addToTimeline(state, describe(next));
  }
  noteAccess(state);
  planErasure(state);
  lookAgainForNews(state, expectingNews, now);
}

const isAnnounced = ({ announced }: MemberState, now: Instant): boolean => announced !== null && announced.until >= now;

/** Another name or address may be just what a write or a letter was waiting for. */
function forgetBackoffsOfPerson(state: MemberState): void {
  delete state.setbacks.writer;
  delete state.setbacks.courier;
}

const unknown = '.';
const heldHash = (state: MemberState): string =>
  `${state.entitlement?.steps[state.step]?.hash ?? ''}.${state.entitlement?.identity ?? ''}`;

function planSecondLook(state: MemberState, next: Step, now: Instant): void {
  const access = accessKey(next.access);
  const since = state.secondLook?.access === access ? state.secondLook.since : now;
  state.secondLook = { access, since, at: since + next.confirmAfterMs };
  if (since === now) addToTimeline(state, `looks as if: ${describe(next)}; a second look will tell`);
}

function lookAgainForNews(state: MemberState, expectingNews: boolean, now: Instant): void {
  if (!expectingNews) return;
  state.expectingNews = false;
  const justHadNews = state.lastNewsAt !== null && now - state.lastNewsAt < again;
  if (!justHadNews) state.nextLookAt = now + again;
}
