import { ActivityFailure, ApplicationFailure, patched, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ChangedAccount, DirectoryActivities, Who } from '../../contracts/activities';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { afterChange, type Credential, type FoundAccount, type LeftOut } from '../../domain/replayed/account';
import type { AccountId } from '../../domain/replayed/ids';
import type { Order } from '../../domain/replayed/next-write';
import { AFTER_USUAL, AHEAD_OF_ALL, priorityKeys } from '../../domain/replayed/priority';
import { directoryQueue } from '../../contracts/replayed';
import { owe, owesCredentials, notifyOfEnd, notifyOfLevel } from './letters';
import { LONGEST_RETRY_WAIT, backOff, mayHaveBeenDone, recovered, troubleOf, type Trouble } from './backoff';
import { nothingNotified, type Lane, type MemberState } from './state';
import { takeOverFound } from './take-over';
import { addToTimeline } from './timeline';

/** HTTP gives up after 8 s, so no attempt outlives the 12 s. The cancellation type is explicit: unset means TRY_CANCEL. */
const writeOptions = {
  startToCloseTimeout: '12s',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: LONGEST_RETRY_WAIT, maximumAttempts: 8 },
} as const;

const queue = (): string => directoryQueue(workflowInfo().taskQueue);

const writing = (summary: string, priorityKey: number, maximumAttempts: number = writeOptions.retry.maximumAttempts) =>
  proxyActivities<DirectoryActivities>({
    ...writeOptions,
    retry: { ...writeOptions.retry, maximumAttempts },
    taskQueue: queue(),
    summary,
    priority: { priorityKey },
  });

/** A create whose worker died may have been done: what became of it is found out, and it is never just sent again. */
const creating = (priorityKey: number) =>
  proxyActivities<DirectoryActivities>({
    ...writeOptions,
    taskQueue: queue(),
    summary: 'create the account',
    priority: { priorityKey },
    retry: { ...writeOptions.retry, nonRetryableErrorTypes: ['TemporalTimeout:StartToClose'] },
  });

/**
 * It may run for minutes and cannot be cut short, so its waits are the lane's, which a newer decision ends; and it only reads, so
 * it waits outside the queue of the writes, whose few slots are for them.
 */
const settling = (summary: string) =>
  proxyActivities<DirectoryActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '30s',
    cancellationType: 'TRY_CANCEL',
    retry: { initialInterval: '1s', maximumAttempts: 3 },
    summary,
  });

type Change = Extract<Order, { kind: 'change' }>;

/** Ends and blocks first, then the door, then moves and grants, then names and notes, then imports. */
function keyOfChange({ fields, target }: Pick<Change, 'fields' | 'target'>): number {
  if (fields.includes('enabled')) return target.enabled ? priorityKeys.urgent : AHEAD_OF_ALL;
  const namesOnly = fields.every((field) => field === 'identity' || field === 'username');
  return namesOnly ? AFTER_USUAL : priorityKeys.usual;
}

/** Which lane's pauses and troubles an order has. */
export const laneOf = ({ kind }: Order): Lane => (kind === 'details' ? 'details' : 'reconciler');

/** Reads the roster for an account of which this workflow does not know. */
export async function seekAccount(state: MemberState): Promise<FoundAccount | null> {
  return (await settling('look for an account').settleAccount({ ...who(state), suffix: state.suffix })).account;
}

/** Carries out one order and notes its result. @returns trouble that is not an activity's failure. */
export async function carryOut(state: MemberState, order: Order): Promise<Trouble | null> {
  switch (order.kind) {
    case 'settle':
      return settle(state);
    case 'adopt':
      return takeOver(state, order.account);
    case 'create':
      return create(state, order);
    case 'change':
      return change(state, order);
    case 'details':
      return writeDetails(state, order);
    case 'disable':
      return disable(state, order.account);
    case 'delete':
      return remove(state, order.account);
  }
}

/** A write was answered: its outcome is known. */
function answered(state: MemberState): void {
  state.outcomeUnknown = null;
  state.lastWriteAt = Date.now();
}

const who = (state: MemberState): Who => ({ connector: state.connector, member: state.member });

async function create(state: MemberState, order: Extract<Order, { kind: 'create' }>): Promise<null> {
  const { target, bare, notAfter } = order;
  const activities = creating(state.imported ? priorityKeys.background : priorityKeys.usual);
  const sentBefore = state.sent;
  state.sent = target.credential;
  try {
    const { id, leftOut, ...naming } = await activities.createAccount({
      ...who(state),
      ...{ target, suffix: state.suffix, bare, notAfter },
    });
    state.account = { ...target, id, ...naming };
    state.vainCreates = null;
    state.rotating = false;
    answered(state);
    owe(state, 'welcome');
    addToTimeline(state, `account ${id} created, ${target.enabled ? 'enabled' : 'disabled'}, ${target.orgUnit}`);
    // what nobody has refused yet is tried at once
    if (bare) state.account.leftOut = leftOut?.fields;
    else noteLeftOut(state, leftOut);
  } catch (error) {
    noteVainCreate(state, error, sentBefore);
    if (!failedWith(error, 'duplicate')) throw error;
    // somebody has the user name: perhaps this member, by a create whose reply was lost
    state.outcomeUnknown = 'create';
  }
  return null;
}

/** Unless it turns out that the create was done after all. */
function noteVainCreate(state: MemberState, error: unknown, sentBefore: Credential | null): void {
  const trouble = troubleOf(error);
  const done = mayHaveBeenDone({ kind: 'create' }, trouble);
  if (!done) state.sent = sentBefore;
  if (trouble === null || !(done || trouble.code === 'duplicate')) return;
  const { code, message } = trouble;
  state.vainCreates = { times: (state.vainCreates?.times ?? 0) + 1, code, message };
}

async function change(state: MemberState, order: Change): Promise<null> {
  const { account, target, fields, notAfter } = order;
  const activities = writing(`set ${fields.join(', ')}`, keyOfChange(order));
  const input = { ...who(state), ...named(state), account, target, fields, notAfter };
  const done: { changed?: ChangedAccount } = {};
  const write = async (): Promise<void> => {
    done.changed = await activities.changeAccount(input);
  };
  if (await gone(state, write)) return null;
  answered(state);
  if (state.account === null) return null;
  state.account = afterChange(state.account, target, fields);
  noteNames(state, done.changed, fields.includes('username'));
  if (fields.includes('credential')) state.rotating = false;
  if (fields.includes('credential') && !owesCredentials(state)) owe(state, 'rotated');
  notifyOfLevel(state);
  addToTimeline(
    state,
    `account changed: ${fields.join(', ')}; ${target.enabled ? 'enabled' : 'disabled'}, ${target.orgUnit}`,
  );
  const isRewritten = fields.includes('identity') || fields.includes('username');
  if (isRewritten || done.changed?.leftOut !== undefined) noteLeftOut(state, done.changed?.leftOut, isRewritten);
  return null;
}

/** One attempt at a time: its pauses are the lane's. */
async function writeDetails(state: MemberState, order: Extract<Order, { kind: 'details' }>): Promise<Trouble | null> {
  const { account, target, details } = order;
  const activities = writing(`set ${details.join(', ')}`, AFTER_USUAL, 1);
  const input = { ...who(state), ...named(state), account, target, fields: [], details, notAfter: null };
  const done: { changed?: ChangedAccount } = {};
  const write = async (): Promise<void> => {
    done.changed = await activities.changeAccount(input);
  };
  if ((await gone(state, write)) || state.account === null) return null;
  const { leftOut } = done.changed ?? {};
  noteNames(state, done.changed, false);
  state.account.leftOut = leftOut?.fields;
  const written = details.filter((detail) => !leftOut?.fields.includes(detail));
  if (written.length > 0) addToTimeline(state, `account changed: ${written.join(', ')}`);
  return leftOut === undefined ? null : refusalOf(leftOut);
}

/** What an activity has to know of the account's user name. */
const named = ({ suffix, account }: MemberState) => ({
  suffix,
  namedBy: account?.namedBy ?? '',
  usernameTag: account?.usernameTag ?? '',
  credential: account?.credential,
});

/** The member has to know a new user name. */
function noteNames(state: MemberState, changed: ChangedAccount | undefined, askedFor: boolean): void {
  if (askedFor) state.renaming = false;
  if (state.account === null || changed === undefined || changed.named === null) return;
  const { suffix = state.suffix, usernameTag, namedBy } = changed.named;
  const isNew = state.account.usernameTag !== usernameTag;
  state.account = { ...state.account, usernameTag, namedBy };
  state.suffix = suffix;
  if (askedFor || (isNew && patched('a-letter-tells-a-new-user-name'))) owe(state, 'resend');
}

/** Told, and tried again after a pause. @param isWhole all details were written, or left out */
function noteLeftOut(state: MemberState, leftOut: LeftOut | undefined, isWhole = true): void {
  if (state.account === null) return;
  const before = isWhole ? [] : (state.account.leftOut ?? []);
  state.account.leftOut = [...new Set([...before, ...(leftOut?.fields ?? [])])];
  if (leftOut === undefined) recovered(state, 'details');
  else backOff(state, 'details', refusalOf(leftOut));
}

const refusalOf = ({ fields, code, message }: LeftOut): Trouble => ({
  ...{ code, attempt: 1, sent: false },
  message: `the account is without ${fields.join(', ')}: ${message}`,
});

async function disable(state: MemberState, account: AccountId): Promise<null> {
  const activities = writing('disable the account', AHEAD_OF_ALL);
  if (await gone(state, () => activities.disableAccount({ ...who(state), account }))) return null;
  answered(state);
  if (state.account !== null) state.account.enabled = false;
  addToTimeline(state, 'account disabled');
  notifyOfEnd(state);
  return null;
}

async function remove(state: MemberState, account: AccountId): Promise<null> {
  await writing('delete the account', AFTER_USUAL).deleteAccount({ ...who(state), account });
  answered(state);
  forgetAccount(state);
  addToTimeline(state, 'account deleted');
  return null;
}

/** Everything that belonged to the account. Should the member come back, the new account gets another password. */
export function forgetAccount(state: MemberState): void {
  state.account = null;
  state.credential = null;
  state.sent = null;
  state.vainCreates = null;
  state.rotating = false;
  state.eraseAt = null;
  state.suffix = false;
  state.remembered = null;
  state.owed = [];
  state.notified = nothingNotified();
  state.link = null;
  state.renewedLink = null;
  state.pastLinks = [];
  state.renewals = [];
  state.rotations = [];
}

/** Makes a write; true when it turns out that somebody has deleted the account. */
async function gone(state: MemberState, write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return false;
  } catch (error) {
    if (!failedWith(error, 'notFound')) throw error;
    state.account = null;
    state.suffix = false;
    answered(state);
    addToTimeline(state, 'the account is gone from the directory');
    return true;
  }
}

async function settle(state: MemberState): Promise<Trouble | null> {
  const found = await settling('find out what became of the create').settleAccount({
    ...who(state),
    suffix: state.suffix,
  });
  state.outcomeUnknown = null;
  if (found.account !== null) return adopt(state, found.account);
  if (found.holder !== 'foreign') return afterVainCreate(state, found.holder);
  const message = 'an account that Latchkey did not make has this user name; it is left alone';
  return { code: 'conflict', message, attempt: 1, sent: false };
}

/** How often a create is sent again at once. */
const MOST_VAIN_CREATES = 2;

/**
 * The create led nowhere. Where the name belongs to another member, or is taken again although no account shows it (names
 * that count as the same there), the next one has the member's id in the name; a create that goes on failing pauses.
 */
function afterVainCreate(state: MemberState, holder: 'nobody' | 'member'): Trouble | null {
  const { vainCreates, suffix } = state;
  const goesOn = vainCreates !== null && vainCreates.times >= MOST_VAIN_CREATES;
  const takesSuffix = holder === 'member' || (goesOn && vainCreates.code === 'duplicate');
  if (takesSuffix && !suffix) {
    state.suffix = true;
    addToTimeline(state, 'the user name is taken: the next one has the member id in it');
    return null;
  }
  if (!goesOn || !patched('creates-that-lead-nowhere-pause')) return null;
  const { code, message } = vainCreates;
  return { code, message, attempt: 1, sent: false };
}

/** Failures that are about the account or the member itself: trying again cannot help. */
const adoptionRefusals: readonly FailureCode[] = ['notFound', 'conflict', 'rejected', 'noEmail'];

/**
 * An operator gives the member an account that we did not make and that has the member's user name; or it was that of another
 * profile of the same person, whose devices go on with it.
 */
async function takeOver(state: MemberState, account: AccountId): Promise<Trouble | null> {
  try {
    const { heirOf } = state;
    const order = { ...who(state), account, ...(heirOf !== null && { heirOf }) };
    const found = await writing('take over the account', priorityKeys.usual).adoptAccount(order);
    state.adopting = null;
    state.heirOf = null;
    // nobody knows its password, and the operator has asked for one that can be told
    if (heirOf === null) state.rotating = true;
    answered(state);
    return adopt(state, found);
  } catch (error) {
    // when refused, the operator has to decide again; without an answer it is still to be done
    if (adoptionRefusals.includes(troubleOf(error)?.code ?? 'timeout')) {
      state.adopting = null;
      state.heirOf = null;
    }
    throw error;
  }
}

/**
 * The account has our mark. Where this workflow's own create made it, the member has yet to be welcomed; any other one the
 * member has had for long.
 */
function adopt(state: MemberState, found: FoundAccount): null {
  const { sent } = state;
  const isOurs = sent !== null && (found.credential ?? sent).credentialId === sent.credentialId;
  takeOverFound(state, found, isOurs ? sent : null);
  if (isOurs || state.rotating) owe(state, 'welcome');
  addToTimeline(state, `account ${found.id} found by its mark`);
  return null;
}

const failedWith = (error: unknown, type: string): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === type;
