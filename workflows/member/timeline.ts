import type { ReportedLane } from '../../contracts/replayed';
import type { Step } from '../../domain/replayed/entitlement';
import type { Lane, MemberState } from './state';

/** Two weeks of somebody who comes and goes every working day. */
const LONGEST_TIMELINE = 100;

/** Adds a line to what the API and the Temporal UI show of the member's past. Ids only. */
export function addToTimeline(state: MemberState, what: string): void {
  state.timeline.push({ at: Date.now(), what });
  state.timeline.splice(0, state.timeline.length - LONGEST_TIMELINE);
}

/** Hooks of one occasion come within seconds, and are one line. */
const BURST_MS = 10_000;
const LONGEST_LINE = 200;
const HOOK = 'hook ';

/** Nexudus has announced something: by this action. */
export function addHookToTimeline(state: MemberState, action: string): void {
  const last = state.timeline.at(-1);
  const isBurst = last !== undefined && last.what.startsWith(HOOK) && Date.now() - last.at < BURST_MS;
  if (!isBurst) return addToTimeline(state, HOOK + action);
  const told = last.what.slice(HOOK.length).split(', ');
  if (!told.includes(action) && last.what.length < LONGEST_LINE) last.what += `, ${action}`;
}

/** What somebody has asked for, or announced, led to nothing new. */
export function addNothingNew(state: MemberState): void {
  const last = state.timeline.at(-1)?.what ?? '';
  if (last.startsWith(HOOK) || last.includes('asked for by')) addToTimeline(state, 'looked: nothing new');
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
