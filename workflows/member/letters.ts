import type { Instant } from '../../domain/replayed/ids';
import { isCredentialLetter, type LetterKind } from '../../domain/replayed/letter-kinds';
import { endAhead, isWorthALetter } from '../../domain/replayed/notices';
import { isUnderErasure } from '../../domain/replayed/next-write';
import { validUntil } from '../../domain/replayed/page-state';
import { currentStep, isOver } from './access';
import { issueLink } from './links';
import type { MemberState, OwedLetter } from './state';

/** A letter that takes the place of an unsent one stays of that one's kind, if it is one of these: it says more. */
const weightiest: readonly LetterKind[] = ['welcome', 'rotated'];

/**
 * Owes the member a letter. One that brings credentials comes with a new link, and replaces all such letters that have not
 * been sent yet.
 * @param makeLink what its new link does to those before
 */
export function owe(state: MemberState, kind: LetterKind, makeLink = issueLink): void {
  if (isUnderErasure(state) || state.entitlement?.telling.silent.includes(kind)) return;
  const isReplaced = (letter: OwedLetter): boolean =>
    isCredentialLetter(kind) ? isCredentialLetter(letter.kind) : letter.kind === kind;
  const replaced = state.owed.filter(isReplaced).map((letter) => letter.kind);
  if (isCredentialLetter(kind)) makeLink(state);
  const letter = { kind: weightiest.find((word) => replaced.includes(word)) ?? kind, serial: ++state.letters };
  state.owed = [...state.owed.filter((owed) => !isReplaced(owed)), letter];
}

export const owesCredentials = ({ owed }: MemberState): boolean => owed.some(({ kind }) => isCredentialLetter(kind));

/** The next letter that can be sent; one that brings credentials only once the account has them. */
export function nextLetter(state: MemberState): OwedLetter | null {
  const { owed, account, credential, entitlement } = state;
  if (account === null || entitlement?.telling.later) return null;
  const hasCredential = account.credential.credentialId === credential?.credentialId;
  const sendable = owed.filter(({ kind }) => hasCredential || !isCredentialLetter(kind));
  return sendable.toSorted((one, other) => (one.notBefore ?? 0) - (other.notBefore ?? 0))[0] ?? null;
}

/** A member who was welcomed hears of another level; putting a manual change right is no news. */
export function notifyOfLevel(state: MemberState): void {
  const { account, notified } = state;
  if (account === null || !account.enabled || notified.orgUnit === null || notified.orgUnit === account.orgUnit) return;
  notified.orgUnit = account.orgUnit;
  owe(state, 'planChanged');
}

/** How long a look takes at most, mostly. */
const LOOK_MS = 5_000;

/** Access that ran out is worth a letter, once. The letter waits for the look that follows. */
export function notifyOfEnd(state: MemberState): void {
  const { notified, nextLookAt, entitlement } = state;
  const reason = currentStep(state)?.reason;
  if (notified.ended || notified.orgUnit === null || !isOver(state)) return;
  if (reason === undefined || !isWorthALetter(reason)) return;
  notified.ended = true;
  owe(state, 'ended');
  if (nextLookAt === null || entitlement?.followUpMs === undefined) return;
  const notBefore = nextLookAt + LOOK_MS;
  state.owed = state.owed.map((letter) => (letter.kind === 'ended' ? { ...letter, notBefore } : letter));
}

/** When to tell the member that access ends soon; null: no end is known, it was told, or access began too late for it. */
export function noticeDueAt({ entitlement, step, notified, account, grantedAt }: MemberState): Instant | null {
  const noticeMs = entitlement?.telling.noticeMs ?? null;
  if (noticeMs === null || entitlement === null || account?.enabled !== true || grantedAt === null) return null;
  const ahead = endAhead(entitlement.steps.slice(step), { noticeMs, grantedAt });
  return ahead === null || ahead.end === notified.ending ? null : ahead.tellAt;
}

export function notifyOfEndAhead(state: MemberState): void {
  const at = noticeDueAt(state);
  if (at === null || at > Date.now() || state.entitlement === null) return;
  state.notified.ending = validUntil(state.entitlement.steps.slice(state.step));
  owe(state, 'endingSoon');
}
