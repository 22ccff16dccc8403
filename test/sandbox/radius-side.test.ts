import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { tryToLogIn } from '../../sandbox/radius/login';
import { VerdictLog } from '../../sandbox/radius/verdict-log';
import { verdictWords } from '../../sandbox/radius/verdict-words';

/** The RADIUS side of a sandbox that is not asked to run FreeRADIUS. */
let sandbox: Sandbox | undefined;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  sandbox = await startSandbox(options);
  return sandbox;
}

test('there is always a CA, as text and as a file, and a name', async () => {
  const { radius } = await start();
  expect(radius).toMatchObject({ serverName: 'wifi.sandbox.test', anonymousIdentity: 'anonymous@sandbox.test' });
  expect(radius.caPem).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
  expect(await readFile(radius.caFile, 'utf8')).toBe(radius.caPem);
  expect(await radius.settled()).toEqual({ state: 'off' });
  expect(() => radius.server()).toThrow('FreeRADIUS has no server "main" here.');
});

test('without a state file the CA is gone in the end', async () => {
  const started = await start();
  const home = dirname(dirname(started.radius.caFile));
  expect(await readdir(home)).toEqual(['pki']);
  await started.close();
  sandbox = undefined;
  await expect(readdir(home)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('beside a state file it outlives a restart', async () => {
  const stateFile = join(folder, 'sandbox.json');
  const first = await start({ stateFile });
  await first.close();
  sandbox = undefined;
  const second = await start({ stateFile });
  expect(second.radius.caPem).toBe(first.radius.caPem);
  expect(second.radius.caFile).toBe(join(folder, 'radius', 'pki', 'ca.pem'));
});

test('without eapol_test a login says how to get it', async () => {
  const device = { method: 'ttls-pap', username: 'ada', password: 'right', anonymousIdentity: 'x' } as const;
  const server = { port: 9, secret: 'x', caFile: 'ca.pem', serverName: 'x', verdicts: new VerdictLog('verdicts.log') };
  const { verdict, attributes } = await tryToLogIn({ ...device, ...server, find: () => undefined });
  const sentence = 'eapol_test is not installed; to get it: apt-get install freeradius freeradius-rest eapoltest';
  expect(verdict).toEqual({ kind: 'tool-missing', sentence });
  expect(verdictWords(verdict)).toBe(sentence);
  expect(attributes).toEqual([]);
});

describe('the page', () => {
  const logIn = async (body: object) => {
    const response = await fetch(`${sandbox?.url}/radius-play/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as object };
  };

  test('is told that there is no real exchange, and which methods there would be', async () => {
    const { url, radius } = await start();
    expect(await (await fetch(`${url}/radius-play/status`)).json()).toEqual({
      methods: ['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'],
      hindrance: 'FreeRADIUS is switched off here.',
      serverName: 'wifi.sandbox.test',
      caFile: radius.caFile,
      port: null,
    });
  });

  test('gets the emulator’s own judgement, under that name', async () => {
    const { ironwifi } = await start({ seed: true });
    ironwifi.addForeign({ username: 'ada', password: 'right', orgunit: 'guest-wifi' });
    const device = { username: 'ada', password: 'right', method: 'peap-mschapv2' };
    expect(await logIn(device)).toMatchObject({
      status: 200,
      body: {
        way: 'judgement',
        accepted: true,
        reason: '',
        attributes: expect.arrayContaining([{ name: 'Session-Timeout', value: 3600 }]),
      },
    });
    expect(ironwifi.sessions()).toMatchObject([{ username: 'ada' }]);
    expect((await logIn({ ...device, password: 'wrong' })).body).toMatchObject({
      way: 'judgement',
      accepted: false,
      reason: 'Wrong password',
      attributes: [],
    });
  });

  test.each([
    [{ username: 'ada', password: 'x' }],
    [{ username: 'ada', password: 'x', method: 'eap-md5' }],
    [{ username: 'ada', password: 7, method: 'ttls-pap' }],
    [[]],
  ])('is refused %j', async (body) => {
    await start();
    expect(await logIn(body)).toEqual({ status: 400, body: { error: expect.stringContaining('ttls-mschapv2') } });
  });
});
