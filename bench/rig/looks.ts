import { tsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import { memberWorkflowId } from '../../contracts/replayed';
import { connector } from './environment';
import type { Rig } from './rig';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

/** A hint, and when a look that began after it was over (epoch ms). */
export interface LookedAt {
  hintAt: number;
  overAt: number;
}

/**
 * The first hints of these members since `since` (epoch ms), and their looks, as their histories tell. Members whose history
 * tells it no longer, because it was rolled over, are left out.
 */
export async function firstLooks({ client }: Rig, members: readonly string[], since: number): Promise<LookedAt[]> {
  const looks: LookedAt[] = [];
  for (const member of members) {
    const handle = client.workflow.getHandle(memberWorkflowId(connector, member));
    const { events } = await handle.fetchHistory();
    looks.push(...firstLook(events ?? [], since));
  }
  return looks;
}

/** One, or none where the history does not tell it. */
export function firstLook(events: readonly HistoryEvent[], since: number): LookedAt[] {
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
  return over === undefined ? [] : [{ hintAt: at(hint), overAt: at(over) }];
}
