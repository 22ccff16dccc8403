import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LaunchError, makeUsableFolder, projectRoot } from '../machine/basics';
import { lastLines, runCommand } from '../machine/run-command';

const CLI = 'github.com/temporalio/cli';
/** Packages in the build (`go list -deps`), for an honest progress line. */
const PACKAGES = 1717;
const REPORT_EVERY_MS = 10_000;

/** The Temporal CLI of an earlier build, if there is one. */
export function builtBefore(cache: string): string | undefined {
  const binary = builtBinary(cache);
  return existsSync(binary) ? binary : undefined;
}

/**
 * Builds the Temporal CLI out of the Go module proxy: the small module in `launch/temporal-server` pins its version and
 * every dependency by hash. About four minutes with everything cold. Two builders at once are safe: each writes a file
 * of its own and renames it into place.
 */
export async function buildWithGo(
  go: string,
  cache: string,
  env: NodeJS.ProcessEnv,
  report: (line: string) => void,
): Promise<string> {
  const target = builtBinary(cache);
  const unfinished = `${target}.unfinished-${randomUUID()}`;
  makeUsableFolder('LATCHKEY_CACHE', dirname(target));
  const progress = { downloaded: 0, compiled: 0 };
  const began = Date.now();
  const timer = setInterval(() => report(progressLine(progress, Date.now() - began)), REPORT_EVERY_MS);
  const result = await runCommand(go, buildArguments(unfinished), {
    cwd: join(projectRoot(), 'launch', 'temporal-server'),
    env: { ...env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    onStderrLine: (line) => {
      if (line.startsWith('go: downloading ')) progress.downloaded += 1;
      else if (/^[\w.-]+(?:\/[\w.-]+)*$/.test(line)) progress.compiled += 1;
    },
  });
  clearInterval(timer);
  if (result.code !== 0) {
    rmSync(unfinished, { force: true });
    throw new LaunchError(`Building the Temporal server with Go failed:\n${lastLines(result.stderr, 8)}`);
  }
  renameSync(unfinished, target);
  return target;
}

function buildArguments(output: string): string[] {
  const versionFlag = `-X ${CLI}/internal/temporalcli.Version=${cliVersion()}`;
  return ['build', '-v', '-trimpath', '-ldflags', `-s -w ${versionFlag}`, '-o', output, `${CLI}/cmd/temporal`];
}

function builtBinary(cache: string): string {
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  return join(cache, 'temporal', `${cliVersion()}-${process.platform}-${process.arch}`, name);
}

function cliVersion(): string {
  const goMod = readFileSync(join(projectRoot(), 'launch', 'temporal-server', 'go.mod'), 'utf8');
  const version = /^\s*(?:require )?github\.com\/temporalio\/cli v(\S+)/m.exec(goMod)?.[1];
  if (version === undefined) throw new Error(`launch/temporal-server/go.mod names no version of ${CLI}`);
  return version;
}

function progressLine({ downloaded, compiled }: { downloaded: number; compiled: number }, elapsedMs: number): string {
  const seconds = `${Math.round(elapsedMs / 1000)} s`;
  const what = 'Building the Temporal server (once; 4 to 8 minutes)';
  if (compiled > 0) return `${what}: ${compiled} of at most ${PACKAGES} packages compiled, ${seconds}`;
  if (downloaded > 0) return `${what}: ${downloaded} modules downloaded, ${seconds}`;
  return `${what}: ${seconds}`;
}
