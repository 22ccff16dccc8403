import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eventually } from '../support/eventually';
import { isAlive } from './support/is-alive';

const launch = join(__dirname, '..', '..', 'launch');

/** A program that notes its process id, and then takes for ever. */
const ENDLESS = `require('node:fs').writeFileSync(process.env.NOTE, String(process.pid)); setInterval(() => {}, 1000);`;

let clone: string;
let note: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'latchkey-clone-'));
  note = join(clone, 'note');
  for (const name of ['latchkey.mjs', 'prepare.mjs']) cpSync(join(launch, name), join(clone, 'launch', name));
  put('package-lock.json', '{}');
});

function put(path: string, text: string): string {
  const file = join(clone, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** `latchkey` of the clone, once the program that takes for ever is at work. */
async function start(...args: string[]): Promise<{ launcher: ChildProcess; child: number }> {
  const env = { ...process.env, NOTE: note, npm_execpath: join(clone, 'npm.js') };
  const launcher = spawn(process.execPath, [join(clone, 'launch', 'latchkey.mjs'), ...args], { env, stdio: 'ignore' });
  await eventually('the child is at work', () => existsSync(note) && readFileSync(note, 'utf8') !== '');
  return { launcher, child: Number(readFileSync(note, 'utf8')) };
}

describe.each([
  ['installing', () => void put('npm.js', ENDLESS)],
  [
    'compiling',
    () => {
      put('node_modules/typescript-native/package.json', '{}');
      const compiler = join('node_modules/@typescript', `typescript-${process.platform}-${process.arch}`);
      put(join(compiler, 'package.json'), '{}');
      chmodSync(put(join(compiler, 'lib/tsc'), `#!${process.execPath}\n${ENDLESS}`), 0o700);
      put('node_modules/.package-lock.json', '{}');
    },
  ],
])('while it is %s', (_what, prepare) => {
  it.each([
    ['SIGINT', 'up', 0],
    ['SIGTERM', 'up', 0],
    ['SIGINT', 'members', 130],
  ] as const)('%s ends latchkey %s with code %s and leaves no child behind', async (signal, command, code) => {
    prepare();
    const { launcher, child } = await start(command);
    launcher.kill(signal);
    expect(await once(launcher, 'exit')).toEqual([code, null]);
    expect(isAlive(child)).toBe(false);
  });
});
