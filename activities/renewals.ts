import { heartbeat, sleep } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { RenewalActivities } from '../contracts/activities';
import { withAccess } from '../contracts/carried-cas';
import { renewProfile, type RenewProfile } from '../contracts/replayed';
import { NONE_CARRIED } from '../domain/replayed/carried-cas';
import type { ActivityDeps } from './runtime/deps';
import { failing } from './runtime/failures';

type RenewalDeps = Pick<ActivityDeps, 'client' | 'importPerMinute'>;

const carried = defineSearchAttributeKey('LatchkeyCas', SearchAttributeType.KEYWORD_LIST);
const MINUTE = 60_000;

/** Has members asked to renew their profile. */
export function renewalActivities(deps: RenewalDeps): RenewalActivities {
  return { askMembersToRenew: ({ connector, ...asked }) => failing(() => askAll(deps, connector, asked)) };
}

/** At the rate of an import: each letter is one of theirs. A member's workflow sends it once, however often it is told. */
async function askAll(
  { client, importPerMinute }: RenewalDeps,
  connector: string,
  asked: RenewProfile,
): Promise<number> {
  const every = MINUTE / importPerMinute;
  let count = 0;
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query: withAccess(connector) })) {
    const cas = typedSearchAttributes.get(carried) ?? [];
    heartbeat(count);
    if (cas.includes(asked.ca) || cas.includes(NONE_CARRIED)) continue;
    const began = Date.now();
    await client.workflow.getHandle(workflowId).signal(renewProfile, asked).catch(ignoreEnded);
    count += 1;
    const rest = every - (Date.now() - began);
    if (rest > 0) await sleep(rest);
  }
  return count;
}

/** The list lags by seconds. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
}
