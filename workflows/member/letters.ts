import { uuid4 } from '@temporalio/workflow';
import type { Reason } from '../../domain/replayed/entitlement';
import type { Instant } from '../../domain/replayed/ids';
import { isCredentialLetter, type LetterKind } from '../../domain/replayed/letter-kinds';
import { validUntil } from '../../domain/replayed/page-state';
import { currentStep, isOver } from './access';
import type { MemberState, OwedLetter } from './state';

/** A letter that takes the place of an unsent one stays of that one's kind, if it is one of these: it says more. */
const weightiest: readonly LetterKind[] = ['welcome', 'rotated'];

/**
 * Owes the member a letter. One that brings credentials comes with a new link, and replaces all such letters that have not
 * been sent yet.
 */
export function owe(state: MemberState, kind: LetterKind): void {
  if (state.entitlement?.telling.silent.includes(kind)) return;
  const isReplaced = (letter: OwedLetter): boolean =>
    isCredentialLetter(kind) ? isCredentialLetter(letter.kind) : letter.kind === kind;
  const replaced = state.owed.filter(isReplaced).map((letter) => letter.kind);
  if (isCredentialLetter(kind)) issueLink(state);
  const letter = { kind: weightiest.find((word) => replaced.includes(word)) ?? kind, serial: ++state.letters };
  state.owed = [...state.owed.filter((owed) => !isReplaced(owed)), letter];
}

export const owesCredentials = ({ owed }: MemberState): boolean => owed.some(({ kind }) => isCredentialLetter(kind));

/** The next letter that can be sent; one that brings credentials only once the account has them. */
export function nextLetter(state: MemberState): OwedLetter | null {
  const { owed, account, credential, entitlement } = state;
  if (account === null || entitlement?.telling.later) return null;
  const hasCredential = account.credential.credentialId === credential?.credentialId;
  return owed.find(({ kind }) => hasCredential || !isCredentialLetter(kind)) ?? null;
}

/** Holders of this many replaced links can still ask for a new letter. */
const MOST_PAST_LINKS = 5;

/** A new link to the member's page; the one before is dead from here on. */
function issueLink(state: MemberState): void {
  const { entitlement, keyId, link } = state;
  if (entitlement === null || keyId === null) return;
  if (link !== null)
    state.pastLinks = [{ id: link.id, keyId: link.keyId }, ...state.pastLinks].slice(0, MOST_PAST_LINKS);
  const { linkMs, linkOpenings } = entitlement.telling;
  const expiresAt = Date.now() + linkMs;
  state.link = { id: uuid4(), keyId, expiresAt, openings: linkOpenings, opened: 0, taken: [] };
}

/** A link's time counts from the letter that brings it, however long that letter was stuck. */
export function startLink({ link, entitlement }: MemberState, id: string | undefined): void {
  if (link !== null && link.id === id && entitlement !== null && link.opened === 0)
    link.expiresAt = Date.now() + entitlement.telling.linkMs;
}

/** A member who was welcomed hears of another level; putting a manual change right is no news. */
export function notifyOfLevel(state: MemberState): void {
  const { account, notified } = state;
  if (account === null || !account.enabled || notified.orgUnit === null || notified.orgUnit === account.orgUnit) return;
  notified.orgUnit = account.orgUnit;
  owe(state, 'planChanged');
}

const endings: readonly Reason[] = ['ended', 'passExpired', 'passUsedUp'];

/** Access that ran out is worth a letter, once; access that an operator or a check-out took away is not. */
export function notifyOfEnd(state: MemberState): void {
  const { notified } = state;
  const reason = currentStep(state)?.reason;
  if (notified.ended || notified.orgUnit === null || !isOver(state)) return;
  if (reason === undefined || !endings.includes(reason)) return;
  notified.ended = true;
  owe(state, 'ended');
}

/** When to tell the member that access ends soon; null: no end is known, it was told, or access began too late for it. */
export function noticeDueAt(state: MemberState): Instant | null {
  const { entitlement, step, notified, account, grantedAt } = state;
  const noticeMs = entitlement?.telling.noticeMs ?? null;
  if (noticeMs === null || entitlement === null || account?.enabled !== true || grantedAt === null) return null;
  const end = validUntil(entitlement.steps.slice(step));
  if (end === null || end === notified.ending || !endsForGood(state, end)) return null;
  const at = end - noticeMs;
  return at > grantedAt ? at : null;
}

/** A pause or a check-out ahead is no end. */
function endsForGood({ entitlement }: MemberState, end: Instant): boolean {
  const after = entitlement?.steps.filter(({ from }) => from >= end) ?? [];
  return after.every(({ access }) => access.state === 'denied');
}

export function notifyOfEndAhead(state: MemberState): void {
  const at = noticeDueAt(state);
  if (at === null || at > Date.now() || state.entitlement === null) return;
  state.notified.ending = validUntil(state.entitlement.steps.slice(state.step));
  owe(state, 'endingSoon');
}
