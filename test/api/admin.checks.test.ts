import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Checks } from '../../api/checks/checks';
import { looksOf } from '../../api/checks/looks';
import { Problem } from '../../api/http/problem';
import type { ExternalClients } from '../../api/ports/external-clients';
import { GatewayError } from '../../api/ports/gateways';
import { RecentRules } from '../../api/ports/rules';
import { ExternalError } from '../../clients/external-error';
import type { BusinessRow, Readable, WebhookRow } from '../../clients/membership-source';
import type { CheckId, ChecksView } from '../../contracts/api/checks';
import { ok } from '../../contracts/api/diagnosis';
import { accountId, businessId } from '../../domain/replayed/ids';
import type { Rules } from '../../domain/settings/rules';
import { startSource } from '../clients/support/source';
import { DAY } from '../domain/builders';
import { eventually } from '../support/eventually';
import { address, allWebhooks, locations, makeWell, wellSource } from './support/all-well';
import { syncReport, syncRun } from './support/builders';
import { expectDocumented } from './support/documented';
import { FakeGateways, runId } from './support/fake-gateways';
import { trustingRules } from './support/member-visit';
import { external, serveApi } from './support/served-api';

let fake: FakeGateways;
let source: ExternalClients['source'];
let directory: ExternalClients['directory'];
let mailServer: { probe: () => Promise<void> };
let tokens: { list: () => [] };
let audit: { path: string; tryWrite: () => Promise<void> };
let waiting: number;
let home: Response;
let webhooks: WebhookRow[];

const away = (code: ExternalError['code'], message = 'GET /x: no') =>
  new ExternalError('nexudus', code, message, { retryable: false });
const rejected = (error: Error) => () => Promise.reject<never>(error);

const log = { error: () => undefined } as never;
let ask: jest.SpyInstance;

const CALLS_OF_A_RUN = 15;

let trusting: Rules;
beforeAll(async () => (trusting = await trustingRules()));

beforeEach(() => {
  fake = new FakeGateways();
  waiting = 0;
  webhooks = allWebhooks();
  home = Response.json({ ok: true });
  ask = jest.spyOn(global, 'fetch').mockImplementation(() => Promise.resolve(home));
  source = wellSource(() => webhooks);
  directory = external().directory;
  mailServer = { probe: () => Promise.resolve() };
  tokens = { list: () => [] };
  audit = { path: join(tmpdir(), 'audit.jsonl'), tryWrite: () => Promise.resolve() };
  makeWell(fake, trusting);
});
afterEach(() => ask.mockRestore());

async function run({ sandbox = false } = {}): Promise<ChecksView> {
  const rules = new RecentRules(fake.gateways.connector);
  const deps = { gateways: fake.gateways, external: { source, directory }, mailServer, tokens, audit, rules };
  const { publicUrl } = sandbox ? { publicUrl: 'http://127.0.0.1:3000' } : address;
  const looks = () => looksOf({ ...deps, spool: { waiting }, publicUrl, sandbox, address });
  const checks = new Checks({ looks, log });
  checks.run();
  while (checks.read().underWay) await sleep(1);
  return checks.read();
}

async function found(id: CheckId) {
  const check = (await run()).checks.find((each) => each.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check;
}

it('where all is well, says so of each, with what was seen, and asks for nothing', async () => {
  const { checks, startedAt, finishedAt } = await run();
  const told = Object.fromEntries(checks.map(({ id, result, evidence, todo }) => [id, { result, evidence, todo }]));
  expect(checks.filter(({ result }) => result !== 'ok')).toEqual([]);
  expect(checks.every(({ at, tookMs, todo }) => at !== null && tookMs !== null && todo === null)).toBe(true);
  expect([startedAt, finishedAt].includes(null)).toBe(false);
  expect(told.locations?.evidence).toBe('2 locations, each with a time zone: Europe/London, America/New_York.');
  expect(told.ironwifi?.evidence).toBe('Company loft in region eu answers to our key.');
  expect(told.webhooks?.evidence).toBe('All 40 are in place and active; the last was sent 2026-11-03 00:00 UTC.');
});

/** What is made wrong, and what is then said: of which check, with which result, and what to do. */
const faults: [string, CheckId, string, () => void, RegExp, RegExp][] = [
  [
    'Temporal is away',
    'temporal',
    'failed',
    () => (fake.failure = new GatewayError('away', 'Temporal does not answer.')),
    /does not answer/,
    /TEMPORAL_ADDRESS/,
  ],
  [
    'Temporal is away',
    'locations',
    'unknown',
    () => (fake.failure = new GatewayError('away', 'Temporal does not answer.')),
    /does not answer/,
    /check of Temporal/,
  ],
  [
    'the namespace is missing',
    'temporal',
    'failed',
    () => (fake.temporal.hasNamespace = false),
    /no namespace default/,
    /TEMPORAL_NAMESPACE/,
  ],
  [
    'a search attribute is missing',
    'temporal',
    'failed',
    () => (fake.temporal.missing = ['LatchkeyHold']),
    /lacks 1 search attribute: LatchkeyHold/,
    /worker/,
  ],
  [
    'no worker runs',
    'queues',
    'failed',
    () => (fake.pollers = { members: false, directory: true }),
    /task queue members/,
    /Start a worker/,
  ],
  [
    'the Schedule is paused',
    'schedule',
    'failed',
    () => (fake.schedule = { paused: true, note: 'holidays', nextAt: null }),
    /paused \(holidays\)/,
    /unpause/,
  ],
  ['the Schedule is late', 'schedule', 'warning', () => (fake.schedule.nextAt = new Date(0)), /1970-01-01/, /keep up/],
  [
    'no settings are saved',
    'settings',
    'failed',
    () => (fake.document = null),
    /None have been saved/,
    /PUT \/api\/v1\/settings/,
  ],
  ['it is not live', 'settings', 'warning', () => (fake.live = null), /not live/, /POST \/api\/v1\/live/],
  ['hints wait', 'spool', 'warning', () => (waiting = 7), /7 hints/, /Temporal/],
  [
    'the log-in is refused',
    'nexudusLogIn',
    'failed',
    () => (source.tryRead = rejected(away('unauthorized'))),
    /unauthorized/,
    /NEXUDUS_PASSWORD/,
  ],
  [
    'the log-in is refused',
    'nexudusRoles',
    'unknown',
    () => (source.tryRead = rejected(away('unauthorized'))),
    /not logged in/,
    /log-in/,
  ],
  [
    'Nexudus is away',
    'nexudusLogIn',
    'failed',
    () => (source.tryRead = rejected(away('outage'))),
    /outage/,
    /NEXUDUS_API_URL/,
  ],
  [
    'a firewall stands before it',
    'nexudusLogIn',
    'failed',
    () => (source.tryRead = rejected(away('shielded'))),
    /in its stead/,
    /let the address/,
  ],
  [
    'an operator holds Nexudus back',
    'nexudusLogIn',
    'skipped',
    () => (source.tryRead = rejected(away('maintenance', 'Held back.'))),
    /Held back/,
    /End the maintenance/,
  ],
  [
    'a role is missing',
    'nexudusRoles',
    'failed',
    () => (source.tryRead = refusing('teams')),
    /1 of 11 lists: Team-List/,
    /Team-List/,
  ],
  [
    'a role is missing that we can do without',
    'nexudusRoles',
    'warning',
    () => (source.tryRead = refusing('timeSlots')),
    /TimePassTimeSlot-List/,
    /NEXUDUS_USERNAME/,
  ],
  [
    'the clock is off',
    'nexudusClock',
    'warning',
    () => (source.clockAheadMs = () => 9_000),
    /9 s behind/,
    /timedatectl/,
  ],
  [
    'the clock is far off',
    'nexudusClock',
    'failed',
    () => (source.clockAheadMs = () => -90_000),
    /90 s ahead of/,
    /timedatectl/,
  ],
  [
    'a location has no zone',
    'locations',
    'warning',
    () => (source.businesses = () => Promise.resolve([{ ...locations[0], timeZone: null } as BusinessRow])),
    /Soho \(1\)/,
    /locations\.1\.timeZone/,
  ],
  [
    'a location is new',
    'locations',
    'warning',
    () =>
      (source.businesses = () =>
        Promise.resolve([...locations, { id: businessId('3'), name: 'Attic', timeZone: 'Europe/Paris' }])),
    /Attic \(3\): new/,
    /Save the settings/,
  ],
  [
    'there is no location',
    'locations',
    'failed',
    () => (source.businesses = () => Promise.resolve([])),
    /no location/,
    /access to its locations/,
  ],
  [
    'a plan is not mapped',
    'plans',
    'warning',
    () => fake.runs.set(runId(9), syncRun({ state: 'done', report: syncReport() })),
    /Mail only \(12\), 2 members/,
    /group/,
  ],
  ['no sync has run', 'plans', 'unknown', () => (fake.syncs = []), /No sync/, /POST \/api\/v1\/sync/],
  ['no webhook is there', 'webhooks', 'failed', () => (webhooks = []), /None of the 40/, /install/],
  [
    'some are missing, off or fail',
    'webhooks',
    'warning',
    () => (webhooks = webhooks.slice(2).map((row, i) => ({ ...row, active: i !== 0, errorCount: i === 1 ? 3 : 0 }))),
    /2 missing, 1 switched off, 1 that fail/,
    /install/,
  ],
  [
    'the public address leads elsewhere',
    'publicAddress',
    'failed',
    () => (home = new Response('a proxy')),
    /answers 200, and not as this API/,
    /LATCHKEY_PUBLIC_URL/,
  ],
  [
    'the key is refused',
    'ironwifi',
    'failed',
    () => (directory.tenant = rejected(away('unauthorized'))),
    /unauthorized/,
    /IRONWIFI_API_KEY/,
  ],
  [
    'another tenant answers',
    'ironwifi',
    'failed',
    () => (directory.tenant = rejected(away('wrongTenant', 'The key is of company attic, not of loft'))),
    /company attic/,
    /IRONWIFI_COMPANY_ID/,
  ],
  [
    'the mail server refuses',
    'mail',
    'failed',
    () => (mailServer.probe = rejected(new ExternalError('smtp', 'unauthorized', 'SMTP: EAUTH', { retryable: false }))),
    /EAUTH/,
    /SMTP_URL/,
  ],
  [
    'a CA ends soon',
    'certificates',
    'warning',
    () => void (watched().seen.notAfter = Date.now() + 5.5 * DAY),
    /CA of the profiles expires in 5 days/,
    /Roll the CA over/,
  ],
  [
    'a CA has ended',
    'certificates',
    'failed',
    () => void (watched().seen.notAfter = 5),
    /has expired/,
    /Roll the CA over/,
  ],
  ['tokens.json is damaged', 'home', 'failed', () => (tokens.list = unusable), /No access token works/, /Put a copy/],
  ['the disk is full', 'home', 'failed', () => (audit.tryWrite = rejected(fullDisk)), /ENOSPC/, /its disk has room/],
  [
    'something unforeseen happens',
    'home',
    'unknown',
    () => (tokens.list = () => JSON.parse('{') as never),
    /failed in itself/,
    /log/,
  ],
];

const unusable = (): never => {
  throw new Problem(503, 'Put a copy of the file in its place.');
};
const fullDisk = Object.assign(new Error('no room'), { code: 'ENOSPC' });
const refusing = (what: Readable) => (asked: Readable) =>
  asked === what ? Promise.reject(away('unauthorized')) : Promise.resolve();
function watched() {
  const [first] = fake.certificates.watched;
  if (!first?.seen) throw new Error('none is watched');
  return { seen: first.seen };
}

it.each(faults)('%s: %s is %s', async (_what, id, result, spoil, evidence, todo) => {
  spoil();
  expect(await found(id)).toMatchObject({
    result,
    evidence: expect.stringMatching(evidence),
    todo: expect.stringMatching(todo),
  });
});

it('costs fifteen calls to Nexudus, and finds a real clock and real roles', async () => {
  const space = await startSource({ webhookSecret: 'demo-shared-secret' });
  source = space.client;
  const { checks } = await run();
  const told = Object.fromEntries(checks.map(({ id, result }) => [id, result]));
  expect(told).toMatchObject({ nexudusLogIn: 'ok', nexudusRoles: 'ok', nexudusClock: 'ok', webhooks: 'failed' });
  expect(space.space.calls).toHaveLength(CALLS_OF_A_RUN);
  const performance = await readFile(join(__dirname, '../../docs/performance.md'), 'utf8');
  expect(performance).toContain(`| a run of the checks | ${CALLS_OF_A_RUN} | 1 |`);
  await space.close();
});

it('says no secret and no person: what an account is called is not among it', async () => {
  directory.read = () =>
    Promise.resolve({ id: accountId('a'), username: 'ada@x', enabled: true, orgUnit: null, notes: '' });
  expect(JSON.stringify(await run())).not.toMatch(/@|ada/);
});

describe('a run', () => {
  let at = 1_000_000;
  const now = () => at;

  it('is begun by who asks first, and shared by all who ask meanwhile or just after it', async () => {
    let runs = 0;
    const looks = () => [{ id: 'spool' as const, limitMs: 1_000, look: () => Promise.resolve(ok(`run ${++runs}`)) }];
    const checks = new Checks({ looks, log, now });
    expect(checks.read().underWay).toBe(true);
    expect(checks.run().underWay).toBe(true);
    await eventually('it has ended', () => !checks.read().underWay);
    at += 9_000;
    checks.run();
    expect(runs).toBe(1);
    at += 2_000;
    checks.run();
    expect(runs).toBe(2);
  });

  it('does not wait for what hangs: that is unknown, and the rest is told', async () => {
    let aborted = false;
    const hangs = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('too late to be heard'));
        });
      });
    const looks = () => [
      { id: 'mail' as const, limitMs: 300, look: hangs },
      { id: 'spool' as const, limitMs: 1_000, look: () => Promise.resolve(ok('empty')) },
    ];
    const checks = new Checks({ looks, log });
    checks.run();
    await eventually('the quick one is told', () => checks.read().checks.some(({ evidence }) => evidence === 'empty'));
    expect(checks.read().checks.find(({ id }) => id === 'mail')).toMatchObject({ underWay: true, at: null });
    await eventually('it has ended', () => !checks.read().underWay);
    expect(checks.read().checks.find(({ id }) => id === 'mail')).toMatchObject({
      result: 'unknown',
      evidence: 'No answer within 0.3 s.',
    });
    expect(aborted).toBe(true);
  });
});

it('is there by HTTP: the desk begins a run, a viewer sees it', async () => {
  ask.mockRestore();
  const api = await serveApi({ publicUrl: 'http://127.0.0.1:9' });
  const { token } = await api.tokens.create({ name: 'Ada', role: 'desk', expiresAt: null }, 'test');
  const begun = await api.call('POST', '/api/v1/checks', { headers: { authorization: `Bearer ${token}` } });
  expect(begun.status).toBe(202);
  expect(await expectDocumented(begun, 'POST', '/api/v1/checks')).toMatchObject({ underWay: true });
  const read = async () =>
    (await expectDocumented(await api.admin('GET', '/checks'), 'GET', '/api/v1/checks')) as ChecksView;
  await eventually('the checks have run', async () => !(await read()).underWay);
  expect((await read()).checks.find(({ id }) => id === 'publicAddress')).toMatchObject({ result: 'warning' });
  await api.close();
});

it('finds nothing wrong with the address of the sandbox, which nobody else has to reach', async () => {
  const { checks } = await run({ sandbox: true });
  expect(checks.find(({ id }) => id === 'publicAddress')).toMatchObject({ result: 'skipped', todo: null });
});
