import { ApplicationFailure, setHandler, uuid4 } from '@temporalio/workflow';
import type { AccountId } from '../../domain/replayed/ids';
import {
  accessChanged,
  adoptAccount,
  checkedIn,
  checkedOut,
  explain,
  memberCreated,
  memberPage,
  membershipCancelled,
  openCredentialLink,
  overrideAccess,
  planChanged,
  renameAccount,
  renewLink,
  resendCredentials,
  retryNow,
  rotateByMember,
  rotateCredentials,
  takeProfile,
  type Hint,
  type Lane,
  type MemberExplanation,
  type OperatorRequest,
  lanes,
  type OverrideRequest,
  type Waiting,
} from '../../contracts/replayed';
import { nextWrite } from '../../domain/replayed/next-write';
import { nextLetter, owe } from './letters';
import { portalIsOld } from './portal';
import { openLink, pageOf, renew, rotateFromPage, takeFile } from './page';
import { takeOverDrift } from './directory-drift';
import type { MemberState } from './state';
import { addToTimeline } from './story';

/**
 * Registers every handler. None awaits and none throws: a handler notes what was said, the lanes do the work. Because the
 * truth is read afterwards, the order in which signals arrive cannot matter.
 */
export function listen(state: MemberState): void {
  const full = (hint: Hint): void => announce(state, 'full', hint);
  const checkIn = (hint: Hint): void => announce(state, 'checkIn', hint);
  for (const signal of [memberCreated, planChanged, membershipCancelled, accessChanged])
    setHandler(signal, full, { description: 'Something happened to this member: look.' });
  for (const signal of [checkedIn, checkedOut])
    setHandler(signal, checkIn, { description: 'The member came or went: look at the check-ins.' });

  setHandler(resendCredentials, (request) => resend(state, request), { description: 'Mail the credentials again.' });
  setHandler(rotateCredentials, (request) => rotate(state, request), {
    description: 'Give the member a new password.',
  });
  setHandler(overrideAccess, (request) => override(state, request), {
    validator: refuseEndedOverride,
    description: 'Allow or block this member, whatever the membership says; null lifts it.',
  });
  setHandler(adoptAccount, (request) => adopt(state, request), {
    validator: (request: AdoptRequest) => refuseSecondAccount(state, request),
    description: 'Give the member an account that nobody has marked.',
  });
  setHandler(renameAccount, (request) => rename(state, request), {
    description: 'Give the account the user name that the settings make today.',
  });
  setHandler(retryNow, (request) => retry(state, request), { description: 'Try at once whatever needs attention.' });
  setHandler(explain, () => explanation(state), { description: 'Why this member may connect or not.' });
  listenToPage(state);
}

/** What the member does on the page of the link. */
function listenToPage(state: MemberState): void {
  setHandler(memberPage, () => pageOf(state), { description: "What the member's page rests on." });
  setHandler(openCredentialLink, (request) => openLink(state, request), { description: 'The credentials were shown.' });
  setHandler(takeProfile, (request) => takeFile(state, request), { description: 'A profile was fetched.' });
  setHandler(renewLink, (request) => renew(state, request), { description: 'Mail a fresh link.' });
  setHandler(rotateByMember, (request) => rotateFromPage(state, request, () => rotate(state, { by: 'the member' })), {
    description: 'Give the member a new password, as asked for on the page.',
  });
}

/** A look that comes later asks the guard itself: much may have happened to the source meanwhile. */
const CLEARED_FOR = 10 * 60_000;

function announce(state: MemberState, what: 'full' | 'checkIn', hint: Hint): void {
  const isFirst = state.hinted === 'no' || state.looks === 0;
  state.hinted = what === 'full' || state.hinted === 'full' ? 'full' : 'checkIn';
  if (hint.source === 'hook') expectNews(state, hint);
  if (hint.cleared) state.cleared = { reason: hint.cleared, until: Date.now() + CLEARED_FOR };
  const isSync = hint.source === 'sync';
  state.imported = isSync && (state.imported || state.looks === 0);
  // who is to lose something, or was announced by anybody else of late, is read anew
  const isCalm = state.announced === null || state.announced.until < Date.now();
  state.fromRoster = isSync && isCalm && state.cleared === null && (isFirst || state.fromRoster);
  if (hint.directory !== undefined) takeOverDrift(state, hint.directory);
}

/** The rows of what a hook announces may lag it by so long. */
const LAG = 60_000;

function expectNews(state: MemberState, { action }: Hint): void {
  state.expectingNews = true;
  const before = state.announced !== null && state.announced.until >= Date.now() && state.announced.deletion;
  state.announced = { until: Date.now() + LAG, deletion: before || action === 'CoworkerDelete' };
}

function resend(state: MemberState, { by }: OperatorRequest): void {
  owe(state, 'resend');
  delete state.setbacks.courier;
  addToTimeline(state, `resend asked for by ${by}`);
}

function rotate(state: MemberState, { by }: OperatorRequest): void {
  if (state.keyId !== null) state.credential = { keyId: state.keyId, credentialId: uuid4() };
  // the letter waits until the account has the new password, the old link is dead at once
  owe(state, 'rotated');
  delete state.setbacks.writer;
  delete state.setbacks.courier;
  addToTimeline(state, `new password asked for by ${by}`);
}

function rename(state: MemberState, { by }: OperatorRequest): void {
  state.renaming = true;
  delete state.setbacks.writer;
  addToTimeline(state, `new user name asked for by ${by}`);
}

type AdoptRequest = OperatorRequest & { account: AccountId };

function adopt(state: MemberState, { account, by }: AdoptRequest): void {
  state.adopting = account;
  delete state.setbacks.writer;
  addToTimeline(state, `account ${account} is given to the member by ${by}`);
}

function refuseSecondAccount({ account, unsettled }: MemberState, { account: other }: AdoptRequest): void {
  if (account !== null && account.id !== other)
    throw ApplicationFailure.nonRetryable(`the member has account ${account.id} already`, 'conflict');
  if (unsettled !== null) throw ApplicationFailure.nonRetryable('a write has not been answered yet', 'conflict');
}

function override(state: MemberState, { access, until, reason, by }: OverrideRequest): void {
  state.override = access === null ? null : { access, until, reason, by, at: Date.now() };
  state.hinted = 'full';
  state.quietUntil = 0;
  delete state.setbacks.looker;
  addToTimeline(state, access === null ? `override lifted by ${by}` : `${access} by ${by}`);
}

function retry(state: MemberState, { by }: OperatorRequest): void {
  state.setbacks = {};
  state.hinted = 'full';
  state.quietUntil = 0;
  addToTimeline(state, `retry asked for by ${by}`);
}

function refuseEndedOverride({ until }: OverrideRequest): void {
  if (until !== null && until <= Date.now())
    throw ApplicationFailure.nonRetryable('the override would already be over', 'rejected');
}

function explanation(state: MemberState): MemberExplanation {
  const { member, entitlement, step, override, timeline, account, owed, lastLetter } = state;
  const stuck = state.attention.courier !== undefined;
  const troubles = Object.values(state.attention).sort((a, b) => a.since - b.since);
  return {
    member,
    entitlement,
    step,
    override,
    timeline,
    account: account && { id: account.id, enabled: account.enabled, orgUnit: account.orgUnit ?? '' },
    unsettled: state.unsettled !== null,
    attention: troubles[0] ?? null,
    waiting: waitingOf(state),
    delivery: {
      state: owed.length > 0 ? (stuck ? 'stuck' : 'owed') : lastLetter ? 'sent' : 'none',
      at: lastLetter?.at ?? null,
      kind: owed[0]?.kind ?? lastLetter?.kind ?? null,
    },
    secondLookAt: state.secondLook?.at ?? null,
    hold: state.hold,
    eraseAt: state.eraseAt,
    lastLookAt: state.lastLookAt,
  };
}

/** A lane that has nothing to do any more does not wait, whatever once held it back. */
function waitingOf(state: MemberState): Waiting | null {
  const hasWork: Record<Lane, (state: MemberState) => boolean> = {
    looker: () => true,
    writer: (each) => nextWrite(each, Date.now()) !== null,
    courier: (each) => nextLetter(each) !== null,
    portal: portalIsOld,
  };
  const lane = lanes.find((each) => state.setbacks[each]?.waiting !== undefined && hasWork[each](state));
  const waiting = lane && state.setbacks[lane]?.waiting;
  return lane && waiting ? { lane, ...waiting } : null;
}
