import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { version as sdkVersion } from '@temporalio/testing/package.json';
import { makeUsableFolder, projectRoot } from '../machine/basics';
import { runCommand } from '../machine/run-command';

/** A download without a byte for this long has no connection to the internet. */
const SILENCE_MS = 6_000;
const TOTAL_MS = 300_000;

/** The Temporal CLI of an earlier download, if there is one. */
export function downloadedBefore(cache: string): string | undefined {
  const folder = downloadFolder(cache);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => /^temporal-sdk-typescript-[\d.]+(?:\.exe)?$/.test(name));
  return file === undefined ? undefined : join(folder, file);
}

/**
 * Lets the SDK download its Temporal CLI. Undefined when that fails.
 * The SDK cannot abort a download, so it runs in a process of its own that can be killed.
 */
export async function downloadWithSdk(cache: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folder = downloadFolder(cache);
  makeUsableFolder('LATCHKEY_CACHE', folder);
  const giveUp = new AbortController();
  let size = folderSize(folder);
  let lastGrowth = Date.now();
  const watch = setInterval(() => {
    const now = folderSize(folder);
    if (now !== size) lastGrowth = Date.now();
    size = now;
    if (Date.now() - lastGrowth > SILENCE_MS) giveUp.abort();
  }, 500);
  const script = join(projectRoot(), 'launch', 'temporal', 'start-downloaded.mjs');
  const result = await runCommand(process.execPath, [script, folder], {
    env,
    signal: giveUp.signal,
    timeoutMs: TOTAL_MS,
  });
  clearInterval(watch);
  return result.code === 0 ? downloadedBefore(cache) : undefined;
}

function downloadFolder(cache: string): string {
  return join(cache, 'temporal', `sdk-${sdkVersion}-${process.platform}-${process.arch}`);
}

function folderSize(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
