import type { Client } from '@temporalio/client';
import { percentile } from '../frame/alternate';
import { table } from '../frame/page';

/** A hook that was posted, and the write that it led to (epoch ms). */
export interface HookAndWrite {
  workflowId: string;
  postedAt: number;
  writtenAt: number;
}

/** What a hook spent its time with, ms, by stage, in the order in which they came. */
export type Stages = Map<string, number>;

interface Moment {
  at: number;
  /** Ends here. */
  stage: string;
}

/**
 * Where the time went between these hooks and their writes, as the histories of the workflows tell: a hook whose history has
 * been continued since is left out.
 */
export async function stagesOf(client: Client, hooks: readonly HookAndWrite[]): Promise<Stages[]> {
  const found: Stages[] = [];
  for (const hook of hooks) {
    const moments = (await momentsOf(client, hook.workflowId)).filter(
      ({ at }) => at >= hook.postedAt && at <= hook.writtenAt,
    );
    if (moments[0]?.stage !== DOOR) continue;
    found.push(sumUp(hook, moments));
  }
  return found;
}

const DOOR = 'the door, until Temporal has the signal';

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

async function momentsOf({ workflow }: Client, workflowId: string): Promise<Moment[]> {
  const { events } = await workflow.getHandle(workflowId).fetchHistory();
  const activities = new Map<string, string>();
  const moments = (events ?? []).flatMap((event) => {
    const stage = stageOf(event, activities);
    return stage === undefined ? [] : [{ at: instantOf(event), stage }];
  });
  // that an activity has started is noted only when it has ended, with the instant at which it did
  return moments.sort((one, other) => one.at - other.at);
}

function stageOf(event: HistoryEvent, activities: Map<string, string>): string | undefined {
  const scheduled = event.activityTaskScheduledEventAttributes;
  if (scheduled) activities.set(String(event.eventId), scheduled.activityType?.name ?? '');
  if (event.workflowExecutionSignaledEventAttributes) return DOOR;
  if (event.workflowTaskStartedEventAttributes) return 'a workflow task waits for a worker';
  if (event.workflowTaskCompletedEventAttributes) return 'workflow tasks';
  const started = event.activityTaskStartedEventAttributes;
  if (started) return 'an activity waits for a worker';
  const completed = event.activityTaskCompletedEventAttributes;
  return completed ? `activity ${activities.get(String(completed.scheduledEventId))}` : undefined;
}

const NS_PER_MS = 1e6;
const instantOf = ({ eventTime }: HistoryEvent): number =>
  Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / NS_PER_MS;

/** The last stage is the activity that writes, up to the write. */
function sumUp({ postedAt, writtenAt }: HookAndWrite, moments: readonly Moment[]): Stages {
  const stages: Stages = new Map();
  let before = postedAt;
  for (const { at, stage } of [...moments, { at: writtenAt, stage: 'the write, until the directory has it' }]) {
    stages.set(stage, (stages.get(stage) ?? 0) + at - before);
    before = at;
  }
  return stages;
}

/** The medians of each stage, ms, side by side: one column for each set of hooks. */
export function stagesTable(what: string, columns: Record<string, readonly Stages[]>): string {
  const stages = new Set(Object.values(columns).flatMap((all) => all.flatMap((each) => [...each.keys()])));
  const rows = [...stages].map((stage) => [
    stage,
    ...Object.values(columns).map((all) => {
      const values = all.map((each) => each.get(stage) ?? 0);
      return values.some((value) => value > 0) ? percentile(values, 50).toFixed(1) : '–';
    }),
  ]);
  return table([what, ...Object.keys(columns)], rows);
}
