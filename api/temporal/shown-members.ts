import type { RawWorkflowExecutionInfo, WorkflowHandle } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { workflowTypes } from '../../contracts/replayed';
import type { Place } from '../../contracts/signal-member';
import { isPreviewTag } from '../../domain/replayed/entitlement';
import type { Instant } from '../../domain/replayed/ids';
import { GatewayError, type ShownMember } from '../ports/gateways';
import { grpcCode, INVALID_ARGUMENT, NOT_FOUND } from './call';
import { memberRow, textOf } from './member-pages';

const PAGE_SIZE = 1_000;

/** temporal.api.enums.v1.WorkflowExecutionStatus */
const RUNNING = 1;

export const readShown = (place: Place): Promise<ShownMember[]> => list(place, 'ExecutionStatus = "Running"');

/** A run that has handed over to the next one is none of them. */
export const readShownSince = (place: Place, since: Instant): Promise<ShownMember[]> =>
  list(place, `LatchkeyChangedAt > "${new Date(since).toISOString()}" AND ExecutionStatus != "ContinuedAsNew"`);

/** A worker makes the namespace and its search attributes when it starts; until then the server refuses to look for them. */
async function list(place: Place, term: string): Promise<ShownMember[]> {
  try {
    return await read(place, term);
  } catch (cause) {
    const code = grpcCode(cause);
    if (code !== INVALID_ARGUMENT && code !== NOT_FOUND) throw cause;
    throw new GatewayError('notReady', "Temporal does not know Latchkey's search attributes yet; a worker adds them.", {
      cause,
    });
  }
}

async function read({ client, connector }: Place, term: string): Promise<ShownMember[]> {
  const query = `WorkflowType = "${workflowTypes.member}" AND LatchkeyConnector = "${connector}" AND ${term}`;
  const { namespace } = client.options;
  const shown: ShownMember[] = [];
  let nextPageToken: Uint8Array | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.workflowService.listWorkflowExecutions>> =
      await client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: PAGE_SIZE, nextPageToken });
    shown.push(...(page.executions ?? []).map(shownMember));
    nextPageToken = page.nextPageToken?.length ? page.nextPageToken : null;
  } while (nextPageToken !== null);
  return shown;
}

function shownMember(info: RawWorkflowExecutionInfo): ShownMember {
  const fields = info.searchAttributes?.indexedFields;
  const changedAt = textOf(fields?.LatchkeyChangedAt?.data);
  const tag = textOf(fields?.LatchkeyEntitlement?.data);
  return {
    ...memberRow(info),
    changedAt: changedAt === null ? null : Date.parse(changedAt),
    isLive: tag !== null && !isPreviewTag(tag),
    runs: (info.status as number | null | undefined) === RUNNING,
  };
}

/** Of a workflow's history: which run, and how long it is. */
export async function pulseOf(handle: WorkflowHandle): Promise<string | null> {
  try {
    const { runId, historyLength } = await handle.describe();
    return `${runId}:${historyLength}`;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
