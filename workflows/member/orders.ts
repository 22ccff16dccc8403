import { ActivityFailure, ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DirectoryActivities, Naming, Settlement, Who } from '../../contracts/activities';
import type { FailureCode } from '../../domain/replayed/failure-codes';
import { afterChange, type Account, type ChangedField } from '../../domain/replayed/account';
import type { AccountId } from '../../domain/replayed/ids';
import type { Order } from '../../domain/replayed/next-write';
import { directoryQueue } from '../../contracts/replayed';
import { owe, owesCredentials, notifyOfEnd, notifyOfLevel } from './letters';
import { mayHaveBeenDone, troubleOf, type Trouble } from './backoff';
import { nothingNotified, type MemberState } from './state';
import { addToTimeline } from './timeline';

/** As Temporal counts: lower goes first. Enabling and disabling never wait behind an import. */
const priorities = { urgent: 1, usual: 3, import: 5 };

/** HTTP gives up after 8 s, so no attempt outlives the 12 s. The cancellation type is explicit: unset means TRY_CANCEL. */
const writeOptions = {
  startToCloseTimeout: '12s',
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '60s', maximumAttempts: 8 },
} as const;

const queue = (): string => directoryQueue(workflowInfo().taskQueue);

const writing = (summary: string, priorityKey: number) =>
  proxyActivities<DirectoryActivities>({
    ...writeOptions,
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

/** It may run for minutes and cannot be cut short, so its waits are the lane's, which a newer decision ends. */
const settling = () =>
  proxyActivities<DirectoryActivities>({
    startToCloseTimeout: '10m',
    heartbeatTimeout: '30s',
    cancellationType: 'TRY_CANCEL',
    retry: { initialInterval: '1s', maximumAttempts: 3 },
    taskQueue: queue(),
    summary: 'find out what became of the create',
    priority: { priorityKey: priorities.usual },
  });

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

async function create(state: MemberState, { target, notAfter }: Extract<Order, { kind: 'create' }>): Promise<null> {
  const activities = creating(state.imported ? priorities.import : priorities.usual);
  const sentBefore = state.sent;
  state.sent = target.credential;
  try {
    const { id, ...naming } = await activities.createAccount({
      ...who(state),
      target,
      suffix: state.suffix,
      notAfter,
    });
    state.account = { ...target, id, ...naming };
    answered(state);
    owe(state, 'welcome');
    addToTimeline(state, `account ${id} created, ${target.enabled ? 'enabled' : 'disabled'}, ${target.orgUnit}`);
  } catch (error) {
    if (!mayHaveBeenDone({ kind: 'create' }, troubleOf(error))) state.sent = sentBefore;
    if (!failedWith(error, 'duplicate')) throw error;
    // somebody has the user name: perhaps this member, by a create whose reply was lost
    state.outcomeUnknown = 'create';
  }
  return null;
}

async function change(state: MemberState, order: Extract<Order, { kind: 'change' }>): Promise<null> {
  const { account, target, fields, notAfter } = order;
  const urgent = fields.includes('enabled');
  const activities = writing(`set ${fields.join(', ')}`, urgent ? priorities.urgent : priorities.usual);
  const { suffix } = state;
  const namedBy = state.account?.namedBy ?? '';
  const input = { ...who(state), account, target, fields, suffix, namedBy, notAfter };
  const changed: { named?: Naming | null } = {};
  const write = async (): Promise<void> => {
    changed.named = (await activities.changeAccount(input)).named;
  };
  if (await gone(state, write)) return null;
  answered(state);
  if (state.account === null) return null;
  state.account = { ...afterChange(state.account, target, fields), ...changed.named };
  noteRename(state, fields);
  if (fields.includes('credential') && !owesCredentials(state)) owe(state, 'rotated');
  notifyOfLevel(state);
  addToTimeline(
    state,
    `account changed: ${fields.join(', ')}; ${target.enabled ? 'enabled' : 'disabled'}, ${target.orgUnit}`,
  );
  return null;
}

/** The member has to know the new user name. */
function noteRename(state: MemberState, fields: ChangedField[]): void {
  if (!fields.includes('username')) return;
  state.renaming = false;
  owe(state, 'resend');
}

async function disable(state: MemberState, account: AccountId): Promise<null> {
  const activities = writing('disable the account', priorities.urgent);
  if (await gone(state, () => activities.disableAccount({ ...who(state), account }))) return null;
  answered(state);
  if (state.account !== null) state.account.enabled = false;
  addToTimeline(state, 'account disabled');
  notifyOfEnd(state);
  return null;
}

async function remove(state: MemberState, account: AccountId): Promise<null> {
  await writing('delete the account', priorities.usual).deleteAccount({ ...who(state), account });
  answered(state);
  forgetAccount(state);
  addToTimeline(state, 'account deleted');
  return null;
}

/** Everything that belonged to the account. Should the member come back, the new account gets another password. */
function forgetAccount(state: MemberState): void {
  state.account = null;
  state.credential = null;
  state.sent = null;
  state.eraseAt = null;
  state.suffix = false;
  state.remembered = null;
  state.owed = [];
  state.notified = nothingNotified();
  state.link = null;
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
    answered(state);
    addToTimeline(state, 'the account is gone from the directory');
    return true;
  }
}

async function settle(state: MemberState): Promise<Trouble | null> {
  const found = await settling().settleAccount({ ...who(state), suffix: state.suffix });
  state.outcomeUnknown = null;
  if (found.account !== null) return adopt(state, found.account);
  if (found.holder === 'member') state.suffix = true;
  if (found.holder !== 'foreign') return null;
  const message = 'an account that Latchkey did not make has this user name; it is left alone';
  return { code: 'conflict', message, attempt: 1, sent: false };
}

/** Failures that are about the account or the member itself: trying again cannot help. */
const adoptionRefusals: readonly FailureCode[] = ['notFound', 'conflict', 'rejected', 'noEmail'];

/** An operator gives the member an account that we did not make and that has the member's user name. */
async function takeOver(state: MemberState, account: AccountId): Promise<Trouble | null> {
  try {
    const found = await writing('take over the account', priorities.usual).adoptAccount({ ...who(state), account });
    state.adopting = null;
    answered(state);
    return adopt(state, found);
  } catch (error) {
    // when refused, the operator has to decide again; without an answer it is still to be done
    if (adoptionRefusals.includes(troubleOf(error)?.code ?? 'timeout')) state.adopting = null;
    throw error;
  }
}

/** The account has our mark. Unless a create of ours made it nobody knows its password, so it gets another one. */
function adopt(state: MemberState, found: NonNullable<Settlement['account']>): null {
  const account = foundAccount(found);
  state.account = { ...account, credential: state.sent ?? account.credential };
  owe(state, 'welcome');
  addToTimeline(state, `account ${found.id} found by its mark`);
  return null;
}

/** An account of which nobody knows more than what the directory shows of it. */
export function foundAccount(found: Pick<Account, 'id' | 'enabled' | 'orgUnit'>): Account {
  const credential = { keyId: '', credentialId: '' };
  return { ...found, attributes: null, identity: '', usernameTag: '', namedBy: '', credential };
}

const failedWith = (error: unknown, type: string): boolean =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === type;
