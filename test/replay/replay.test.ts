import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { quiet } from '../support/quiet';
import { workflowBundle } from '../support/temporal-servers';
import { historiesFolder } from './record';
import { scenarios } from './scenarios';

jest.setTimeout(120_000);
quiet();

const names = Object.keys(scenarios);

async function* recorded(): AsyncIterable<{ workflowId: string; history: unknown }> {
  for (const name of names)
    yield { workflowId: name, history: JSON.parse(await readFile(join(historiesFolder, `${name}.json`), 'utf8')) };
}

describe('workflows that are open while the code changes', () => {
  it('are recorded once for each scenario of the list', async () => {
    const files = (await readdir(historiesFolder)).map((file) => file.replace(/\.json$/, ''));
    expect(files.sort()).toEqual([...names].sort());
  });

  it('replay as they were recorded', async () => {
    const failures: string[] = [];
    const replayed: string[] = [];
    const results = Worker.runReplayHistories({ workflowBundle: workflowBundle() }, recorded());
    for await (const { workflowId, error } of results) {
      replayed.push(workflowId);
      if (error !== undefined) failures.push(`${workflowId}: ${error.message}`);
    }
    expect(failures).toEqual([]);
    expect(replayed.sort()).toEqual([...names].sort());
  });
});
