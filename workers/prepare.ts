import { readFile } from 'node:fs/promises';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type ScheduleOptions } from '@temporalio/client';
import { parse } from 'yaml';
import {
  connectorWorkflowId,
  currentSettings,
  resolverKnown,
  rosterSyncScheduleId,
  rosterSyncWorkflowId,
  updateSettings,
  workflowTypes,
} from '../contracts/replayed';
import { foundBy, type Place } from '../contracts/signal-member';
import { RESOLVER_VERSION } from '../domain/settings/rules';
import { parseSettings } from '../domain/settings/settings';

const firstInterval = '15m';

/**
 * Starts the connector workflow where it does not run, tells it which resolver this worker has, and makes the Schedule of its
 * roster sync; safe to repeat.
 */
export async function prepareConnector(place: Place): Promise<void> {
  const { client, connector, membersQueue } = place;
  const handle = await client.workflow.start(workflowTypes.connector, {
    workflowId: connectorWorkflowId(connector),
    taskQueue: membersQueue,
    args: [{ connector }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    typedSearchAttributes: foundBy(connector),
    staticSummary: `Settings and health of ${connector}`,
  });
  await handle.signal(resolverKnown, { version: RESOLVER_VERSION });
  try {
    await client.schedule.create(rosterSchedule(place));
  } catch (error) {
    // it exists already, with the settings' interval and perhaps an operator's pause
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

function rosterSchedule({ connector, membersQueue }: Place): ScheduleOptions {
  return {
    scheduleId: rosterSyncScheduleId(connector),
    spec: { intervals: [{ every: firstInterval }] },
    // catch up on runs missed in the last few minutes only
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '5m' },
    action: {
      type: 'startWorkflow',
      workflowType: workflowTypes.rosterSync,
      workflowId: rosterSyncWorkflowId(connector),
      taskQueue: membersQueue,
      args: [{ connector }],
    },
  };
}

/** Temporal stores whatever it is asked to save, refused or not: what shows here goes no further. */
function demandGood(settings: unknown, file: string): void {
  const parsed = parseSettings(settings);
  if (parsed.ok) return;
  const problems = parsed.errors.map(({ path, message }) => `${path || 'the document'} ${message}`);
  throw new Error(`${file}: ${problems.join('; ')}`);
}

/**
 * Saves the first settings from a YAML file, if the connector has none. Fails with a sentence about what shows in the file
 * alone, or with the update's own failure, whose cause says what is wrong with the document.
 * @returns whether the connector has settings now.
 */
export async function saveFirstSettings({ client, connector }: Place, file: string | null): Promise<boolean> {
  const handle = client.workflow.getHandle(connectorWorkflowId(connector));
  if ((await handle.query(currentSettings)) !== null) return true;
  if (file === null) return false;
  const settings: unknown = parse(await readFile(file, 'utf8'));
  demandGood(settings, file);
  await handle.executeUpdate(updateSettings, { args: [{ settings, ifVersion: 0, by: 'first settings file' }] });
  return true;
}
