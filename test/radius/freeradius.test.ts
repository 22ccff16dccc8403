import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Radius } from '../../sandbox/radius';
import { freeUdpPorts } from '../../sandbox/radius/servers';
import { startSandbox } from '../../sandbox';
import { eventually } from '../support/eventually';
import { needing } from '../support/tools';
import { openLab } from './support/lab';

const { test, describe, beforeAll } = needing('freeradius', 'eapol_test');

jest.setTimeout(60_000);

/** FreeRADIUS as a process, and its accounts as a service: either may fail, and neither takes the sandbox with it. */
let occupier: Socket | undefined;
afterEach(() => vacate());

/** Takes a UDP port, until the end of the test or `vacate`. */
async function occupy(port: number): Promise<void> {
  occupier = createSocket('udp4').bind(port, '127.0.0.1');
  await once(occupier, 'listening');
}

async function vacate(): Promise<void> {
  const socket = occupier;
  occupier = undefined;
  if (socket) await once(socket.close(), 'close');
}

test('killed, it comes back on the same port', async () => {
  const lab = await openLab();
  try {
    const { radius } = lab.sandbox;
    const { username } = lab.make();
    const { pid } = radius;
    const { port } = radius.server();
    process.kill(pid ?? 0, 'SIGKILL');
    await eventually('it is down', () => radius.pid !== pid);
    expect((await fetch(`${lab.sandbox.url}/healthz`)).status).toBe(200);
    await eventually('it is back', () => radius.status.state === 'ready' && radius.pid !== undefined);
    expect(radius.server().port).toBe(port);
    expect((await lab.logIn(username)).verdict.kind).toBe('accepted');
  } finally {
    await lab.close();
  }
});

test('it ends with the sandbox', async () => {
  const lab = await openLab();
  const { pid = 0 } = lab.sandbox.radius;
  expect(process.kill(pid, 0)).toBe(true);
  await lab.close();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a busy port is a sentence in the status, and the rest of the sandbox runs', async () => {
  const [port = 0] = await freeUdpPorts(1);
  await occupy(port);
  const sandbox = await startSandbox({ radius: { port } });
  try {
    const sentence = `FreeRADIUS cannot run: UDP port ${port} is in use; free it, or set SANDBOX_RADIUS_PORT to another one.`;
    expect(await sandbox.radius.settled()).toEqual({ state: 'down', sentence });
    const status = await fetch(`${sandbox.url}/radius-play/status`);
    expect(await status.json()).toMatchObject({ hindrance: sentence, port: null });
    await vacate();
    await eventually('it has the port', () => sandbox.radius.status.state === 'ready');
  } finally {
    await sandbox.close();
  }
});

test('its folder may have any name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'Zoë\'s "$HOME" %{User-Name} '));
  const sandbox = await startSandbox({ stateFile: join(folder, 'sandbox.json'), radius: {} });
  try {
    expect(await sandbox.radius.settled()).toEqual({ state: 'ready' });
    sandbox.ironwifi.addForeign({ username: 'ada', password: 'right' });
    const device = { method: 'ttls-pap', username: 'ada', password: 'right' } as const;
    expect((await sandbox.radius.tryToLogIn(device)).verdict).toEqual({ kind: 'accepted' });
    expect((await sandbox.radius.tryToLogIn({ ...device, password: 'x' })).verdict).toEqual({
      kind: 'refused',
      reason: 'wrong-password',
    });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true });
  }
});

describe('the sandbox as a process', () => {
  const swc = JSON.stringify({
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const loader = `const { transformSync } = require('@swc/core'); const { readFileSync } = require('fs');
    require.extensions['.ts'] = (module, file) =>
      module._compile(transformSync(readFileSync(file, 'utf8'), { ...${swc}, filename: file }).code, file);
    require('./sandbox/main.ts');`;
  let folder: string;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  });
  afterEach(async () => {
    if (child?.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
    await rm(folder, { recursive: true });
  });

  function run(port: number) {
    const started = spawn(process.execPath, ['-e', loader], {
      cwd: join(__dirname, '..', '..'),
      env: {
        PATH: process.env['PATH'],
        SANDBOX_PORT: '0',
        SANDBOX_SMTP_PORT: '0',
        SANDBOX_RADIUS_PORT: String(port),
        SANDBOX_STATE: folder,
      },
    });
    child = started;
    const lines: string[] = [];
    for (const stream of [started.stdout, started.stderr]) {
      createInterface(stream).on('line', (line) => lines.push(line));
    }
    const end = async () => {
      started.kill('SIGTERM');
      return once(started, 'exit');
    };
    return { lines, end };
  }

  async function isFree(port: number): Promise<boolean> {
    const socket = createSocket('udp4');
    const bound = once(socket.bind(port, '127.0.0.1'), 'listening').then(
      () => true,
      () => false,
    );
    return bound.finally(() => socket.close());
  }

  test('says in one line that FreeRADIUS is ready, and takes it along when it ends', async () => {
    const [port = 0] = await freeUdpPorts(1);
    const { lines, end } = run(port);
    await eventually('two lines', () => lines.length === 2, { show: () => lines });
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      msg: 'radius ready',
      port,
      serverName: 'wifi.sandbox.test',
      caFile: join(folder, 'radius', 'pki', 'ca.pem'),
    });
    expect(await isFree(port)).toBe(false);
    expect(await end()).toEqual([0, null]);
    expect(lines).toHaveLength(2);
    expect(await isFree(port)).toBe(true);
  });

  test('says in one line that the port is busy, once, and runs on', async () => {
    const [port = 0] = await freeUdpPorts(1);
    await occupy(port);
    const { lines, end } = run(port);
    await eventually('two lines', () => lines.length === 2, { show: () => lines });
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      msg: 'no radius',
      why: `FreeRADIUS cannot run: UDP port ${port} is in use; free it, or set SANDBOX_RADIUS_PORT to another one.`,
    });
    await vacate();
    await eventually('it has the port', () => lines.length > 2, { show: () => lines });
    expect(lines[2]).toContain('radius ready');
    expect(await end()).toEqual([0, null]);
  });
});

describe('accounts that cannot be asked for', () => {
  let accounts: Server;
  let radius: Radius;
  let answer: RequestListener;
  beforeAll(async () => {
    accounts = createServer((request, response) => answer(request, response)).listen(0, '127.0.0.1');
    await once(accounts, 'listening');
    radius = await Radius.open(undefined, {});
    await radius.start(`http://127.0.0.1:${(accounts.address() as AddressInfo).port}`);
    const status = await radius.settled();
    if (status.state !== 'ready') throw new Error(JSON.stringify(status));
  });
  afterAll(async () => {
    await radius?.close();
    accounts.closeAllConnections();
    accounts.close();
  });

  const logIn = async () =>
    (await radius.tryToLogIn({ method: 'ttls-pap', username: 'ada', password: 'right' })).verdict;

  test.each<[string, RequestListener]>([
    ['an error', (_request, response) => response.writeHead(500).end('broken')],
    ['a throttle', (_request, response) => response.writeHead(429).end()],
    ['no answer', () => undefined],
    ['a cut connection', (request) => request.socket.destroy()],
  ])('%s lets nobody in', async (_case, listener) => {
    answer = listener;
    expect(await logIn()).toEqual({ kind: 'refused', reason: 'accounts-unreachable' });
  });

  test('let people in again as soon as they answer', async () => {
    const password = { op: ':=', do_xlat: false, value: ['right'] };
    answer = (_request, response) =>
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ 'control:Cleartext-Password': password }));
    expect(await logIn()).toEqual({ kind: 'accepted' });
  });
});
