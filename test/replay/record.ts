import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

export const historiesFolder = join(__dirname, 'histories');

/** Keeps the histories of a connector's workflows for the replay test: `LATCHKEY_RECORD=1 npx jest …`. */
export async function recordHistories(client: Client, connector: string): Promise<void> {
  if (process.env.LATCHKEY_RECORD !== '1') return;
  await mkdir(historiesFolder, { recursive: true });
  const query = `LatchkeyConnector = "${connector}"`;
  for await (const { workflowId, runId, type } of client.workflow.list({ query })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    await writeFile(join(historiesFolder, `${type}-${runId}.json`), historyToJSON(history));
  }
}
