import { accountId } from '../../domain/replayed/ids';
import type { SeenInDirectory } from '../../contracts/replayed';
import { nothingKnown } from './orders';
import type { MemberState } from './state';
import { addToTimeline } from './story';

const DAY = 24 * 3_600_000;
const MOST_MANUAL_CHANGES = 3;

/**
 * Takes over what a sync has seen of the account, where it differs from what we believe: somebody changed it behind our
 * back, or this workflow began without it. The writer then puts it right. What was seen before our last write is old.
 */
export function takeOverDrift(state: MemberState, { readAt, account: seen }: SeenInDirectory): void {
  if (state.unsettled !== null || (state.lastWriteAt !== null && state.lastWriteAt >= readAt)) return;
  if (seen === null) {
    if (state.account === null) return;
    state.account = null;
    addToTimeline(state, 'the account is gone from the directory');
    noteManualChange(state);
    return;
  }
  if (state.account?.id !== seen.id) {
    const credential = { keyId: '', credentialId: '' };
    state.account = {
      id: accountId(seen.id),
      enabled: seen.enabled ?? true,
      orgUnit: seen.orgUnit,
      ...nothingKnown,
      credential,
    };
    addToTimeline(state, `account ${seen.id} found in the directory`);
    return;
  }
  const enabled = seen.enabled ?? state.account.enabled;
  if (enabled === state.account.enabled && seen.orgUnit === state.account.orgUnit) return;
  Object.assign(state.account, { enabled, orgUnit: seen.orgUnit });
  addToTimeline(
    state,
    `the account was changed in the directory: ${enabled ? 'enabled' : 'disabled'}, ${seen.orgUnit ?? 'no org unit'}`,
  );
  noteManualChange(state);
}

/** Two systems that put the same account right would do so for ever: after three times in a day a person has to look. */
function noteManualChange(state: MemberState): void {
  const now = Date.now();
  state.fights = [...state.fights.filter((at) => at > now - DAY), now];
  const [first = now] = state.fights;
  if (state.fights.length <= MOST_MANUAL_CHANGES) return;
  const message = `the account was changed behind our back ${state.fights.length} times in a day; it is left alone`;
  state.setbacks.writer = { failures: 1, retryAt: first + DAY };
  state.attention.writer = { lane: 'writer', reason: 'contested', message, since: now };
  addToTimeline(state, `writer needs attention: ${message}`);
}
