import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { ExternalError } from '../../clients/external-error';
import { thisMachine } from '../../cli/doctor/machine';
import { type DoctorCheck, DoctorReport } from '../../cli/doctor/report';
import openapi from '../../contracts/api/openapi.json';
import type { Rules } from '../../domain/settings/rules';
import { freePort } from '../../launch/machine/ports';
import { issueServerCertificate, makeAuthority } from '../../sandbox/radius/certificates';
import { GatewayError } from '../../api/ports/gateways';
import { trustingRules } from '../api/support/member-visit';
import { clearScratch, scratch } from '../api/support/scratch';
import { eventually } from '../support/eventually';
import { closed, type DoctorWorld, examined, reply, type WellApi, wellApi, wellWorld } from './support/doctor-world';
import { latchkey } from './support/latchkey';

const DAY_MS = 24 * 3_600_000;

let trusting: Rules;
/** Nothing is planted in it, and its checks have mostly just been run. */
let shared: WellApi;
let world: DoctorWorld;
let publicAddress: jest.SpyInstance;
const servers: Server[] = [];

beforeAll(async () => {
  trusting = await trustingRules();
  shared = await wellApi(trusting);
});
afterAll(() => shared.api.close());
beforeEach(async () => {
  world = await wellWorld(shared);
  // as the API's own check of it sees it
  publicAddress = jest.spyOn(global, 'fetch').mockImplementation(() => Promise.resolve(Response.json({ ok: true })));
});
afterEach(async () => {
  publicAddress.mockRestore();
  servers.splice(0).forEach((server) => server.close());
  if (world.api !== shared.api) await world.api.close().catch(() => undefined);
  clearScratch();
});

const toTell = ({ checks }: { checks: DoctorCheck[] }) =>
  checks.filter(({ result, todo }) => result !== 'ok' && !(result === 'skipped' && todo === null));

/** Listens on a port of 127.0.0.1. */
async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const rejected = (code: string) => () => Promise.reject<never>(Object.assign(new Error(code), { code }));
const refuses = (system: 'nexudus' | 'ironwifi' | 'smtp', code: ExternalError['code']) =>
  Promise.reject<never>(new ExternalError(system, code, 'GET /x: no', { retryable: false }));
const certificate =
  (days: number, fault: string | null = null) =>
  () =>
    Promise.resolve({ endsAtMs: Date.now() + (days + 0.5) * DAY_MS, fault });

it('is silent where all is well: every check has looked, and none asks for anything', async () => {
  const { checks, fixed } = await examined(world);
  expect(toTell({ checks })).toEqual([]);
  expect(fixed).toEqual([]);
  expect(checks.filter(({ result }) => result === 'skipped').map(({ id }) => id)).toEqual([
    'settingsFile',
    'temporalServer',
  ]);
  expect(checks).toHaveLength(33);
});

interface Fault {
  is: string;
  plant: (world: DoctorWorld) => unknown;
  /** It is planted in the API, too. */
  inApi?: true;
  /** By whom it is named, with which result, as what. */
  finds: [id: DoctorCheck['id'], result: DoctorCheck['result'], evidence: RegExp, todo: RegExp];
  /** What else cannot be well then. */
  also?: DoctorCheck['id'][];
}

const faults: Fault[] = [
  {
    is: 'an old Node.js',
    plant: ({ machine }) => (machine.node = '20.18.3'),
    finds: ['node', 'failed', /20\.18\.3/, /newer Node/],
  },
  {
    is: 'a variable that is missing',
    plant: ({ env }) => delete env.IRONWIFI_API_KEY,
    finds: ['configuration', 'failed', /^1 variable .*IRONWIFI_API_KEY is missing/, /\.env/],
  },
  {
    is: 'two variables that are wrong, each named',
    plant: ({ env }) => Object.assign(env, { NEXUDUS_RATE_PER_MINUTE: '0', LATCHKEY_LOG_LEVEL: 'loud' }),
    finds: ['configuration', 'failed', /^2 .*(?=.*NEXUDUS_RATE_PER_MINUTE)(?=.*LATCHKEY_LOG_LEVEL)/, /\.env/],
  },
  {
    is: 'a secret whose file is not there',
    plant: ({ env }) => (env.NEXUDUS_PASSWORD_FILE = '/nowhere/password'),
    finds: ['configuration', 'failed', /NEXUDUS_PASSWORD_FILE names a file that cannot be read/, /right/],
  },
  {
    is: 'settings that cannot be used',
    plant: ({ env }) => (env.LATCHKEY_SETTINGS = closed(scratch(), 'settings.yaml', 'spaceNme: Loft\n')),
    finds: ['settingsFile', 'failed', /settings\.yaml.*spaceNme/, /docs\/configuration/],
  },
  {
    is: 'settings that are no YAML',
    plant: ({ env }) => (env.LATCHKEY_SETTINGS = closed(scratch(), 'settings.yaml', 'a: [\n')),
    finds: ['settingsFile', 'failed', /cannot be read as YAML/, /docs\/configuration/],
  },
  {
    is: 'a home that is no folder',
    plant: ({ env }) => (env.LATCHKEY_HOME = closed(scratch(), 'home', '')),
    finds: ['homeFolder', 'failed', /is not a folder/, /LATCHKEY_HOME/],
    also: ['homeModes', 'masterKey'],
  },
  {
    is: 'a home that others can read',
    plant: ({ home }) => chmodSync(home, 0o755),
    finds: ['homeModes', 'warning', /can read/, /--fix/],
  },
  {
    is: 'a secret that others can read',
    plant: ({ env }) => chmodSync(env.NEXUDUS_PASSWORD_FILE ?? '', 0o644),
    finds: ['secretFiles', 'warning', /nexudus-password/, /--fix/],
  },
  {
    is: 'an .env that others can read',
    plant: ({ root }) => chmodSync(join(root, '.env'), 0o640),
    finds: ['secretFiles', 'warning', /\.env/, /--fix/],
  },
  {
    is: 'a full disk',
    plant: ({ machine }) => (machine.freeBytes = () => 100 * 1024 * 1024),
    finds: ['disk', 'failed', /100 MB left/, /room/],
  },
  {
    is: 'a disk with little room',
    plant: ({ machine }) => (machine.freeBytes = () => 600 * 1024 * 1024),
    finds: ['disk', 'warning', /600 MB left/, /room/],
  },
  {
    is: 'little memory',
    plant: ({ machine }) => (machine.availableBytes = () => 90 * 1024 * 1024),
    finds: ['memory', 'warning', /90 MB/, /memory/],
  },
  {
    is: 'a new master key of which nobody has a copy',
    plant: ({ env }) =>
      (env.LATCHKEY_MASTER_KEY = `${Buffer.alloc(32, 8).toString('base64')},${env.LATCHKEY_MASTER_KEY}`),
    finds: ['masterKey', 'warning', /copy of master key [0-9a-f]{8} is kept/, /--key-is-kept/],
  },
  {
    is: 'two APIs on one home',
    plant: ({ machine, home }) =>
      (machine.holders = (file) => (file === `${home}/spool/hints.jsonl.lock` ? [11, 12] : [])),
    finds: ['oneApi', 'failed', /2 processes .*: 11, 12/, /LATCHKEY_HOME of its own/],
  },
  {
    is: 'a process that has the home, and no API that answers',
    plant: ({ api }) => api.close(),
    inApi: true,
    finds: ['oneApi', 'failed', /Process 4711 .*no API answers/, /hangs/],
    also: ['api'],
  },
  {
    is: 'an API with another home',
    plant: ({ machine }) => (machine.holders = () => []),
    finds: ['oneApi', 'warning', /does not use/, /same LATCHKEY_HOME/],
  },
  {
    is: 'a port that something else has',
    plant: async ({ env, machine }) => {
      const port = await listening(createServer());
      env.LATCHKEY_TEMPORAL_PORT = String(port);
      machine.isPortFree = (asked, host) =>
        asked === port ? thisMachine().isPortFree(port, host) : Promise.resolve(true);
    },
    finds: ['ports', 'failed', /needed for the Temporal server/, /LATCHKEY_TEMPORAL_PORT/],
  },
  {
    is: 'a port that is given twice',
    plant: ({ env }) => (env.LATCHKEY_TEMPORAL_UI_PORT = env.LATCHKEY_PORT ?? ''),
    finds: ['ports', 'failed', /the Temporal UI, and for something else/, /LATCHKEY_TEMPORAL_UI_PORT/],
  },
  {
    is: 'a Temporal server that is away, and an API with it',
    plant: async ({ api, env, machine }) => {
      env.TEMPORAL_ADDRESS = 'temporal.test:7233';
      machine.temporalTrouble = ({ TEMPORAL_ADDRESS }) => Promise.resolve(`Nobody answers at ${TEMPORAL_ADDRESS}.`);
      machine.holders = () => [];
      await api.close();
    },
    inApi: true,
    finds: ['temporalServer', 'failed', /Nobody answers at temporal\.test:7233/, /TEMPORAL_ADDRESS/],
    also: ['api'],
  },
  {
    is: 'a clock that is somewhat off',
    plant: ({ machine }) => seen(machine, 'ironwifi', { dateMs: Date.now() + 8_000 }),
    finds: ['clock', 'warning', /[89] s behind IronWifi/, /timedatectl/],
  },
  {
    is: 'a clock that is far off',
    plant: ({ machine }) => seen(machine, 'nexudus', { dateMs: Date.now() - 300_000 }),
    finds: ['clock', 'failed', /(299|300) s ahead of Nexudus/, /timedatectl/],
  },
  {
    is: 'a public address on this machine',
    plant: ({ env }) => (env.LATCHKEY_PUBLIC_URL = 'http://127.0.0.1:8080'),
    finds: ['publicUrl', 'failed', /this machine itself/, /internet/],
  },
  {
    is: 'a public address of a private network',
    plant: ({ env }) => (env.LATCHKEY_PUBLIC_URL = 'https://192.168.4.2'),
    finds: ['publicUrl', 'failed', /private network/, /internet/],
  },
  {
    is: 'a public name that is not in the DNS',
    plant: ({ machine }) => (machine.addressesOf = rejected('ENOTFOUND')),
    finds: ['publicUrl', 'failed', /ENOTFOUND/, /DNS/],
  },
  {
    is: 'a public name that leads inside',
    plant: ({ machine }) => (machine.addressesOf = () => Promise.resolve(['10.1.2.3', 'fd00::1'])),
    finds: ['publicUrl', 'warning', /private network \(10\.1\.2\.3, fd00::1\)/, /from outside/],
  },
  {
    is: 'a public address that leads on',
    plant: ({ machine }) => seen(machine, 'wifi.test', { status: 301, location: 'https://www.wifi.test/' }),
    finds: ['publicUrl', 'failed', /leads on to https:\/\/www\.wifi\.test/, /proxy/],
  },
  {
    is: 'something else at the public address',
    plant: ({ machine }) => seen(machine, 'wifi.test', { body: '<h1>Welcome to nginx</h1>' }),
    finds: ['publicUrl', 'failed', /answers 200, and not as/, /proxy/],
  },
  {
    is: 'a certificate that ends in 20 days',
    plant: ({ machine }) => (machine.certificateOf = certificate(20)),
    finds: ['tls', 'warning', /wifi\.test ends in 20 days/, /Renew/],
  },
  {
    is: 'a certificate that ends in 5 days',
    plant: ({ machine }) => (machine.certificateOf = certificate(5)),
    finds: ['tls', 'failed', /ends in 5 days/, /Renew/],
  },
  {
    is: 'a certificate that has ended',
    plant: ({ machine }) => (machine.certificateOf = certificate(-3, 'CERT_HAS_EXPIRED')),
    finds: ['tls', 'failed', /has ended, 3 days ago/, /Renew/],
  },
  {
    is: 'a certificate for another name',
    plant: ({ machine }) => (machine.certificateOf = certificate(60, 'ERR_TLS_CERT_ALTNAME_INVALID')),
    finds: ['tls', 'failed', /another name/, /wifi\.test/],
  },
  {
    is: 'a certificate of a CA of their own',
    plant: ({ machine }) => (machine.certificateOf = certificate(60, 'SELF_SIGNED_CERT_IN_CHAIN')),
    finds: ['tls', 'failed', /not trusted \(SELF_SIGNED/, /public CA/],
  },
  {
    is: 'an API that has run and does not',
    plant: async ({ api, machine }) => {
      machine.holders = () => [];
      await api.close();
    },
    inApi: true,
    finds: ['api', 'failed', /cannot be reached.*ECONNREFUSED/, /latchkey up/],
  },
  {
    is: 'a token that is not known',
    plant: ({ env }) => (env.LATCHKEY_TOKEN = 'lk_of-nobody'),
    finds: ['api', 'failed', /does not know this token/, /latchkey login/],
  },
  {
    is: 'no token at all',
    plant: ({ env }) => delete env.LATCHKEY_TOKEN,
    finds: ['api', 'failed', /no token/, /LATCHKEY_TOKEN/],
  },
  {
    is: 'an API of another version',
    plant: ({ machine, api }) => {
      const body = JSON.stringify({ ...openapi, info: { ...openapi.info, version: '0.0.9' } });
      seen(machine, new URL(api.url).host, { body });
    },
    finds: ['version', 'warning', /API is 0\.0\.9/, /same version/],
  },
  {
    is: 'Temporal, which the API does not reach',
    plant: ({ api }) => (api.fake.failure = new GatewayError('away', 'Temporal does not answer.')),
    inApi: true,
    finds: ['temporal', 'failed', /does not answer/, /TEMPORAL_ADDRESS/],
    also: ['queues', 'schedule', 'settings', 'plans', 'certificates', 'locations', 'webhooks'],
  },
  {
    is: 'no worker',
    plant: ({ api }) => (api.fake.pollers = { members: false, directory: false }),
    inApi: true,
    finds: ['queues', 'failed', /members and directory/, /Start a worker/],
  },
  {
    is: 'a sync that is paused',
    plant: ({ api }) => (api.fake.schedule = { paused: true, note: null, nextAt: null }),
    inApi: true,
    finds: ['schedule', 'failed', /paused/, /Resume/],
  },
  {
    is: 'settings that are not live',
    plant: ({ api }) => (api.fake.live = null),
    inApi: true,
    finds: ['settings', 'warning', /not live/, /go live/],
  },
  {
    is: 'a role that is missing in Nexudus',
    plant: ({ parts }) =>
      (parts.external.source.tryRead = (list) =>
        list === 'teams' ? refuses('nexudus', 'forbidden') : Promise.resolve()),
    inApi: true,
    finds: ['nexudusRoles', 'failed', /Team-List/, /Team-List/],
  },
  {
    is: 'no webhooks',
    plant: ({ webhooks }) => void webhooks.splice(0),
    inApi: true,
    finds: ['webhooks', 'failed', /None of the 40/, /Install/],
  },
  {
    is: 'a key that IronWifi refuses',
    plant: ({ parts }) => (parts.external.directory.tenant = () => refuses('ironwifi', 'unauthorized')),
    inApi: true,
    finds: ['ironwifi', 'failed', /unauthorized/, /IRONWIFI_API_KEY/],
  },
  {
    is: 'a mail server that refuses',
    plant: ({ parts }) => (parts.mailServer.probe = () => refuses('smtp', 'unauthorized')),
    inApi: true,
    finds: ['mail', 'failed', /does not let us in/, /SMTP_URL/],
  },
  {
    is: 'hints that wait',
    plant: ({ parts }) => Object.assign(parts.spool, { waiting: 3 }),
    inApi: true,
    finds: ['spool', 'warning', /3 hints/, /Temporal/],
  },
];

/** What one address answers. */
function seen(machine: DoctorWorld['machine'], at: string, parts: Parameters<typeof reply>[0]): void {
  const { ask } = machine;
  machine.ask = (method, url) => (url.includes(at) ? Promise.resolve(reply(parts)) : ask(method, url));
}

it.each(faults)('finds $is, and names it', async ({ plant, inApi, finds: [id, result, evidence, todo], also = [] }) => {
  if (inApi) world = await wellWorld(await wellApi(trusting));
  await plant(world);
  const told = toTell(await examined(world));
  const named = told.find((check) => check.id === id);
  expect(named).toMatchObject({ result });
  expect(named?.evidence).toMatch(evidence);
  expect(named?.todo).toMatch(todo);
  expect(told.map((check) => check.id).sort()).toEqual([id, ...also].sort());
});

it('says the worst first', async () => {
  world.machine.availableBytes = () => 0;
  world.machine.node = '18.0.0';
  const { checks } = await examined(world);
  expect(checks.slice(0, 3).map(({ result }) => result)).toEqual(['failed', 'warning', 'skipped']);
});

it('closes what is open with --fix, tells it, and looks again', async () => {
  const password = world.env.NEXUDUS_PASSWORD_FILE ?? '';
  chmodSync(world.home, 0o755);
  chmodSync(password, 0o664);
  const { checks, fixed } = await examined(world, { fix: true });
  expect(toTell({ checks })).toEqual([]);
  expect(fixed).toEqual([expect.stringContaining(world.home), expect.stringContaining(password)]);
  expect([statSync(world.home).mode & 0o777, statSync(password).mode & 0o777]).toEqual([0o700, 0o600]);
});

it('leaves what is open open without --fix', async () => {
  chmodSync(world.home, 0o755);
  await examined(world);
  expect(statSync(world.home).mode & 0o777).toBe(0o755);
});

it('asks nothing of a machine that an API elsewhere does not need', async () => {
  const port = await freePort();
  Object.assign(world.env, { LATCHKEY_PORT: String(port), IRONWIFI_API_KEY: '', NEXUDUS_USERNAME: '' });
  chmodSync(world.home, 0o755);
  const { checks } = await examined(world, { url: world.api.url });
  expect(toTell({ checks })).toEqual([]);
  expect(checks.find(({ id }) => id === 'api')).toMatchObject({ result: 'ok' });
  expect(checks.find(({ id }) => id === 'homeModes')?.evidence).toContain('run the doctor there');
});

it('does not call an API ill that has never run', async () => {
  world.env.LATCHKEY_PORT = String(await freePort());
  world.machine.ask = thisMachine().ask;
  Object.assign(world.env, { LATCHKEY_HOME: join(scratch(), 'new'), LATCHKEY_MASTER_KEY: undefined });
  for (const name of Object.keys(world.env).filter((name) => /^(NEXUDUS|IRONWIFI)/.test(name))) delete world.env[name];
  world.machine.holders = () => [];
  expect(toTell(await examined(world))).toEqual([]);
});

it('shows a viewer what the last run has found', async () => {
  const { token } = await world.api.tokens.create({ name: 'Screen', role: 'viewer', expiresAt: null }, 'test');
  world.env.LATCHKEY_TOKEN = token;
  const { checks } = await examined(world);
  expect(checks.filter(({ place }) => place === 'api').map(({ result }) => result)).toEqual(Array(16).fill('ok'));
});

describe('on a real machine', () => {
  const machine = thisMachine();

  it('reads the certificate that a server shows, and why it is not trusted', async () => {
    const { certificate, key } = await issueServerCertificate(await makeAuthority(), { serverName: 'localhost' });
    const port = await listening(createTlsServer({ cert: certificate, key }));
    const { endsAtMs, fault } = await machine.certificateOf('localhost', port);
    expect(fault).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    world.machine.now = () => endsAtMs - 5.5 * DAY_MS;
    world.env.LATCHKEY_PUBLIC_URL = `https://localhost.test:${port}`;
    world.machine.certificateOf = async () => ({ ...(await machine.certificateOf('localhost', port)), fault: null });
    expect(toTell(await examined(world))).toMatchObject([
      { id: 'tls', evidence: expect.stringContaining('in 5 days') },
    ]);
  });

  it('gives up on a port where nobody speaks TLS', async () => {
    await expect(machine.certificateOf('127.0.0.1', await freePort())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('knows which process has a file open', async () => {
    const file = closed(scratch(), 'hints.jsonl.lock', '');
    expect(machine.holders(file)).toEqual(process.platform === 'linux' ? [] : null);
    const child = spawn(process.execPath, [
      '-e',
      `require('fs').openSync(${JSON.stringify(file)}); setInterval(() => 0, 1e6)`,
    ]);
    try {
      if (process.platform === 'linux')
        await eventually('the child has it open', () => machine.holders(file)?.[0] === child.pid);
    } finally {
      child.kill();
      await once(child, 'close');
    }
  });

  it('measures disk and memory', () => {
    expect(machine.freeBytes(join(scratch(), 'not', 'there'))).toBeGreaterThan(0);
    expect(machine.availableBytes()).toBeGreaterThan(0);
  });
});

describe('the command', () => {
  const env = async () => ({
    XDG_CONFIG_HOME: scratch(),
    LATCHKEY_HOME: scratch(),
    LATCHKEY_PORT: String(await freePort()),
  });

  it('shows what is wrong and what to do, and ends with 1 where something has failed', async () => {
    const around = await env();
    mkdirSync(join(around.LATCHKEY_HOME, 'spool'));
    const { code, stdout, stderr } = await latchkey(['doctor'], { env: around });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^✗ failed {2}API\n {2}.+\n {2}→ .+\n/m);
    expect(stdout).toMatch(/\d+ failed.*; \d+ of \d+ checks ok\.\n$/);
    expect(stdout).not.toContain('Node.js');
  });

  it('shows all with --all', async () => {
    const { stdout } = await latchkey(['doctor', '--all'], { env: await env() });
    expect(stdout).toMatch(/^✓ ok {6}Node\.js$/m);
  });

  it('notes that the master key is kept elsewhere, and never the key', async () => {
    const key = Buffer.alloc(32, 5).toString('base64');
    const around = { ...(await env()), LATCHKEY_MASTER_KEY: key };
    const ran = await latchkey(['doctor', '--key-is-kept', '--json'], { env: around });
    const { kept } = ran.json(DoctorReport);
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f]{8}$/)]);
    const file = join(around.LATCHKEY_HOME, 'kept-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(ran.stdout).not.toContain(key);
  });

  it('has no key to note where there is none', async () => {
    const { code, stderr } = await latchkey(['doctor', '--key-is-kept'], { env: await env() });
    expect(code).toBe(2);
    expect(stderr).toContain('LATCHKEY_MASTER_KEY');
  });
});
