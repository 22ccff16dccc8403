import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildSpec, Supervisor } from '../../launch/processes/supervisor';
import { eventually } from '../support/eventually';
import { isAlive } from './support/is-alive';

const root = join(__dirname, '..', '..');

let folder: string;
let said: string[];
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-supervisor-'));
  said = [];
  supervisor = new Supervisor({ report: (line) => said.push(line), backoffMs: 10 });
});
afterEach(() => supervisor.stop(0));

/** A child that runs a line of JavaScript; `note(text)` adds a line to the file named like the child. */
function child(name: string, code: string): ChildSpec {
  const notes = join(folder, name);
  const prelude = `const note = (text) => require('node:fs').appendFileSync(${JSON.stringify(notes)}, text + '\\n');`;
  return {
    name,
    command: process.execPath,
    args: ['-e', `${prelude}${code}`],
    env: process.env,
    logFile: join(folder, `${name}.log`),
  };
}

const STAYS = 'note(process.pid); setInterval(() => {}, 1000);';

function notes(name: string): string[] {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

it('starts a child again when it dies, and shows its last lines', async () => {
  supervisor.keepRunning(child('api', `console.error('planted reason'); ${STAYS}`));
  await eventually('it runs', () => notes('api').length === 1);
  process.kill(Number(notes('api')[0]), 'SIGKILL');
  await eventually('it runs again', () => notes('api').length === 2);
  expect(said.join()).toMatch(/The api has stopped \(signal SIGKILL\) and is started again in 10 ms/);
  expect(said.join()).toContain('planted reason');
  expect(supervisor.pids).toEqual([Number(notes('api')[1])]);
  await supervisor.stop();
  expect(supervisor.pids).toEqual([]);
});

it('fails with the reason after three deaths in a minute', async () => {
  supervisor.keepRunning(child('worker', `note('began'); console.error('no such queue'); process.exit(7);`));
  await expect(supervisor.failed).rejects.toThrow(/The worker has stopped 3 times within a minute \(exit code 7\)/);
  await expect(supervisor.failed).rejects.toThrow(/no such queue/);
  expect(notes('worker')).toHaveLength(3);
});

it('fails with a sentence when a program cannot be started', async () => {
  supervisor.keepRunning({ ...child('temporal', ''), command: join(folder, 'no-such-program') });
  await expect(supervisor.failed).rejects.toThrow(/temporal.*ENOENT/);
});

it('stops the last started first, each when the one before is gone', async () => {
  const order = join(folder, 'order');
  for (const name of ['temporal', 'worker', 'api']) {
    const stop = `setTimeout(() => { require('node:fs').appendFileSync('${order}', '${name} '); process.exit(0); }, 50)`;
    supervisor.keepRunning(child(name, `process.on('SIGTERM', () => ${stop}); ${STAYS}`));
  }
  await eventually('all run', () => ['temporal', 'worker', 'api'].every((name) => notes(name).length === 1));
  await supervisor.stop();
  expect(readFileSync(order, 'utf8').trim()).toBe('api worker temporal');
  expect(said).toEqual([]);
});

it('kills a child that does not heed, with what it has started', async () => {
  const grandchild = `note(require('node:child_process').spawn('sleep', ['1000']).pid);`;
  supervisor.keepRunning(child('api', `process.on('SIGTERM', () => {}); ${grandchild} ${STAYS}`));
  await eventually('it runs again', () => notes('api').length === 2);
  const pids = notes('api').map(Number);
  expect(pids.every(isAlive)).toBe(true);
  await supervisor.stop(100);
  await eventually('none is left', () => !pids.some(isAlive));
});

it('leaves no child behind when the launcher itself is killed', async () => {
  const spec = child('temporal', STAYS);
  const launcher = join(folder, 'launcher.ts');
  writeFileSync(
    launcher,
    `const { Supervisor } = require('${root}/launch/processes/supervisor');
     new Supervisor({ report: console.log }).keepRunning(${JSON.stringify(spec)});`,
  );
  const run = spawn(process.execPath, ['-e', `require('@swc/core'); ${COMPILE_ON_THE_FLY} require('${launcher}')`], {
    cwd: root,
    stdio: 'inherit',
  });
  await eventually('it runs', () => notes('temporal').length === 1);
  const pid = Number(notes('temporal')[0]);
  run.kill('SIGKILL');
  await once(run, 'exit');
  await eventually('it is gone', () => !isAlive(pid));
});

/** Lets plain Node load our TypeScript, as Jest does. */
const COMPILE_ON_THE_FLY = `
  const { transformSync } = require('@swc/core');
  require.extensions['.ts'] = (module, path) => module._compile(transformSync(require('node:fs').readFileSync(path, 'utf8'), {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
  }).code, path);`;
