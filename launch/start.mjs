// npm start: makes the clone ready, then runs the whole system (launch/main.ts).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compile, demandNode, install, root, stopOnSignal } from './prepare.mjs';

demandNode();
readDotEnv();
const letGo = stopOnSignal();
await install();
await compile();
await import('../dist/launch/main.js');
// main.ts listens for signals now.
letGo();

/** Variables that are set already win over the file. */
function readDotEnv() {
  const file = join(root, '.env');
  if (!existsSync(file)) return;
  process.loadEnvFile(file);
}
