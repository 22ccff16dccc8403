import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Freeradius } from '../../sandbox/radius/freeradius';
import { findProgram } from '../../sandbox/radius/program';
import { eventually } from '../support/eventually';

jest.setTimeout(30_000);

/** How FreeRADIUS is kept running, with shell scripts in its place: they print what it prints. */
let folder: string;
let server: Freeradius | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'freeradius-'));
});
afterEach(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

const ready = 'Thu Nov 26 01:51:33 2026 : Info: Ready to process requests';
const stays = 'exec sleep 600';

async function program(...lines: string[]): Promise<string> {
  const path = join(folder, 'freeradius');
  await writeFile(path, ['#!/bin/sh', 'echo "$PWD $*" >> starts', ...lines, ''].join('\n'));
  await chmod(path, 0o755);
  return path;
}

async function started(...lines: string[]): Promise<Freeradius> {
  const path = await program(...lines);
  server = new Freeradius(folder, () => path);
  server.start();
  return server;
}

const starts = async () => (await readFile(join(folder, 'starts'), 'utf8')).trim().split('\n');

test('it runs in its folder, and is ready when it says so', async () => {
  const radius = await started(`echo "${ready}"`, stays);
  expect(radius.status).toEqual({ state: 'starting' });
  expect(await radius.settled()).toEqual({ state: 'ready' });
  expect(await starts()).toEqual([`${folder} -f -l stdout -d .`]);
});

test('it is started again when it ends', async () => {
  const radius = await started(`echo "${ready}"`, stays);
  await radius.settled();
  const { pid } = radius;
  process.kill(pid ?? 0, 'SIGKILL');
  await eventually('another one is ready', () => radius.pid !== pid && radius.status.state === 'ready');
  expect(await starts()).toHaveLength(2);
});

test('while it is down the status says how it ended', async () => {
  const radius = await started(
    'echo "Thu Nov 26 01:51:33 2026 : Error: ./radiusd.conf[3]: Expecting section start"',
    'exit 1',
  );
  expect(await radius.settled()).toEqual({
    state: 'down',
    sentence: 'FreeRADIUS has ended (exit code 1): ./radiusd.conf[3]: Expecting section start.',
  });
});

test('a busy port is named, and taken as soon as it is free', async () => {
  const busy = 'Failed binding to auth address 127.0.0.1 port 18120 bound to server outer_main: Address already in use';
  const radius = await started('test -e free || { echo "x : Error: ' + busy + '"; exit 1; }', `echo "${ready}"`, stays);
  expect(await radius.settled()).toEqual({
    state: 'down',
    sentence: 'FreeRADIUS cannot run: UDP port 18120 is in use; free it, or set SANDBOX_RADIUS_PORT to another one.',
  });
  await writeFile(join(folder, 'free'), '');
  await eventually('it has the port', () => radius.status.state === 'ready');
});

test('one that cannot start is tried again, less and less often', async () => {
  const radius = await started('exit 1');
  const ends: number[] = [];
  radius.onChange(() => ends.push(Date.now()));
  await eventually('it has ended four times', () => ends.length === 4);
  const pauses = ends.slice(1).map((end, index) => end - (ends[index] ?? 0));
  // A timer may be early by the rounding of a millisecond, and late by anything.
  [250, 500, 1000].forEach((least, index) => expect(pauses[index]).toBeGreaterThanOrEqual(least - 2));
});

test('stopped, it ends and is not started again', async () => {
  const radius = await started(`echo "${ready}"`, stays);
  await radius.settled();
  await radius.stop();
  expect(radius.status).toEqual({ state: 'off' });
  expect(radius.pid).toBeUndefined();

  await rm(join(folder, 'starts'));
  const failing = await started('exit 1');
  await failing.settled();
  await failing.stop();
  expect(await starts()).toHaveLength(1);
});

const howTo = /^FreeRADIUS .*; to get it: apt-get install freeradius freeradius-rest eapoltest$/;

test('where it is not installed the status says how to get it', async () => {
  server = new Freeradius(folder, () => undefined);
  server.start();
  expect(await server.settled()).toEqual({ state: 'missing', sentence: expect.stringMatching(howTo) });
  await server.stop();
});

test('without its module for accounts over HTTP it is not tried again', async () => {
  const radius = await started(
    `echo "x : Error: ./radiusd.conf[44]: Failed to link to module 'rlm_rest': no"`,
    'exit 1',
  );
  expect(await radius.settled()).toEqual({ state: 'missing', sentence: expect.stringMatching(howTo) });
  expect(radius.pid).toBeUndefined();
  expect(await starts()).toHaveLength(1);
});

test('a program that cannot be run is no reason to fall', async () => {
  const path = await program('exit 0');
  await writeFile(path, '#!/nowhere/sh\n');
  server = new Freeradius(folder, () => path);
  server.start();
  expect(await server.settled()).toMatchObject({ state: 'down', sentence: expect.stringContaining('ENOENT') });
});

describe('a program', () => {
  test('is the first of its names in the first folder that has one which can be run', async () => {
    const path = await program();
    await writeFile(join(folder, 'radiusd'), '');
    expect(findProgram(['radiusd', 'freeradius'], ['/nowhere', folder])).toBe(path);
    expect(findProgram(['radiusd'], [folder])).toBeUndefined();
  });
});
