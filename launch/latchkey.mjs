#!/usr/bin/env node
// npx latchkey, and npm start (latchkey up): makes the clone ready, then runs the command (cli/main.ts).
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compile, demandNode, install, root, stopOnSignal } from './prepare.mjs';

demandNode();
readDotEnv();
const letGo = stopOnSignal({ exitCode: process.argv[2] === 'up' ? 0 : 130 });
await install();
await compile();
await import('../dist/cli/main.js');
// main.ts listens for signals now.
letGo();

/** Variables that are set already win over the file. */
function readDotEnv() {
  const file = join(root, '.env');
  if (!existsSync(file)) return;
  process.loadEnvFile(file);
}
