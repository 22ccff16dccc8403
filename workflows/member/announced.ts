import type { Hint } from '../../contracts/replayed';
import type { Instant } from '../../domain/replayed/ids';
import type { MemberState } from './state';

/** How long Nexudus's rows may lag the hook that announces them. */
export const LAG_MS = 60_000;

/** A hook announces something, of which no look has seen anything yet. */
export function noteHook(state: MemberState, { action, at = Date.now() }: Pick<Hint, 'action' | 'at'>): void {
  const before = announcedNow(state);
  state.expectingNews = true;
  state.announced = {
    at: before?.until === null ? Math.min(before.at, at) : at,
    heardAt: Date.now(),
    until: null,
    deletion: before?.deletion === true || action === 'CoworkerDelete',
  };
}

/** A look has succeeded that began after this hook: from now on Nexudus's rows have their time to follow. */
export function noteLookAfter(state: MemberState, hook: MemberState['announced'], now: Instant): void {
  if (hook !== null && hook === state.announced && hook.until === null)
    state.announced = { ...hook, until: now + LAG_MS };
}

/** What a change that is found now may be taken for. */
export const announcedNow = ({ announced }: MemberState): MemberState['announced'] =>
  announced !== null && (announced.until === null || announced.until >= Date.now()) ? announced : null;

/** Since when a hook waits because Nexudus cannot be read; null: none does. */
export const awaitedSince = ({ announced, backoffs }: MemberState): Instant | null =>
  announced !== null && announced.until === null && backoffs.refresher !== undefined ? announced.at : null;
