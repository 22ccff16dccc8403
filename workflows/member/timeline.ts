import type { ReportedLane } from '../../contracts/replayed';
import type { Step } from '../../domain/replayed/entitlement';
import type { Lane, MemberState } from './state';

const LONGEST_TIMELINE = 50;

/** Adds a line to what the API and the Temporal UI show of the member's past. Ids only. */
export function addToTimeline(state: MemberState, what: string): void {
  state.timeline.push({ at: Date.now(), what });
  state.timeline.splice(0, state.timeline.length - LONGEST_TIMELINE);
}

/** What the API, the search attribute and the timeline call a lane: words that others rely on. */
export const reportedLane: Record<Lane, ReportedLane> = {
  refresher: 'looker',
  reconciler: 'writer',
  details: 'details',
  notifier: 'courier',
  portal: 'portal',
};

/** A step in one line, e.g. `granted basic-wifi (contract Hot Desk #4411)`. */
export function describe({ access, reason, evidence: [first] }: Step): string {
  const record = first ? [first.kind, first.planName, `#${first.id}`].filter(Boolean).join(' ') : '';
  const why = [reason === first?.kind ? '' : reason, record].filter(Boolean).join(': ');
  const group = 'group' in access ? ` ${access.group}` : '';
  return `${access.state}${group} (${why})`;
}
