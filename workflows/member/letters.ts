import { isOver } from './erasure';
import type { Instant } from '../../domain/replayed/ids';
import { isCredentialLetter, type LetterKind } from '../../domain/replayed/letter-kinds';
import { validUntil } from '../../domain/replayed/page-state';
import { issueLink } from './links';
import type { MemberState, OwedLetter } from './state';

/** What a letter that has not gone out would have said must not get lost in the one that takes its place. */
const weightiest: readonly LetterKind[] = ['welcome', 'rotated'];

/**
 * Owes the member a letter. One that brings credentials comes with a new link, and stands for all such letters that have
 * not gone out yet.
 */
export function owe(state: MemberState, kind: LetterKind): void {
  if (state.entitlement?.telling.silent.includes(kind)) return;
  const isOfTheSameSort = (letter: OwedLetter): boolean =>
    isCredentialLetter(kind) ? isCredentialLetter(letter.kind) : letter.kind === kind;
  const replaced = state.owed.filter(isOfTheSameSort).map((letter) => letter.kind);
  if (isCredentialLetter(kind)) issueLink(state);
  const letter = { kind: weightiest.find((word) => replaced.includes(word)) ?? kind, serial: ++state.letters };
  state.owed = [...state.owed.filter((owed) => !isOfTheSameSort(owed)), letter];
}

export const owesCredentials = ({ owed }: MemberState): boolean => owed.some(({ kind }) => isCredentialLetter(kind));

/** The next letter that can go: one about credentials once the account has them. */
export function nextLetter(state: MemberState): OwedLetter | null {
  const { owed, account, credential, entitlement } = state;
  if (account === null || entitlement?.telling.later) return null;
  const hasCredential = account.credential.credentialId === credential?.credentialId;
  return owed.find(({ kind }) => hasCredential || !isCredentialLetter(kind)) ?? null;
}

/** Remembers since when the member may connect without a break. */
export function noteAccess(state: MemberState): void {
  const isGranted = state.entitlement?.steps[state.step]?.access.state === 'granted';
  state.grantedAt = isGranted ? (state.grantedAt ?? Date.now()) : null;
  if (isGranted) state.told.ended = false;
}

/** A member who was welcomed hears of another level; what somebody changed by hand and we put back is no news. */
export function notifyOfLevel(state: MemberState): void {
  const { account, told } = state;
  if (account === null || !account.enabled || told.orgUnit === null || told.orgUnit === account.orgUnit) return;
  told.orgUnit = account.orgUnit;
  owe(state, 'planChanged');
}

const endings: readonly string[] = ['ended', 'passExpired', 'passUsedUp'];

/** Access that ran out is worth a letter, once; what an operator or a check-out took away is not. */
export function notifyOfEnd(state: MemberState): void {
  const reason = state.entitlement?.steps[state.step]?.reason ?? '';
  if (state.told.ended || state.told.orgUnit === null || !isOver(state) || !endings.includes(reason)) return;
  state.told.ended = true;
  owe(state, 'ended');
}

/** When the member is to hear that access ends soon; null: no end is known, it was told, or access began later than that. */
export function noticeDueAt(state: MemberState): Instant | null {
  const { entitlement, step, told, account, grantedAt } = state;
  const noticeMs = entitlement?.telling.noticeMs ?? null;
  if (noticeMs === null || entitlement === null || account?.enabled !== true || grantedAt === null) return null;
  const end = validUntil(entitlement.steps.slice(step));
  if (end === null || end === told.ending || !endsForGood(state, end)) return null;
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
  state.told.ending = validUntil(state.entitlement.steps.slice(state.step));
  owe(state, 'endingSoon');
}
