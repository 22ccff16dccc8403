import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../run-command';

/** Full path of a program on `PATH`, or undefined. */
export function findOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
}

/** What `temporal server start-dev` of this binary understands; empty when it is no usable Temporal CLI. */
export async function devServerFlags(binary: string, env: NodeJS.ProcessEnv): Promise<Set<string>> {
  const help = await runCommand(binary, ['server', 'start-dev', '--help'], { env, timeoutMs: 15_000 });
  if (help.code !== 0) return new Set();
  return new Set([...help.stdout.matchAll(/--([a-z][a-z-]+)/g)].map(([, flag]) => flag ?? ''));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
