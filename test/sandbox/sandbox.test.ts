import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { askAs } from '../support/ask-as';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';

/** The three emulators as one process. */
const running: Sandbox[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});
afterAll(() => rm(folder, { recursive: true }));

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ ironwifi: { ratePerMinute: Infinity }, ...options });
  running.push(sandbox);
  return sandbox;
}

const portOf = (url: string): number => Number(new URL(url).port);

test('every part answers where it says it does', async () => {
  const sandbox = await start();
  const headers = { Authorization: 'Bearer sandbox-ironwifi-key' };
  const statusOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;
  expect(await statusOf(`${sandbox.url}/healthz`)).toBe(200);
  expect(await statusOf(`${sandbox.ironwifiApiUrl}/account`, { headers })).toBe(200);
  expect(await statusOf(`${sandbox.nexudusApiUrl}/spaces/coworkers`)).toBe(401);
  expect(await statusOf(sandbox.mailboxUrl)).toBe(200);
  expect(await statusOf(`${sandbox.url}/ironwifi-play/faults`)).toBe(200);
  expect(await statusOf(`${sandbox.url}/play/faults`)).toBe(200);
  await createTransport(sandbox.smtpUrl).sendMail({ from: 'a@example.com', to: 'b@example.com', text: 'x' });
  expect(sandbox.mailbox.messages).toHaveLength(1);
});

test.each([
  '/',
  '/play/faults',
  '/ironwifi-play/faults',
  '/mailbox',
  '/radius-play/status',
  '/nexudus/api/spaces/coworkers',
])('a page elsewhere whose name leads to this machine (DNS rebinding) does not get at %s', async (path) => {
  const sandbox = await start();
  const port = portOf(sandbox.url);
  const statusAs = async (host: string) => (await askAs(host, sandbox.url + path)).status;
  expect(await statusAs('rebound.example')).toBe(421);
  expect(await statusAs(`rebound.example:${port}`)).toBe(421);
  for (const own of [`localhost:${port}`, `127.0.0.1:${port}`, '[::1]']) expect(await statusAs(own)).not.toBe(421);
});

test('its state outlives a restart, and is saved whole', async () => {
  const stateFile = join(folder, 'kept', 'sandbox.json');
  const first = await start({ stateFile, seed: true });
  first.ironwifi.addForeign({ username: 'ada', password: 'right' });
  const before = first.nexudus.snapshot();
  await first.close();
  running.pop();
  expect(await readdir(join(folder, 'kept'))).toEqual(['radius', 'sandbox.json']);
  const second = await start({ stateFile, seed: true });
  expect(second.ironwifi.mayLogIn('ada', 'right')).toBe(true);
  expect(second.ironwifi.accounts()).toHaveLength(3);
  expect(second.nexudus.snapshot()).toEqual(before);
});

test('a call that a fault leaves hanging does not keep it from closing', async () => {
  const sandbox = await start();
  sandbox.ironwifi.faults.down = 'hang';
  const arrived = new Promise<void>((resolve) => {
    const look = () => (sandbox.ironwifi.calls.length > 0 ? resolve() : setImmediate(look));
    look();
  });
  const hanging = expect(fetch(`${sandbox.ironwifiApiUrl}/account`)).rejects.toThrow();
  await arrived;
  await sandbox.close();
  running.pop();
  await hanging;
});

test('a busy port is reported, and neither a listener nor a file is left behind', async () => {
  const first = await start();
  const stateFile = join(folder, 'never', 'sandbox.json');
  await expect(startSandbox({ port: portOf(first.url), stateFile })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(readdir(join(folder, 'never'))).rejects.toMatchObject({ code: 'ENOENT' });
});

describe('as a process', () => {
  const swc = JSON.stringify({
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const loader = `const { transformSync } = require('@swc/core'); const { readFileSync } = require('fs');
    require.extensions['.ts'] = (module, file) =>
      module._compile(transformSync(readFileSync(file, 'utf8'), { ...${swc}, filename: file }).code, file);
    require('./sandbox/main.ts');`;

  function run(env: Record<string, string>) {
    const child = spawn(process.execPath, ['-e', loader], {
      cwd: join(__dirname, '..', '..'),
      env: {
        PATH: process.env['PATH'],
        SANDBOX_PORT: '0',
        SANDBOX_SMTP_PORT: '0',
        SANDBOX_RADIUS_PORT: 'off',
        ...env,
      },
    });
    const output = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
    return { child, output };
  }

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'it says where it is in one line, and %s ends it with 0',
    async (signal) => {
      const { child, output } = run({ SANDBOX_STATE: join(folder, signal) });
      await once(child.stdout, 'data');
      const line = JSON.parse(output.out) as { url: string };
      expect((await fetch(`${line.url}/healthz`)).status).toBe(200);
      child.kill(signal);
      expect((await once(child, 'exit'))[0]).toBe(0);
      expect(output.err).toBe('');
      expect(await readdir(join(folder, signal))).toEqual(['radius', 'sandbox.json']);
    },
  );

  test('a busy port ends it with 1 and one sentence', async () => {
    const port = String(portOf((await start()).url));
    const { child, output } = run({ SANDBOX_PORT: port });
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(output.err).toBe(
      `The sandbox cannot run: Port ${port} is in use; free it, or set SANDBOX_PORT or SANDBOX_SMTP_PORT to another one.\n`,
    );
  });

  test('a state file that is broken ends it with 1 and its name', async () => {
    await writeFile(join(folder, 'sandbox.json'), '{"nexudus":');
    const { child, output } = run({ SANDBOX_STATE: folder });
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(output.err).toContain(join(folder, 'sandbox.json'));
    expect(output.err.trim().split('\n')).toHaveLength(1);
  });
});
