import { accountId } from '../../domain/replayed/ids';
import { isUnderErasure } from '../../domain/replayed/next-write';
import type { SeenAccount, SeenInDirectory } from '../../contracts/replayed';
import { needsAttention } from './backoff';
import type { MemberState } from './state';
import { believeMark, takeOverFound } from './take-over';
import { addToTimeline } from './timeline';

const DAY = 24 * 3_600_000;
const MOST_MANUAL_CHANGES = 3;

/**
 * Believes what a sync saw of the account where that differs from the state: somebody changed it by hand, or this workflow
 * began without it. The reconciler then puts it right. What was seen before our last write is out of date.
 */
export function takeOverDrift(state: MemberState, { readAt, account: seen }: SeenInDirectory): void {
  if (isUnderErasure(state)) return;
  if (state.outcomeUnknown !== null || (state.lastWriteAt !== null && state.lastWriteAt >= readAt)) return;
  if (seen === null) {
    if (state.account === null) return;
    state.account = null;
    state.suffix = false;
    addToTimeline(state, 'the account is gone from the directory');
    noteManualChange(state);
    return;
  }
  if (state.account?.id !== seen.id) {
    takeOverFound(state, { ...seen, id: accountId(seen.id), enabled: seen.enabled ?? true });
    addToTimeline(state, `account ${seen.id} found in the directory`);
    return;
  }
  if (isOlderThan(state, seen.credential)) {
    believeMark(state, seen.credential);
    addToTimeline(state, 'the account has another password than was known, as its mark says');
  }
  const enabled = seen.enabled ?? state.account.enabled;
  if (enabled === state.account.enabled && seen.orgUnit === state.account.orgUnit) return;
  state.account.enabled = enabled;
  state.account.orgUnit = seen.orgUnit;
  addToTimeline(
    state,
    `the account was changed in the directory: ${enabled ? 'enabled' : 'disabled'}, ${seen.orgUnit ?? 'no org unit'}`,
  );
  noteManualChange(state);
}

/** The mark knows better than this workflow, unless it is the mark that could not be written. */
function isOlderThan(
  { account }: MemberState,
  told: SeenAccount['credential'],
): told is NonNullable<SeenAccount['credential']> {
  if (account === null || !told || account.leftOut?.includes('notes')) return false;
  return told.credentialId !== account.credential.credentialId;
}

/** Two systems that keep correcting the same account would never stop: after three times in a day a person has to look. */
function noteManualChange(state: MemberState): void {
  const now = Date.now();
  state.manualChanges = [...state.manualChanges.filter((at) => at > now - DAY), now];
  const [first = now] = state.manualChanges;
  if (state.manualChanges.length <= MOST_MANUAL_CHANGES) return;
  const message = `the account was changed behind our back ${state.manualChanges.length} times in a day; it is left alone`;
  state.backoffs.reconciler = { failures: 1, retryAt: first + DAY };
  state.attention.reconciler = { reason: 'contested', message, since: now };
  addToTimeline(state, needsAttention('reconciler', message));
}
