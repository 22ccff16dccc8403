import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { memberId, type MemberId } from '../../domain/ids';
import { explain, memberOfWorkflowId, memberWorkflowId, workflowTypes } from '../../workflows/messages';

const entitlementKey = defineSearchAttributeKey('LatchkeyEntitlement', SearchAttributeType.KEYWORD);
const pageSize = 1_000;

/**
 * The entitlement that each running member workflow holds, as `LatchkeyEntitlement` has it. Visibility is seconds late:
 * one that is missing is asked again, never taken for gone.
 */
export async function readWorkflows(client: Client, connector: string): Promise<Map<MemberId, string>> {
  const query =
    `WorkflowType = "${workflowTypes.member}" AND LatchkeyConnector = "${connector}" ` +
    `AND ExecutionStatus = "Running"`;
  const held = new Map<MemberId, string>();
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query, pageSize }))
    held.set(memberId(memberOfWorkflowId(workflowId)), typedSearchAttributes.get(entitlementKey) ?? '');
  return held;
}

/** The account ids that some of these members' workflows hold; of at most `enough`. */
export async function someAccounts(
  client: Client,
  connector: string,
  members: Iterable<MemberId>,
  enough: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (const member of members) {
    if (ids.length >= enough) break;
    const handle = client.workflow.getHandle(memberWorkflowId(connector, member));
    const { account } = await handle.query(explain);
    if (account !== null) ids.push(account.id);
  }
  return ids;
}
