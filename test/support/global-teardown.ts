import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { everythingStored } from './everything-stored';

export default async function globalTeardown(): Promise<void> {
  const run = globalThis.latchkeyTestRun;
  if (!run) return;
  await run.server.stop();
  const told = everythingStored(join(run.folder, 'temporal.db')).toLowerCase();
  rmSync(run.folder, { recursive: true, force: true });
  // the members of every test have addresses in this domain
  if (told.includes('members.example')) throw new Error('an e-mail address of a test member has reached Temporal');
}
