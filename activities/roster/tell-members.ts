import { heartbeat } from '@temporalio/activity';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { MemberId } from '../../domain/ids';
import { accessChanged, memberWorkflowId, workflowTypes, type SeenInDirectory } from '../../workflows/messages';
import type { ActivityDeps } from '../deps';
import type { Verdict } from './verdicts';

const connectorKey = defineSearchAttributeKey('LatchkeyConnector', SearchAttributeType.KEYWORD);
const atOnce = 8;

/** Signals each member that drifted, starting its workflow where none runs: the member then looks for itself. */
export async function tellMembers(
  deps: ActivityDeps,
  told: Verdict[],
  seenOf: (member: MemberId) => SeenInDirectory,
): Promise<void> {
  const waiting = [...told];
  const next = async (): Promise<void> => {
    for (let verdict = waiting.shift(); verdict !== undefined; verdict = waiting.shift()) {
      await tell(deps, verdict.member, seenOf(verdict.member));
      heartbeat({ waiting: waiting.length });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

async function tell(
  { client, connector, membersQueue }: ActivityDeps,
  member: MemberId,
  directory: SeenInDirectory,
): Promise<void> {
  await client.workflow.signalWithStart(workflowTypes.member, {
    workflowId: memberWorkflowId(connector, member),
    taskQueue: membersQueue,
    args: [{ connector, member }],
    signal: accessChanged,
    signalArgs: [{ source: 'sync', directory }],
    typedSearchAttributes: [{ key: connectorKey, value: connector }],
    staticSummary: `WiFi of coworker ${member}`,
  });
}
