import { getExternalWorkflowHandle } from '@temporalio/workflow';
import { eraseWithOwner, memberWorkflowId } from '../../contracts/replayed';
import type { Instant, MemberId } from '../../domain/replayed/ids';
import { waitUntil } from '../runs/deadlines';
import { ignoreFailure } from '../runs/lanes';
import { forgetRemoval } from './ask-guard';
import { backOff, recovered, troubleOf } from './backoff';
import { forgetAllBut, leftToErase } from './erasure';
import { show } from './explain';
import type { MemberState } from './state';

/** In the refresher's place while a member is erased: nobody looks at it, and whoever counts on it is told. */
export async function eraser(state: MemberState): Promise<void> {
  for (;;) {
    await waitUntil('next try', () => dueAt(state));
    await tellPartners(state);
    try {
      await forgetRemoval(state);
      recovered(state, 'refresher');
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === null) throw error;
      backOff(state, 'refresher', trouble);
    }
    show(state);
  }
}

function dueAt(state: MemberState): Instant | null {
  const left = leftToErase(state);
  const isDue = left.includes('guard') || left.includes('profiles');
  return isDue ? (state.backoffs.refresher?.retryAt ?? 0) : null;
}

/** A profile without a workflow has nothing that could be erased. */
async function tellPartners({ connector, member, erasure, override }: MemberState): Promise<void> {
  if (erasure === null) return;
  const request = { owner: member, by: erasure.by, force: override !== null };
  const tell = (partner: MemberId): Promise<void> =>
    getExternalWorkflowHandle(memberWorkflowId(connector, partner))
      .signal(eraseWithOwner, request)
      .catch(ignoreFailure);
  await Promise.all(erasure.untold.map(tell));
  erasure.untold = [];
}

/** Forgets the member, but for its id, the date, and that an operator keeps access off. No lane may run any more. */
export function leaveTombstone(state: MemberState): void {
  if (state.erasure !== null) state.erasure.doneAt = Date.now();
  forgetAllBut(state, {});
  show(state);
}
