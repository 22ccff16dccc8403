// Makes a clone ready to run: dependencies, compiled sources, the workflow bundle. Plain JavaScript, since nothing is
// installed or compiled yet, and only what Node.js 20 brings.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const inRoot = (...parts) => join(root, ...parts);

/** The first that can require ES modules, of which some dependencies consist. */
const LEAST_NODE = [20, 19];
const SOURCES = [
  'activities',
  'api',
  'bench',
  'cli',
  'clients',
  'config',
  'contracts',
  'domain',
  'launch',
  'sandbox',
  'workers',
  'workflows',
];
const STAMP = inRoot('dist', '.complete');

/** Ends the process with one sentence. */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}

export function demandNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  giveUp(`Latchkey needs Node.js ${LEAST_NODE.join('.')} or newer; this is ${process.version}.`);
}

/** Installs exactly what package-lock.json names, unless it is installed already. */
export async function install() {
  const installed = modifiedAt(inRoot('node_modules', '.package-lock.json'));
  if (installed !== 0 && installed >= modifiedAt(inRoot('package-lock.json'))) return;
  const done = progress('Installing the dependencies (npm ci)');
  const { code, output } = await run(...npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'));
  if (code !== 0) giveUp(`The dependencies could not be installed (npm ci):\n${output.trim()}`);
  const now = new Date();
  utimesSync(inRoot('node_modules', '.package-lock.json'), now, now);
  done();
}

/** Compiles to dist/ and bundles the workflows, when a source is newer than the last result. */
export async function compile() {
  if (modifiedAt(STAMP) > newestSource()) return;
  const began = Date.now();
  const done = progress('Compiling');
  const { code, output } = await run(nativeCompiler(), ['-p', 'tsconfig.build.json', '--pretty', 'false']);
  if (code !== 0) giveUp(`The sources do not compile:\n${output.trim()}`);
  cpSync(inRoot('api', 'console', 'frame', 'assets'), inRoot('dist', 'api', 'console', 'frame', 'assets'), {
    recursive: true,
  });
  await bundleWorkflows();
  writeFileSync(STAMP, '');
  // Sources saved meanwhile are newer than this.
  utimesSync(STAMP, new Date(began), new Date(began));
  done();
}

/** TypeScript 7 itself: what its package starts is a script that would leave it running when it is killed. */
function nativeCompiler() {
  const own = createRequire(require.resolve('typescript-native/package.json'));
  const platform = own.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
  return join(dirname(platform), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
}

/** The worker loads this bundle: a start costs no bundling, and every worker runs the same code. */
async function bundleWorkflows() {
  const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: inRoot('dist', 'workflows', 'index.js'),
    logger: new DefaultLogger('ERROR'),
  }).catch((error) => giveUp(`The workflows could not be bundled: ${error.message}`));
  const bundle = inRoot('dist', 'workflow-bundle.js');
  const unfinished = `${bundle}.${process.pid}`;
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(unfinished, code);
  renameSync(unfinished, bundle);
}

const running = new Set();
let stopping = false;

/**
 * From now on Ctrl-C, SIGTERM or a closed terminal ends the running commands, and then this process.
 * Returns a function that stops listening for them.
 */
export function stopOnSignal({ exitCode }) {
  const stop = () => {
    if (!stopping) console.error('\nStopping …');
    stopping = true;
    process.exitCode = exitCode;
    for (const child of running) child.kill();
    endWhenIdle();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return () => signals.forEach((signal) => process.off(signal, stop));
}

function endWhenIdle() {
  if (running.size === 0) process.exit();
}

/** Runs a command in the clone; its output is kept, or shown as it comes. Never resolves once this process is stopping. */
export function run(command, args, { show = false, env = process.env, signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      signal,
      killSignal: 'SIGKILL',
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    running.add(child);
    const ended = (code) => {
      running.delete(child);
      if (stopping) endWhenIdle();
      else resolve({ code, output });
    };
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => {
      output += error.message;
      ended(127);
    });
    child.on('close', ended);
  });
}

/** npm as it was started, else the one on PATH. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script ? [process.execPath, [script, ...args]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

/** Prints a line now and every 15 s, so that nobody thinks it hangs: to stderr, since stdout is the command's. The returned function ends it. */
export function progress(what) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.error(`${what} …`);
  const timer = setInterval(() => console.error(`${what}: ${seconds()} s`), 15_000);
  return () => {
    clearInterval(timer);
    console.error(`${what}: done in ${seconds()} s`);
  };
}

function newestSource() {
  const files = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => modifiedAt(inRoot(name)));
  return Math.max(...files, ...SOURCES.map((folder) => newestIn(inRoot(folder))));
}

/** Folders count too: their time changes when a file in them is removed. */
function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  const entries = readdirSync(folder, { withFileTypes: true });
  const times = entries.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newestIn(path) : modifiedAt(path);
  });
  return Math.max(modifiedAt(folder), ...times);
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
