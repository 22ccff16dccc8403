import type { RawWorkflowExecutionInfo } from '@temporalio/client';
import { memberOfWorkflowId, type searchAttributes } from '../../contracts/replayed';
import type { MemberRow } from '../ports';

/** A member as the list of workflows has it: what its search attributes say. */
export function memberRow({ execution, searchAttributes: found }: RawWorkflowExecutionInfo): MemberRow {
  const value = (name: keyof typeof searchAttributes) => textOf(found?.indexedFields?.[name]?.data);
  const until = value('LatchkeyAccessUntil');
  return {
    id: memberOfWorkflowId(execution?.workflowId ?? ''),
    status: value('LatchkeyStatus'),
    plan: value('LatchkeyPlan'),
    group: value('LatchkeyGroup'),
    reason: value('LatchkeyReason'),
    attention: value('LatchkeyAttention'),
    until: until === null ? null : new Date(until).toISOString(),
  };
}

/** Search attributes are JSON whatever the data converter: keywords and instants are strings. */
function textOf(data: Uint8Array | null | undefined): string | null {
  if (!data) return null;
  const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
  return typeof value === 'string' ? value : null;
}
