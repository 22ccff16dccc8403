import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LaunchError, makeUsableFolder, projectRoot } from '../machine/basics';
import { lastLines, runCommand } from '../machine/run-command';
import { findOnPath } from './resolver';

export interface TimeSkippingServer {
  command: string;
  /** Everything but the port, which is the last argument. */
  args: string[];
}

/**
 * The Java test server that can skip time, for tests. Maven collects its jars (38 MB) once, below the cache folder.
 * It is meant to be short-lived: the flags favour a quick start over speed later.
 */
export async function resolveTimeSkipping(options: {
  env: NodeJS.ProcessEnv;
  cache: string;
  report: (line: string) => void;
}): Promise<TimeSkippingServer> {
  const { env, cache, report } = options;
  const java = findOnPath('java', env);
  if (java === undefined) throw missing('a Java runtime', 'default-jre-headless');
  const jars = join(cache, 'time-skipping', serverVersion());
  if (!existsSync(jars)) {
    const maven = findOnPath('mvn', env);
    if (maven === undefined) throw missing('Maven', 'maven');
    report('Time-skipping test server: collecting its jars with Maven (once)');
    await collectJars(maven, jars, env);
  }
  const quickStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx256m'];
  return { command: java, args: [...quickStart, '-cp', join(jars, '*'), 'io.temporal.testserver.TestServer'] };
}

/** Maven writes into a temporary folder, which is then renamed: two at once are safe, and partial results are never used. */
async function collectJars(maven: string, jars: string, env: NodeJS.ProcessEnv): Promise<void> {
  makeUsableFolder('LATCHKEY_CACHE', dirname(jars));
  const unfinished = mkdtempSync(`${jars}.unfinished-`);
  cpSync(pomFile(), join(unfinished, 'pom.xml'));
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
  const result = await runCommand(maven, ['-B', '-q', ...goal], { cwd: unfinished, env });
  try {
    if (result.code !== 0) {
      const output = lastLines(result.stdout + result.stderr, 6);
      throw new LaunchError(`Maven could not collect the time-skipping test server:\n${output}`);
    }
    moveIntoPlace(join(unfinished, 'jars'), jars);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function moveIntoPlace(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error; // Otherwise another process was quicker, with the same jars.
  }
}

function pomFile(): string {
  return join(projectRoot(), 'launch', 'time-skipping-server', 'pom.xml');
}

function serverVersion(): string {
  const pom = readFileSync(pomFile(), 'utf8');
  const version = /temporal-test-server<\/artifactId>\s*<version>([^<]+)</.exec(pom)?.[1];
  if (version === undefined) throw new Error('launch/time-skipping-server/pom.xml names no version');
  return version;
}

function missing(what: string, debianPackage: string): LaunchError {
  return new LaunchError(
    `The tests of clocks need ${what}, which is not on PATH: install it (on Debian: apt-get install ${debianPackage}).`,
  );
}
