import { tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import { memberWorkflowId } from '../../contracts/replayed';
import { connector } from './environment';
import type { Rig } from './rig';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/**
 * How long these members' first hints since `since` (epoch ms) waited until a look that began after them was over, ms, as their
 * histories tell. Members whose history tells it no longer, because it was rolled over, are left out.
 */
export async function lookWaits({ client }: Rig, members: readonly string[], since: number): Promise<number[]> {
  const waits: number[] = [];
  for (const member of members) {
    const handle = client.workflow.getHandle(memberWorkflowId(connector, member));
    const { events } = await handle.fetchHistory();
    waits.push(...lookWait(events ?? [], since));
  }
  return waits;
}

/** One wait, or none where the history does not tell it. */
export function lookWait(events: readonly HistoryEvent[], since: number): number[] {
  const at = ({ eventTime }: HistoryEvent): number => tsToMs(eventTime);
  const hint = events.find((event) => event.workflowExecutionSignaledEventAttributes && at(event) >= since);
  if (hint === undefined) return [];
  const looks = events
    .slice(events.indexOf(hint))
    .filter(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name === 'observe')
    .map(({ eventId }) => String(eventId));
  const over = events.find(({ activityTaskCompletedEventAttributes: completed }) => {
    return completed && looks.includes(String(completed.scheduledEventId));
  });
  return over === undefined ? [] : [at(over) - at(hint)];
}
