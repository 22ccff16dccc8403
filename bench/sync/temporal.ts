import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type ConnectionLike } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { nothingMaintained } from '../../domain/replayed/health/maintenance';
import { newSystemHealth } from '../../domain/replayed/health/system-health';
import {
  connectorHealth,
  workingOrder,
  wouldHold,
  type ConnectorHealth,
  type WorkingOrder,
} from '../../contracts/replayed';

/** A member's workflow as Temporal lists it: its id and its search attributes. */
export interface Shown {
  workflowId: string;
  attributes: Record<string, string>;
}

const health: Partial<ConnectorHealth> = {
  nexudus: newSystemHealth(),
  ironwifi: newSystemHealth(),
  syncs: [],
  tenant: null,
};
const order: WorkingOrder = { document: null, maintenance: nothingMaintained() };

export const pageFile = (folder: string, page: number): string => join(folder, `workflows-${page}.json`);

/**
 * A real Temporal client over a service that answers what a dry run asks: which member workflows there are (pages of
 * files), how the connector is, whether a side is under maintenance (no), and what the guard would hold (nothing).
 */
export function temporalOver(folder: string, pages: number): Client {
  const answers: Record<string, unknown> = {
    [connectorHealth.name]: health,
    [workingOrder.name]: order,
    [wouldHold.name]: { held: [], more: [] },
  };
  const workflowService = {
    signalWorkflowExecution: () => Promise.resolve({}),
    queryWorkflow: ({ query }: { query: { queryType: string } }) => {
      const payloads = [defaultPayloadConverter.toPayload(answers[query.queryType])];
      return Promise.resolve({ queryResult: { payloads } });
    },
    listWorkflowExecutions: async ({ nextPageToken }: { nextPageToken: Buffer }) => {
      const page = nextPageToken.length === 0 ? 1 : Number(nextPageToken.toString());
      const shown = JSON.parse(await readFile(pageFile(folder, page), 'utf8')) as Shown[];
      return { executions: shown.map(executionOf), nextPageToken: Buffer.from(page < pages ? String(page + 1) : '') };
    },
  };
  return new Client({ connection: { workflowService, plugins: [] } as unknown as ConnectionLike });
}

function executionOf({ workflowId, attributes }: Shown): temporal.api.workflow.v1.IWorkflowExecutionInfo {
  const indexedFields = Object.entries(attributes).map(([name, value]) => {
    const { metadata, data } = defaultPayloadConverter.toPayload(value);
    const type = name === 'LatchkeyAccessUntil' ? 'Datetime' : 'Keyword';
    return [name, { metadata: { ...metadata, type: Buffer.from(type) }, data }] as const;
  });
  return temporal.api.workflow.v1.WorkflowExecutionInfo.fromObject({
    execution: { workflowId, runId: '00000000-0000-0000-0000-000000000000' },
    type: { name: 'memberWorkflow' },
    taskQueue: 'members',
    status: 'WORKFLOW_EXECUTION_STATUS_RUNNING',
    historyLength: 40,
    historySizeBytes: 20_000,
    startTime: { seconds: 1_767_225_600 },
    searchAttributes: { indexedFields: Object.fromEntries(indexedFields) },
  });
}
