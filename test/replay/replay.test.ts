import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { quiet } from '../support/quiet';
import { workflowBundle } from '../support/temporal-servers';
import { historiesFolder } from './record';

jest.setTimeout(120_000);
quiet();

async function* recorded(): AsyncIterable<{ workflowId: string; history: unknown }> {
  for (const file of await readdir(historiesFolder))
    yield { workflowId: file, history: JSON.parse(await readFile(join(historiesFolder, file), 'utf8')) };
}

describe('workflows that are open while the code changes', () => {
  it('replay as they were recorded', async () => {
    const failures: string[] = [];
    let replayed = 0;
    const results = Worker.runReplayHistories({ workflowBundle: workflowBundle() }, recorded());
    for await (const { workflowId, error } of results) {
      replayed += 1;
      if (error !== undefined) failures.push(`${workflowId}: ${error.message}`);
    }
    expect(failures).toEqual([]);
    expect(replayed).toBeGreaterThanOrEqual(10);
  });
});
