#!/usr/bin/env node
import { runLatchkey } from './run';

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());
// who reads us has seen enough: head, for one
process.stdout.on('error', () => process.exit(0));

const { env, stdin, stdout, stderr } = process;
runLatchkey(process.argv.slice(2), { env, stdin, stdout, stderr, interrupted: interrupted.signal }).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
