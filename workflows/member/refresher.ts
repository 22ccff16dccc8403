import { CancellationScope, condition, patched, proxyActivities, uuid4, workflowInfo } from '@temporalio/workflow';
import type { ObserveActivities, Observation } from '../../contracts/activities';
import { doorQueue, looksQueue } from '../../contracts/replayed';
import { accessKey, type Step } from '../../domain/replayed/entitlement';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import { isUnderErasure, stepAt } from '../../domain/replayed/next-write';
import { isMoreUrgent, priorityKeys, type Priority } from '../../domain/replayed/priority';
import { earliest, waitUntil } from '../runs/deadlines';
import { unlessOutdated } from '../runs/lanes';
import { currentStep, decisionInForce, noteStepInForce } from './access';
import { announcedNow, LAG_MS, noteLookAfter } from './announced';
import { askForPermit, type Permit } from './ask-guard';
import { LONGEST_RETRY_WAIT, recovered, backOff, troubleOf } from './backoff';
import { noteReturn } from './erasure';
import { forgetAccount, seekAccount } from './orders';
import { wantLook, type MemberState } from './state';
import { show } from './explain';
import { takeOverFound } from './take-over';
import { addNothingNew, addToTimeline, describe } from './timeline';

/** After a look signals wait this long, so that the rest of a burst of hooks shares one look. */
const QUIET_MS = 5_000;
/** Nexudus's rows lag its hooks: when a look after a hook finds nothing new, another one follows. */
const LOOK_AGAIN_MS = 10_000;

/** A look that is not back by then waits for its turn. */
const LOOK_TAKES_MS = 3_000;

/**
 * However long a look waits, in Temporal's queue or at the rate limiter, it is not given up: the hour is more than any takes that
 * has a slot. Only failures are counted, about two minutes of them.
 */
const looking = (priority: Priority) =>
  proxyActivities<ObserveActivities>({
    taskQueue: (priority === 'urgent' ? doorQueue : looksQueue)(workflowInfo().taskQueue),
    priority: { priorityKey: priorityKeys[priority] },
    startToCloseTimeout: '1h',
    heartbeatTimeout: '15s',
    retry: { initialInterval: '1s', maximumInterval: LONGEST_RETRY_WAIT, maximumAttempts: 10 },
    cancellationType: 'TRY_CANCEL',
    summary: `look at Nexudus, ${priority}`,
  });

/**
 * Keeps the entitlement fresh. A look reads Nexudus about this member and decides anew; one is due when something was
 * announced, when a removal needs its second look, and after each step of the entitlement.
 */
export async function refresher(state: MemberState): Promise<void> {
  for (;;) {
    await waitUntil('next look', () => lookDueAt(state));
    const { refreshWanted: scope, lookPriority: priority, expectingNews, rosterReadSuffices, announced } = state;
    state.refreshWanted = 'no';
    state.lookPriority = 'background';
    state.rosterReadSuffices = false;
    state.nextLookAt = null;
    state.looking = true;
    forgetEndedOverride(state);
    try {
      const { partners } = state;
      const seen = await look(state, scope, priority, rosterReadSuffices);
      await takeOverUnknown(state, seen);
      noteReturn(state, ahead(seen));
      takeOverFromPartner(state, seen, partners);
      const permit = await askForPermit(state, seen);
      recovered(state, 'refresher');
      const sawNews = beganAfterLag(state, seen);
      if (accept(state, seen, permit, expectingNews && !sawNews) === 'looksAgain') wantLook(state, priority);
      if (sawNews) state.expectingNews = false;
      noteLookAfter(state, announced, Date.now());
    } catch (error) {
      // the look is still wanted, whether Nexudus is away or this run is about to continue as new
      wantLookStill(state, scope, priority);
      const trouble = troubleOf(error);
      if (trouble !== null) backOff(state, 'refresher', trouble);
      else if (CancellationScope.current().consideredCancelled) throw error;
    } finally {
      state.looking = false;
    }
    show(state);
  }
}

const ahead = ({ entitlement }: Observation): Step[] => entitlement.steps.slice(stepAt(entitlement, Date.now()));

/**
 * Given up when an operator says something meanwhile, which ends the wait for a retry; or when it waits for its turn and a more
 * urgent look is asked for. The next one then begins at once, and knows it.
 */
function look(
  state: MemberState,
  scope: MemberState['refreshWanted'],
  priority: Priority,
  fromRoster: boolean,
): Promise<Observation> {
  const { connector, member, lastLookAt, override, retriesAsked, partners, account, announced } = state;
  const backBy = Date.now() + LOOK_TAKES_MS;
  const isOverruled = (): boolean =>
    (state.override !== override || state.retriesAsked !== retriesAsked) && patched('operator-ends-the-look');
  const isOvertaken = (): boolean => isMoreUrgent(state.lookPriority, priority) && patched('urgent-looks-overtake');
  const outdated = async (hasEnded: () => boolean): Promise<void> => {
    await condition(() => hasEnded() || isOverruled() || isOvertaken());
    const rest = backBy - Date.now();
    const mayBeBack = rest > 0 && !hasEnded() && !isOverruled();
    if (mayBeBack) await condition(() => hasEnded() || isOverruled(), rest, { summary: 'a more urgent look' });
  };
  // a second look relies on nothing that the first one has read, and of whoever was erased nothing is remembered
  const isCheckIn = scope === 'checkIn' && state.secondLook === null && state.erasure === null;
  const seeksAccount = state.account === null && state.outcomeUnknown === null;
  return unlessOutdated(outdated, () =>
    looking(priority).observe({
      connector,
      member,
      scope: isCheckIn ? 'checkIn' : 'full',
      remembered: isCheckIn ? state.remembered : null,
      fromRoster,
      lastLookAt,
      override,
      seeksAccount,
      account: account && { id: account.id, enabled: account.enabled },
      partners,
      isJoined: currentStep(state)?.reason === 'joined',
      hook: announced?.until === null ? { at: announced.at, deletion: announced.deletion } : null,
    }),
  );
}

/**
 * A workflow that has just begun may have an account from before. It is known before anything is decided, since a removal of
 * it needs the guard's consent; where only a read of the roster tells, a grant does not wait for it: it meets the account by
 * its user name.
 */
async function takeOverUnknown(state: MemberState, { entitlement, account }: Observation): Promise<void> {
  const step = entitlement.steps[stepAt(entitlement, Date.now())];
  const isSought = account === 'unknown' && entitlement.mayWrite && step?.access.state === 'denied';
  if (account === 'handedOver') return;
  const found = account === 'unknown' ? (isSought ? await seekAccount(state) : null) : account;
  if (!found || state.account !== null || state.outcomeUnknown !== null) return;
  takeOverFound(state, found);
  addToTimeline(state, `account ${found.id} found by its mark`);
}

/**
 * Where one person has several profiles, the account of one that is gone is another one's from then on.
 * @param before the partners that were known when the look began; others have told of themselves since
 */
function takeOverFromPartner(
  state: MemberState,
  { partners, inherits, account }: Observation,
  before: MemberId[],
): void {
  if (state.erasure !== null) return;
  const since = state.partners.filter((id) => !before.includes(id));
  state.partners = [...new Set([...(partners ?? []), ...since])];
  if (account === 'handedOver' && state.outcomeUnknown === null) {
    addToTimeline(state, `account ${state.account?.id ?? ''} is handed over to another profile of the same person`);
    forgetAccount(state);
  }
  if (inherits === undefined || state.account?.enabled === true || state.outcomeUnknown !== null) return;
  state.adopting = inherits.account;
  state.heirOf = inherits.from;
}

/** A new password was asked for before anything was known. */
const isStillToRotate = ({ rotating, credential, account }: MemberState): boolean =>
  rotating && credential?.credentialId === account?.credential.credentialId;

/** After a long wait for its turn a look has seen whatever the hooks announced: the rows do not lag for so long. */
const beganAfterLag = ({ announced }: MemberState, { beganAt }: Observation): boolean =>
  beganAt !== undefined && announced !== null && beganAt > announced.heardAt + LAG_MS;

function forgetEndedOverride(state: MemberState): void {
  if (state.override !== null && state.override.until !== null && state.override.until <= Date.now())
    state.override = null;
}

function wantLookStill(state: MemberState, scope: MemberState['refreshWanted'], priority: Priority): void {
  wantLook(state, priority);
  const { refreshWanted: meanwhile } = state;
  const isOnlyCheckIn = scope === 'checkIn' && (meanwhile === 'no' || meanwhile === 'checkIn');
  state.refreshWanted = isOnlyCheckIn ? 'checkIn' : 'full';
}

/** This workflow slept, or its memory is older than the world: what it would give now may be outdated. */
export function lookBeforeGrant(state: MemberState): void {
  state.lookFirst = true;
  state.refreshWanted = 'full';
  wantLook(state, 'usual');
  state.rosterReadSuffices = false;
  state.quietUntil = 0;
}

function lookDueAt(state: MemberState): Instant | null {
  if (isUnderErasure(state)) return null;
  const asked = state.refreshWanted === 'no' ? null : quietUntil(state);
  const due = earliest(asked, state.secondLook?.at, state.nextLookAt);
  const retryAt = state.backoffs.refresher?.retryAt;
  return due === null || retryAt === undefined ? due : Math.max(due, retryAt);
}

/** Nobody at the door waits for the second look of something else. */
function quietUntil({ lookPriority, lastLookAt, quietUntil }: MemberState): Instant {
  return lookPriority === 'urgent' && lastLookAt !== null ? Math.min(quietUntil, lastLookAt + QUIET_MS) : quietUntil;
}

/** Accepts the entitlement that was found, as far as the permit goes, and plans another look where that has to follow. */
function accept(state: MemberState, seen: Observation, permit: Permit, expectingNews: boolean): 'done' | 'looksAgain' {
  const now = Date.now();
  const next = seen.entitlement.steps[stepAt(seen.entitlement, now)];
  if (next === undefined) return 'done';
  state.lastLookAt = now;
  state.quietUntil = now + QUIET_MS;
  state.looks += 1;
  // nothing of what was seen is kept
  if (state.erasure !== null) return lookAgainForNews(state, expectingNews, now);
  state.remembered = seen.remembered;
  if (permit === 'secondLook') return planSecondLook(state, next, now);
  if (permit === 'held') {
    state.secondLook = null;
    return 'done';
  }

  const [before, decided] = [hashInForce(state), decisionInForce(state)];
  state.secondLook = null;
  state.cleared = null;
  if (state.entitlement?.identity !== seen.entitlement.identity) forgetBackoffsOfPerson(state);
  state.entitlement = seen.entitlement;
  state.lookFirst = false;
  state.step = stepAt(seen.entitlement, now);
  state.keyId = seen.keyId;
  if (state.credential === null || isStillToRotate(state))
    state.credential = { keyId: seen.keyId, credentialId: uuid4() };
  if (hashInForce(state) !== before) {
    // a new member who is entitled to nothing yet is no news: Nexudus's rows may lag its hook
    if (before !== NONE || next.access.state !== 'denied') state.lastNewsAt = now;
    state.news = { by: announcedNow(state) === null ? 'look' : 'hook', at: now };
    addToTimeline(state, describe(next));
  } else addNothingNew(state);
  if (decisionInForce(state) !== decided) endPauseOfOlderDecision(state);
  noteStepInForce(state);
  return lookAgainForNews(state, expectingNews, now);
}

/** Another name or address may be just what a failed write or letter needs. */
function forgetBackoffsOfPerson(state: MemberState): void {
  delete state.backoffs.reconciler;
  delete state.backoffs.details;
  delete state.backoffs.notifier;
  state.vainCreates = null;
}

/** What failed for an older decision must not delay what is decided now: above all not an end, a suspension or a block. */
function endPauseOfOlderDecision({ backoffs }: MemberState): void {
  if (backoffs.reconciler !== undefined && patched('newer-decision-ends-the-pause')) delete backoffs.reconciler;
}

const NONE = '.';
const hashInForce = (state: MemberState): string =>
  `${currentStep(state)?.hash ?? ''}.${state.entitlement?.identity ?? ''}`;

function planSecondLook(state: MemberState, next: Step, now: Instant): 'looksAgain' {
  const access = accessKey(next.access);
  const since = state.secondLook?.access === access ? state.secondLook.since : now;
  state.secondLook = { access, since, at: since + next.confirmAfterMs };
  // it sees what the rest of a burst announces, too
  if (patched('second-look-serves-the-burst')) state.quietUntil = Math.min(state.secondLook.at, now + LOOK_AGAIN_MS);
  if (since === now) addToTimeline(state, `looks as if: ${describe(next)}; a second look will tell`);
  return 'looksAgain';
}

function lookAgainForNews(state: MemberState, expectingNews: boolean, now: Instant): 'done' | 'looksAgain' {
  if (!expectingNews) return 'done';
  state.expectingNews = false;
  const justHadNews = state.lastNewsAt !== null && now - state.lastNewsAt < LOOK_AGAIN_MS;
  if (justHadNews) return 'done';
  state.nextLookAt = now + LOOK_AGAIN_MS;
  return 'looksAgain';
}
