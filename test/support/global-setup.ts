import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { startDevServer, type RunningServer } from './temporal-servers';

declare global {
  var latchkeyTestRun: { server: RunningServer; folder: string } | undefined;
}

/** One dev server and one workflow bundle for the whole integration run; `temporal-servers.ts` hands them to the tests. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const databaseFile = join(folder, 'temporal.db');
  const bundleFile = join(folder, 'workflow-bundle.js');
  const [server, bundle] = await Promise.all([
    startDevServer({ databaseFile }),
    bundleWorkflowCode({
      workflowsPath: join(__dirname, '..', '..', 'workflows', 'index.ts'),
      logger: new DefaultLogger('WARN'),
    }),
  ]);
  writeFileSync(bundleFile, bundle.code);
  process.env.LATCHKEY_TEST_TEMPORAL_ADDRESS = server.address;
  process.env.LATCHKEY_TEST_TEMPORAL_DATABASE = databaseFile;
  process.env.LATCHKEY_TEST_WORKFLOW_BUNDLE = bundleFile;
  globalThis.latchkeyTestRun = { server, folder };
}
