import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, type SignalDefinition } from '@temporalio/common';
import type { MemberId } from '../domain/replayed/ids';
import { memberWorkflowId, workflowTypes, type MemberInput } from './replayed';

/** Where the workflows of a connector run. */
export interface Place {
  client: Client;
  connector: string;
  /** Task queue of workflows. */
  membersQueue: string;
}

const connectorKey = defineSearchAttributeKey('LatchkeyConnector', SearchAttributeType.KEYWORD);

/** The search attribute by which every workflow of a connector is found. */
export const foundBy = (connector: string) => [{ key: connectorKey, value: connector }];

/** Signals a member's workflow, and starts it where none runs. */
export async function signalMember<Arg>(
  { client, connector, membersQueue }: Place,
  member: MemberId,
  signal: SignalDefinition<[Arg]> | string,
  arg: Arg,
): Promise<void> {
  const input: MemberInput = { connector, member };
  await client.workflow.signalWithStart(workflowTypes.member, {
    workflowId: memberWorkflowId(connector, member),
    taskQueue: membersQueue,
    args: [input],
    signal,
    signalArgs: [arg],
    typedSearchAttributes: foundBy(connector),
    staticSummary: `Member ${member} of ${connector}`,
  });
}
