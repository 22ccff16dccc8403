import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

export const historiesFolder = join(__dirname, 'histories');
/** Not under version control. */
const newHistories = join(__dirname, 'recorded');

/**
 * Keeps the histories of a connector's workflows: `LATCHKEY_RECORD=1 npx jest …`. To make one of them a scenario, move it to
 * `histories/` under a name that says what happens, and list it in `scenarios.ts`.
 */
export async function recordHistories(client: Client, connector: string): Promise<void> {
  if (process.env.LATCHKEY_RECORD !== '1') return;
  await mkdir(newHistories, { recursive: true });
  const query = `LatchkeyConnector = "${connector}"`;
  for await (const { workflowId, runId, type } of client.workflow.list({ query })) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    await writeFile(join(newHistories, `${type}-${runId}.json`), historyToJSON(history));
  }
}
