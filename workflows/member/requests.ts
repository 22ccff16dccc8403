import { ApplicationFailure, setHandler, uuid4 } from '@temporalio/workflow';
import { parseMemberId, type AccountId } from '../../domain/replayed/ids';
import { isUnderErasure } from '../../domain/replayed/next-write';
import type { Priority } from '../../domain/replayed/priority';
import {
  accessChanged,
  adoptAccount,
  checkedIn,
  checkedOut,
  eraseMember,
  eraseWithOwner,
  explain,
  memberCreated,
  memberPage,
  membershipCancelled,
  openCredentialLink,
  overrideAccess,
  planChanged,
  renameAccount,
  renewLink,
  renewProfile,
  resendCredentials,
  retryNow,
  rotateByMember,
  rotateCredentials,
  systemRecovered,
  takeProfile,
  type EraseRequest,
  type Hint,
  type OperatorRequest,
  type OverrideRequest,
} from '../../contracts/replayed';
import { setOnceHandler } from '../runs/answers';
import { announcedNow, LAG_MS, noteHook } from './announced';
import { takeMark } from './ask-guard';
import { tryAgain } from './backoff';
import { askToRenew } from './carried';
import { beginErasure, eraseWith } from './erasure';
import { refuseErased, refuseErasure } from './erasure-refusals';
import { explanation, show } from './explain';
import { owe } from './letters';
import { openLink, pageOf, renew, rotateFromPage, takeFile } from './page';
import { takeOverDrift } from './directory-drift';
import { wantLook, type MemberState } from './state';
import { addHookToTimeline, addToTimeline } from './timeline';

/**
 * Registers every handler. A handler only notes what it is told, and the lanes do the work: none waits for anything. Because
 * the truth is read afterwards, the order in which signals arrive does not matter.
 */
export function listen(state: MemberState): void {
  const full = (hint: Hint): void => announce(state, 'full', hint, 'usual');
  const joins = (hint: Hint): void => announce(state, 'full', hint, state.account === null ? 'urgent' : 'usual');
  const checkIn = (hint: Hint): void => announce(state, 'checkIn', hint, 'urgent');
  for (const signal of [memberCreated, planChanged])
    setHandler(signal, joins, { description: 'A membership may have begun or changed: look.' });
  for (const signal of [membershipCancelled, accessChanged])
    setHandler(signal, full, { description: 'Something happened to this member: look.' });
  for (const signal of [checkedIn, checkedOut])
    setHandler(signal, checkIn, { description: 'The member came or went: look at the check-ins.' });

  const refuse = (): void => refuseErased(state);
  setOnceHandler(state, resendCredentials, (request) => resend(state, request), {
    validator: refuse,
    description: 'Mail the credentials again.',
  });
  setOnceHandler(state, rotateCredentials, (request) => rotate(state, request), {
    validator: refuse,
    description: 'Give the member a new password.',
  });
  setOnceHandler(state, overrideAccess, (request) => override(state, request), {
    validator: (request: OverrideRequest) => refuseOverride(state, request),
    description: 'Allow or block this member, whatever the membership says; null lifts it.',
  });
  setOnceHandler(state, adoptAccount, (request) => adopt(state, request), {
    validator: (request: AdoptRequest) => refuseSecondAccount(state, request),
    description: 'Give the member an account that nobody has marked.',
  });
  setOnceHandler(state, renameAccount, (request) => rename(state, request), {
    validator: refuse,
    description: 'Give the account the user name that the settings make today.',
  });
  setOnceHandler(state, retryNow, (request) => retry(state, request), {
    description: 'Try at once whatever needs attention.',
  });
  setOnceHandler(state, eraseMember, (request) => erase(state, request), {
    validator: (request: EraseRequest) => refuseErasure(state, request),
    description: 'Delete the account, and forget the member.',
  });
  setHandler(eraseWithOwner, (request) => eraseWith(state, request), {
    description: 'The profile that has the account of this person is erased.',
  });
  setHandler(renewProfile, (request) => askToRenew(state, request), {
    description: 'Ask the member to renew its profile, because of a new CA.',
  });
  setHandler(systemRecovered, ({ system }) => tryAgain(state, system), {
    description: 'A system is well again: try at once what has failed because of it.',
  });
  setHandler(explain, () => explanation(state), { description: 'Why this member may connect or not.' });
  listenToPage(state);
}

/** What the member does on the page of the link. */
function listenToPage(state: MemberState): void {
  setHandler(memberPage, () => pageOf(state), { description: "What the member's page rests on." });
  setOnceHandler(state, openCredentialLink, (request) => openLink(state, request), {
    description: 'The credentials were shown.',
  });
  setOnceHandler(state, takeProfile, (request) => takeFile(state, request), { description: 'A profile was fetched.' });
  setOnceHandler(state, renewLink, (request) => renew(state, request), { description: 'Mail a fresh link.' });
  setOnceHandler(
    state,
    rotateByMember,
    (request) => rotateFromPage(state, request, () => rotate(state, { by: 'the member' })),
    {
      description: 'Give the member a new password, as asked for on the page.',
    },
  );
}

/** A look that comes later asks the guard itself: much may have happened to Nexudus meanwhile. */
const CLEARED_FOR_MS = 10 * 60_000;

/** @param priority of the look that a hook asks for, unless it names many members at once. */
function announce(state: MemberState, what: 'full' | 'checkIn', hint: Hint, priority: Priority): void {
  if (hint.mark !== undefined) {
    takeMark(state, hint.mark);
    return show(state);
  }
  noteAnnouncement(state, hint);
  const isInBackground = hint.source === 'sync' || hint.priority === 'background';
  wantLook(state, isInBackground ? 'background' : priority);
  const isFirst = state.refreshWanted === 'no' || state.looks === 0;
  state.refreshWanted = scopeWith(state, what, hint);
  if (hint.source === 'profile') notePartner(state, hint);
  if (hint.source === 'hook' || (hint.source === 'profile' && hint.at !== undefined)) noteHook(state, hint);
  if (hint.cleared) state.cleared = { reason: hint.cleared, until: Date.now() + CLEARED_FOR_MS };
  const isSync = hint.source === 'sync';
  state.imported = isSync && (state.imported || state.looks === 0);
  // a member who is to lose something, or whom a hook has just announced, is read anew
  const isCalm = announcedNow(state) === null;
  state.rosterReadSuffices = isSync && isCalm && state.cleared === null && (isFirst || state.rosterReadSuffices);
  if (hint.directory !== undefined) takeOverDrift(state, hint.directory);
}

/** Of who is, or was, erased nothing is kept. */
function noteAnnouncement(state: MemberState, { source, action, by }: Hint): void {
  if (state.erasure !== null) return;
  if (source === 'hook' && action !== undefined) addHookToTimeline(state, action);
  if (source === 'operator' && by !== undefined) addToTimeline(state, `sync asked for by ${by}`);
}

/**
 * AccessControlUpdate comes beside every check-in and check-out (nexudus.md §5.3), and then says no more than those. Whatever else
 * it comes beside stands in the rows that a look at check-ins reads, too, or has a webhook of its own; but where a team gives
 * access, that webhook names its paying member.
 */
function scopeWith(
  state: MemberState,
  what: 'full' | 'checkIn',
  { source, action }: Hint,
): MemberState['refreshWanted'] {
  const { refreshWanted: before, remembered } = state;
  if (what === 'checkIn') state.checkInHeardAt = Date.now();
  const hasTeams = remembered !== null && remembered.teams.length > 0;
  const isBeside = source === 'hook' && action === 'AccessControlUpdate' && !hasTeams;
  if (before === 'full' || (what === 'full' && !isBeside)) return 'full';
  return state.checkInHeardAt !== null && Date.now() - state.checkInHeardAt < LAG_MS ? 'checkIn' : 'access';
}

/** A profile of the same person is joined, or leaves its account: the look finds it by its id. */
function notePartner(state: MemberState, { evidence = [] }: Hint): void {
  const ids = evidence.flatMap((id) => parseMemberId(id) ?? []);
  state.partners = [...new Set([...state.partners, ...ids])];
}

function resend(state: MemberState, { by }: OperatorRequest): void {
  owe(state, 'resend');
  delete state.backoffs.notifier;
  addToTimeline(state, `resend asked for by ${by}`);
}

function rotate(state: MemberState, { by }: OperatorRequest): void {
  if (state.keyId !== null) state.credential = { keyId: state.keyId, credentialId: uuid4() };
  state.rotating = state.keyId === null || state.account?.credential.credentialId === '';
  // the letter waits until the account has the new password, the old link is dead at once
  owe(state, 'rotated');
  delete state.backoffs.reconciler;
  delete state.backoffs.notifier;
  addToTimeline(state, `new password asked for by ${by}`);
}

function rename(state: MemberState, { by }: OperatorRequest): void {
  state.renaming = true;
  delete state.backoffs.reconciler;
  addToTimeline(state, `new user name asked for by ${by}`);
}

function erase(state: MemberState, request: EraseRequest): void {
  beginErasure(state, request);
  show(state);
}

type AdoptRequest = OperatorRequest & { account: AccountId };

function adopt(state: MemberState, { account, by }: AdoptRequest): void {
  state.adopting = account;
  state.heirOf = null;
  delete state.backoffs.reconciler;
  addToTimeline(state, `account ${account} is given to the member by ${by}`);
}

function refuseSecondAccount(state: MemberState, { account: other }: AdoptRequest): void {
  refuseErased(state);
  const { account, outcomeUnknown } = state;
  if (account !== null && account.id !== other)
    throw ApplicationFailure.nonRetryable(`the member has account ${account.id} already`, 'conflict');
  if (outcomeUnknown !== null) throw ApplicationFailure.nonRetryable('a write has not been answered yet', 'conflict');
}

function override(state: MemberState, { access, until, reason, by }: OverrideRequest): void {
  state.override = access === null ? null : { access, until, reason, by, at: Date.now() };
  state.refreshWanted = 'full';
  wantLook(state, 'urgent');
  state.quietUntil = 0;
  delete state.backoffs.refresher;
  addToTimeline(state, access === null ? `override lifted by ${by}` : `${access} by ${by}`);
}

function retry(state: MemberState, { by }: OperatorRequest): void {
  state.backoffs = {};
  state.retriesAsked += 1;
  state.refreshWanted = 'full';
  wantLook(state, 'usual');
  state.quietUntil = 0;
  addToTimeline(state, `retry asked for by ${by}`);
}

/** Of a tombstone an override can be lifted: it is what keeps access off. */
function refuseOverride(state: MemberState, { access, until }: OverrideRequest): void {
  if (access !== null || isUnderErasure(state)) refuseErased(state);
  if (until !== null && until <= Date.now())
    throw ApplicationFailure.nonRetryable('the override would already be over', 'rejected');
}
