import type { Account, AccountTarget, ChangedField, Credential, Detail } from './account';
import type { Access, Entitlement, Step } from './entitlement';
import type { FailureCode } from './failure-codes';
import type { AccountId, Instant } from './ids';

/** One write to the directory. */
export type Order =
  /** Find out what became of a create without a reply. */
  | { kind: 'settle' }
  /** Take over an account that nobody has marked, because an operator says so. */
  | { kind: 'adopt'; account: AccountId }
  | { kind: 'create'; target: AccountTarget; bare?: true; notAfter: Instant | null }
  | { kind: 'change'; account: AccountId; target: AccountTarget; fields: ChangedField[]; notAfter: Instant | null }
  /** Try what the directory has refused so far: no access depends on it, so it comes after everything else. */
  | { kind: 'details'; account: AccountId; target: AccountTarget; details: Detail[] }
  | { kind: 'disable'; account: AccountId }
  | { kind: 'delete'; account: AccountId };

/** A write that was sent, or may have been, and has not been answered. */
export type UnknownOutcome = 'create' | 'change' | 'delete' | null;

export interface AccountView {
  entitlement: Entitlement | null;
  account: Account | null;
  outcomeUnknown: UnknownOutcome;
  /** The credential that the member is to have; null before the first account. */
  credential: Credential | null;
  /** A new password was asked for, whether or not the account's is known. */
  rotating: boolean;
  /** An operator has asked for the user name that the settings give today. */
  renaming: boolean;
  /** What is known may be old: nothing is granted before a look has agreed. */
  lookFirst: boolean;
  /** An account that an operator has given to the member. */
  adopting: AccountId | null;
  /** Creates in a row after which no account was found. */
  vainCreates: VainCreates | null;
  /** When an account without a membership is deleted. */
  eraseAt: Instant | null;
  /** An operator has the member erased, whatever the membership says; done where `doneAt` says when. */
  erasure: { doneAt: Instant | null } | null;
}

export interface VainCreates {
  times: number;
  /** Of the last one. */
  code: FailureCode;
  message: string;
}

/** The step that holds at `now`. */
export function stepAt(entitlement: Pick<Entitlement, 'steps'>, now: Instant): number {
  let index = 0;
  entitlement.steps.forEach((step, i) => {
    if (step.from <= now) index = i;
  });
  return index;
}

export const isUnderErasure = ({ erasure }: Pick<AccountView, 'erasure'>): boolean => erasure?.doneAt === null;

/** The one write that brings the account in line with the entitlement's step for `now`; null when it is. */
export function nextWrite(situation: AccountView, now: Instant): Order | null {
  const { entitlement, account, outcomeUnknown } = situation;
  const index = entitlement === null ? 0 : stepAt(entitlement, now);
  const step = entitlement?.mayWrite === true ? entitlement.steps[index] : undefined;
  const isErased = isUnderErasure(situation);
  const isDenied = isErased || step?.access.state === 'denied';
  // what takes access away waits for no other write
  if (account !== null && isDenied && (account.enabled || outcomeUnknown === 'change'))
    return { kind: 'disable', account: account.id };
  if (outcomeUnknown === 'create') return { kind: 'settle' };
  if (isErased) return account && { kind: 'delete', account: account.id };
  if (step === undefined || (situation.lookFirst && step.access.state === 'granted')) return null;
  if (account === null) return firstWrite(situation, step, index);
  if (deleteIsDue(situation, now)) return { kind: 'delete', account: account.id };
  switch (step.access.state) {
    case 'keep':
      return changeAskedFor(situation, account);
    case 'denied':
      return null;
    case 'prepared':
    case 'granted':
      return changeOf(situation, account, step.access, index);
  }
}

/** A delete without a reply is sent again. */
export const deleteIsDue = ({ outcomeUnknown, eraseAt }: AccountView, now: Instant): boolean =>
  outcomeUnknown === 'delete' || (eraseAt !== null && eraseAt <= now);

function firstWrite(situation: AccountView, step: Step, index: number): Order | null {
  const { entitlement, credential, vainCreates } = situation;
  if (step.access.state === 'denied' || step.access.state === 'keep') return null;
  if (situation.adopting !== null) return { kind: 'adopt', account: situation.adopting };
  if (entitlement === null || !entitlement.mayCreate || credential === null) return null;
  // a server that fails at a create may have stumbled over a name
  const mayStumble = vainCreates !== null && vainCreates.code !== 'duplicate';
  return {
    kind: 'create',
    target: targetOf(step.access, entitlement.identity, credential),
    ...(mayStumble && { bare: true }),
    notAfter: notAfter(entitlement, index),
  };
}

function changeOf(
  { entitlement, credential, outcomeUnknown, renaming, rotating }: AccountView,
  account: Account,
  access: Extract<Access, { state: 'granted' | 'prepared' }>,
  index: number,
): Order | null {
  if (entitlement === null) return null;
  const target = targetOf(access, entitlement.identity, credential ?? account.credential);
  const fields =
    outcomeUnknown === 'change' ? everyField(account, target, rotating) : changedFields(account, target, rotating);
  if (renaming) fields.push('username');
  if (fields.length > 0)
    return { kind: 'change', account: account.id, target, fields, notAfter: notAfter(entitlement, index) };
  const { leftOut = [] } = account;
  return leftOut.length === 0 ? null : { kind: 'details', account: account.id, target, details: leftOut };
}

/**
 * An account that is kept stays as it is, except for a new password or user name that somebody has asked for.
 */
function changeAskedFor({ credential, renaming, rotating }: AccountView, account: Account): Order | null {
  const fields: ChangedField[] = [];
  if (credential !== null && isAnother(account, credential, rotating)) fields.push('credential');
  if (renaming) fields.push('username');
  if (fields.length === 0) return null;
  const { id, enabled, orgUnit, attributes, identity } = account;
  const target = {
    enabled,
    orgUnit: orgUnit ?? '',
    attributes,
    identity,
    credential: credential ?? account.credential,
  };
  return { kind: 'change', account: id, target, fields, notAfter: null };
}

function targetOf(
  access: Extract<Access, { state: 'granted' | 'prepared' }>,
  identity: string,
  credential: Credential,
): AccountTarget {
  return {
    enabled: access.state === 'granted',
    orgUnit: access.orgUnit,
    attributes: access.attributes,
    identity,
    credential,
  };
}

/** The level of a disabled account is not worth a call: it is written when the account is enabled. */
function changedFields(account: Account, target: AccountTarget, rotating: boolean): ChangedField[] {
  const fields: ChangedField[] = [];
  if (account.enabled !== target.enabled) fields.push('enabled');
  if (target.enabled && account.orgUnit !== target.orgUnit) fields.push('orgUnit');
  if (target.enabled && !sameAttributes(account, target)) fields.push('attributes');
  if (account.identity !== target.identity) fields.push('identity');
  if (isAnother(account, target.credential, rotating)) fields.push('credential');
  return fields;
}

/** That nobody knows a password is no reason to change it. */
function isAnother({ credential: { credentialId } }: Account, wanted: Credential, rotating: boolean): boolean {
  return (credentialId !== '' || rotating) && wanted.credentialId !== credentialId;
}

/** After a change without a reply nobody knows what it did, so all of it is written again. */
function everyField(account: Account, target: AccountTarget, rotating: boolean): ChangedField[] {
  const fields = new Set<ChangedField>(['enabled', 'orgUnit', ...changedFields(account, target, rotating)]);
  if (account.attributes !== null || target.attributes !== null) fields.add('attributes');
  return [...fields];
}

function sameAttributes(account: Account, target: AccountTarget): boolean {
  return JSON.stringify(account.attributes) === JSON.stringify(target.attributes);
}

/** A grant must not land after the instant at which it ends. */
function notAfter(entitlement: Entitlement, index: number): Instant | null {
  const step = entitlement.steps[index];
  const next = entitlement.steps[index + 1];
  if (step?.access.state !== 'granted' || next === undefined) return null;
  return next.access.state === 'granted' ? null : next.from;
}

/** True when going from what is held to `next` takes something from the member: a removal or a downgrade. */
export function takesAway(held: Access | null, next: Access, accountEnabled: boolean): boolean {
  const had = held?.state === 'keep' || held === null ? accountEnabled : held.state === 'granted';
  if (had && next.state !== 'granted' && next.state !== 'keep') return true;
  if (held?.state === 'granted' && next.state === 'granted') return next.precedence < held.precedence;
  return held?.state === 'prepared' && next.state === 'denied';
}
