import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { LaunchError } from '../machine/basics';
import { runCommand } from '../machine/run-command';
import { buildWithGo, builtBefore } from './go-build';
import { downloadedBefore, downloadWithSdk } from './sdk-download';

export type TemporalServer =
  | { kind: 'running'; address: string }
  /** A Temporal CLI to start, and the flags of its dev server. `origin` continues "Temporal server: …". */
  | { kind: 'binary'; path: string; origin: string; flags: Set<string> };

export interface ResolveOptions {
  env: NodeJS.ProcessEnv;
  cache: string;
  report: (line: string) => void;
  /** Replaceable by tests, which have no internet to download from. */
  download?: typeof downloadWithSdk;
}

/** Without these the server would lose its state, or serve four hand-overs in 200 ms instead of 28 (temporal.md J5). */
const NEEDED_FLAGS = ['db-filename', 'dynamic-config-value', 'sqlite-pragma', 'search-attribute'];

/**
 * Finds a Temporal server: `TEMPORAL_ADDRESS`, else `temporal` on PATH, else the SDK's download of the CLI,
 * else a build with Go. Whatever was downloaded or built before is used at once.
 */
export async function resolveTemporal(options: ResolveOptions): Promise<TemporalServer> {
  const { cache, report } = options;
  if (options.env.TEMPORAL_ADDRESS) return { kind: 'running', address: options.env.TEMPORAL_ADDRESS };
  const env = withoutSecrets(options.env);

  const onPath = findOnPath('temporal', env);
  if (onPath !== undefined) {
    const usable = await usableBinary(onPath, 'found on PATH', env);
    if (usable) return usable;
    report(`${onPath} is no Temporal CLI that can be used (1.3 or newer is): looking further`);
  }

  const cached =
    (await usableBinary(downloadedBefore(cache), 'downloaded before', env)) ??
    (await usableBinary(builtBefore(cache), 'built before', env));
  if (cached) return cached;

  report('Temporal server: trying the download of the Temporal SDK');
  const downloaded = await (options.download ?? downloadWithSdk)(cache, env);
  const fresh = await usableBinary(downloaded, 'downloaded by the Temporal SDK', env);
  if (fresh) return fresh;

  return build({ ...options, env });
}

/** For programs that are not ours: what they need to download and build stays, the product's own variables do not. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(NEXUDUS|IRONWIFI|SMTP|MAIL|LATCHKEY|TEMPORAL)_/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)));
}

async function build({ env, cache, report }: ResolveOptions): Promise<TemporalServer> {
  const go = findOnPath('go', env);
  if (go === undefined) {
    throw new LaunchError(
      'No Temporal server could be found or downloaded: install the Temporal CLI (the program "temporal") or Go 1.21 or newer, or set TEMPORAL_ADDRESS to a running server.',
    );
  }
  report('Temporal server: no download possible here, building it with Go (once; 4 to 8 minutes)');
  const built = await usableBinary(await buildWithGo(go, cache, env, report), 'built with Go', env);
  if (!built) throw new LaunchError('The Temporal server that Go has built does not run on this machine.');
  return built;
}

async function usableBinary(path: string | undefined, origin: string, env: NodeJS.ProcessEnv) {
  if (path === undefined) return undefined;
  const flags = await devServerFlags(path, env);
  if (!NEEDED_FLAGS.every((flag) => flags.has(flag))) return undefined;
  return { kind: 'binary' as const, path, origin, flags };
}

/** Full path of a program on `PATH`, or undefined. */
export function findOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  return (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isProgram);
}

/** The flags of this binary's `temporal server start-dev`; empty when it is no usable Temporal CLI. */
async function devServerFlags(binary: string, env: NodeJS.ProcessEnv): Promise<Set<string>> {
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
