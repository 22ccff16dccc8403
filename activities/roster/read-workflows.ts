import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, type TypedSearchAttributes } from '@temporalio/common';
import { parseTag, reasons } from '../../domain/replayed/entitlement';
import { businessId, memberId, planId, type MemberId } from '../../domain/replayed/ids';
import { type Held } from '../../domain/roster/held';
import { parseNews } from '../../domain/replayed/news';
import { explain, memberOfWorkflowId, memberWorkflowId, workflowTypes } from '../../contracts/replayed';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);
const keys = {
  tag: keyword('LatchkeyEntitlement'),
  status: keyword('LatchkeyStatus'),
  reason: keyword('LatchkeyReason'),
  plan: keyword('LatchkeyPlan'),
  location: keyword('LatchkeyLocation'),
  attention: keyword('LatchkeyAttention'),
  news: keyword('LatchkeyNews'),
  hold: keyword('LatchkeyHold'),
  awaits: defineSearchAttributeKey('LatchkeyAwaits', SearchAttributeType.DATETIME),
  until: defineSearchAttributeKey('LatchkeyAccessUntil', SearchAttributeType.DATETIME),
};
const pageSize = 1_000;

/** What each running member workflow holds. The list is seconds late: a workflow missing from it does not count as gone. */
export async function readWorkflows(client: Client, connector: string): Promise<Map<MemberId, Held>> {
  const query =
    `WorkflowType = "${workflowTypes.member}" AND LatchkeyConnector = "${connector}" ` +
    `AND ExecutionStatus = "Running"`;
  const held = new Map<MemberId, Held>();
  const words = new Map<string, string>();
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query, pageSize }))
    held.set(memberId(memberOfWorkflowId(workflowId)), heldBy(typedSearchAttributes, words));
  return held;
}

/** `words`: strings that many workflows share are kept once. */
function heldBy(attributes: TypedSearchAttributes, words: Map<string, string>): Held {
  const text = (key: (typeof keys)['tag']): string | null => attributes.get(key) ?? null;
  const word = (key: (typeof keys)['tag']): string | null => {
    const read = text(key);
    if (read === null) return null;
    if (!words.has(read)) words.set(read, read);
    return words.get(read) ?? read;
  };
  const { tag, credential } = parseTag(text(keys.tag) ?? '');
  const [plan, location] = [word(keys.plan), word(keys.location)];
  return {
    tag,
    credential,
    status: word(keys.status),
    reason: reasons.find((reason) => reason === text(keys.reason)) ?? null,
    planId: plan === null ? null : planId(plan),
    businessId: location === null ? null : businessId(location),
    until: attributes.get(keys.until)?.getTime() ?? null,
    attention: word(keys.attention),
    news: parseNews(text(keys.news)),
    hold: word(keys.hold),
    awaits: attributes.get(keys.awaits) instanceof Date,
  };
}

/** The account ids that some of these members' workflows hold, `enough` at most. */
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
