import { rmSync } from 'node:fs';

export default async function globalTeardown(): Promise<void> {
  const run = globalThis.latchkeyTestRun;
  if (!run) return;
  await run.server.stop();
  rmSync(run.folder, { recursive: true, force: true });
}
