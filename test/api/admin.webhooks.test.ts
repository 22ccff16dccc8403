import type { Installation } from '../../api/admin/install-webhooks';
import { GatewayError } from '../../api/ports/gateways';
import type { NexudusClient } from '../../clients/nexudus';
import { Secret } from '../../config';
import { startSource, type Source } from '../clients/support/source';
import { rulesOf } from '../domain/builders';
import { expectDocumented } from './support/documented';
import { settingsDocument } from './support/fake-gateways';
import { external, serveApi, sign, webhookSecret, type ServedApi } from './support/served-api';

const base = 'https://wifi.test/webhooks/nexudus/main';
const mine = (path: string) => ({ Name: 'by hand', Action: 2, URL: `${base}/${path}`, Active: true });

let source: Source;
let api: ServedApi;
beforeEach(async () => {
  source = await startSource({ webhookSecret });
  api = await overSpace();
});
afterEach(async () => {
  await api.close();
  await source.close();
});

/** The API over the emulated space. */
const overSpace = (overrides: Parameters<typeof serveApi>[0] = {}, client: Partial<NexudusClient> = {}) =>
  serveApi({ external: { ...external(), source: { ...source.client, ...client } }, ...overrides });

async function serveAnew(...how: Parameters<typeof overSpace>): Promise<void> {
  await api.close();
  api = await overSpace(...how);
}

async function install(body: object = {}): Promise<Installation & { sentence: string; dryRun: boolean }> {
  const response = await api.admin('POST', '/webhooks/install', body);
  expect(response.status).toBe(200);
  return (await expectDocumented(response, 'POST', '/api/v1/webhooks/install')) as never;
}

interface Shown {
  webhooks: { id: string; businessId: string; action: string; active: boolean; lastError: string | null }[];
  missing: { businessId: string; action: string }[];
}

async function show(): Promise<Shown> {
  const response = await api.admin('GET', '/webhooks');
  expect(response.status).toBe(200);
  return (await expectDocumented(response, 'GET', '/api/v1/webhooks')) as Shown;
}

interface Stored extends Record<string, unknown> {
  Id: number;
  BusinessId: number;
  Name: string;
  Action: number;
  URL: string;
  Active: boolean;
}

/** The records as Nexudus has them. */
const records = () => (source.space.snapshot() as { tables: { webhooks: Stored[] } }).tables.webhooks;

/** Somebody else's doing: a record put into Nexudus as it is. */
function add(...rows: Partial<Stored>[]): void {
  const state = source.space.snapshot() as { tables: { webhooks: object[] } };
  const blank = { BusinessId: 1001, LastError: null, ErrorCount: 0, LastTrigger: null, Description: null };
  state.tables.webhooks.push(...rows.map((row, index) => ({ Id: 100 + index, ...blank, ...row })));
  source.space.restore(state);
}

const writes = () => source.space.calls.filter(({ method }) => method !== 'GET').length;
const nothingDone = { created: [], reactivated: [], corrected: [], removed: [], failed: [] };

describe('POST webhooks/install', () => {
  it('makes every webhook in every location, and has nothing to do the second time', async () => {
    const first = await install();
    expect(first).toMatchObject({ ...nothingDone, created: expect.any(Array), foreign: 0, inPlace: 0, dryRun: false });
    expect(first.created).toHaveLength(40);
    expect(first.created[0]).toEqual({ businessId: '1001', action: 'CoworkerUpdate' });
    expect(first.sentence).toBe('Webhooks: 40 made.');
    expect(records()).toHaveLength(40);
    expect(records()[0]).toMatchObject({
      BusinessId: 1001,
      Name: 'Latchkey main: CoworkerUpdate',
      Action: 2,
      URL: `${base}/1001/CoworkerUpdate`,
      Active: true,
    });

    const written = writes();
    const second = await install();
    expect(second).toMatchObject({ ...nothingDone, inPlace: 40 });
    expect(second.sentence).toBe('Webhooks: nothing to do; 40 in place already.');
    expect(writes()).toBe(written);
  });

  it.each([
    ['signed', [webhookSecret]],
    ['known by their key', []],
  ])('gives them addresses at which they are taken, and says which: %s', async (_how, secrets) => {
    await serveAnew({ webhookSecrets: secrets.map((secret) => new Secret(secret)) });
    const { address: template } = await install();
    const filledIn = template.replace('{businessId}', '1001').replace('{action}', 'CoworkerUpdate');
    expect(records()[0]?.URL).toBe(filledIn);
    const body = '[{"Id":7,"CoworkerId":1001,"TeamMembers":[1001]}]';
    const headers = { 'content-type': 'application/json' };
    for (const { URL: address } of records()) {
      const { pathname, search } = new URL(address);
      const signature = secrets.length > 0 ? { 'x-nexudus-hook-signature': sign(body) } : undefined;
      const answer = await api.call('POST', pathname + search, { body, headers: { ...headers, ...signature } });
      expect([address, answer.status]).toEqual([address, 202]);
    }
    expect(records()).toHaveLength(40);
    expect(records().every(({ URL: address }) => address.includes('?key=') === (secrets.length === 0))).toBe(true);
  });

  it('puts right what is ours and leaves others alone', async () => {
    await install();
    const [off, wrong] = records();
    const state = source.space.snapshot() as { tables: { webhooks: Stored[] } };
    Object.assign(state.tables.webhooks[0] ?? {}, { Active: false, Description: 'kept' });
    Object.assign(state.tables.webhooks[1] ?? {}, { Action: 61, Active: false });
    source.space.restore(state);
    const foreign = { ...mine(''), URL: 'https://doors.test/hook' };
    add(mine('1001/CoworkerUpdate?key=k'), mine('1001/9'), { ...mine('1003/2'), BusinessId: 1003 }, foreign);

    const done = await install();
    expect(done).toEqual({
      dryRun: false,
      created: [],
      reactivated: [{ businessId: '1001', action: 'CoworkerUpdate' }],
      corrected: [{ businessId: '1001', action: 'CoworkerCreate' }],
      removed: [
        { businessId: '1001', action: 'CoworkerUpdate' },
        { businessId: '1001', action: 'SendWelcomeEmail' },
        { businessId: '1003', action: 'CoworkerUpdate' },
      ],
      failed: [],
      foreign: 1,
      inPlace: 38,
      address: `${base}/{businessId}/{action}`,
      sentence:
        'Webhooks: 1 switched on again, 1 put right, 3 of no use removed; 38 in place already; 1 of others left alone.',
    });
    expect(records().find(({ Id }) => Id === off?.Id)).toMatchObject({ Active: true, Description: 'kept' });
    expect(records().find(({ Id }) => Id === wrong?.Id)).toMatchObject({ Action: wrong?.Action, Active: true });
    expect(records().filter(({ URL: address }) => address === foreign.URL)).toMatchObject([foreign]);
    expect(await install()).toMatchObject({ ...nothingDone, inPlace: 40, foreign: 1 });
  });

  it('says in a dry run what a real one then does, and writes nothing', async () => {
    add(mine('1001/2'), mine('1001/CoworkerUpdate'), { ...mine('1002/3'), BusinessId: 1002, Action: 3, Active: false });
    const before = records();
    const dry = await install({ dryRun: true });
    expect(dry.sentence).toBe('Dry run: Webhooks: 38 made, 1 put right, 1 of no use removed; 1 in place already.');
    expect([records(), writes()]).toEqual([before, 0]);
    const real = await install({ dryRun: false });
    expect({ ...real, dryRun: true, sentence: `Dry run: ${real.sentence}` }).toEqual(dry);
  });

  it('uses the numbers of the tenant', async () => {
    source.space.options.webhookEnum = 'shifted';
    await install();
    const byName = new Map(records().map(({ URL: address, Action }) => [address, Action]));
    expect(byName.get(`${base}/1002/AccessControlUpdate`)).toBe(62);
  });

  it('installs the other locations when one refuses, and says what failed and why', async () => {
    source.space.faults.deniedBusinesses = ['1001'];
    const { created, failed, sentence } = await install();
    expect(created).toHaveLength(20);
    expect(new Set(created.map(({ businessId }) => businessId))).toEqual(new Set(['1002']));
    expect(failed).toHaveLength(20);
    expect(failed[0]).toEqual({
      businessId: '1001',
      action: 'CoworkerUpdate',
      message: 'POST /sys/webhooks: 401 (unauthorized)',
    });
    expect(failed[1]?.message).toBe('Not tried: POST /sys/webhooks: 401');
    expect(sentence).toBe('Webhooks: 20 made, 20 failed.');
    source.space.faults.deniedBusinesses = [];
    expect(await install()).toMatchObject({ failed: [], inPlace: 20 });
  });

  it('goes on behind a record that is refused for itself alone', async () => {
    let first = true;
    await serveAnew(
      {},
      {
        createWebhook: (webhook, call) => {
          const odd = first ? { ...webhook, action: 4_711 } : webhook;
          first = false;
          return source.client.createWebhook(odd, call);
        },
      },
    );
    const { created, failed } = await install();
    expect(created).toHaveLength(39);
    expect(failed).toMatchObject([{ action: 'CoworkerUpdate', message: expect.stringContaining('400 (Action)') }]);
  });

  it('says which action the tenant does not have', async () => {
    const numbers = new Map(await source.client.webhookNumbers({ priority: 'usual' }));
    numbers.delete('AccessControlUpdate');
    await serveAnew({}, { webhookNumbers: () => Promise.resolve(numbers) });
    const { created, failed } = await install();
    expect(created).toHaveLength(38);
    const message = 'Nexudus has no action of this name.';
    expect(failed).toEqual(
      ['1001', '1002'].map((businessId) => ({ businessId, action: 'AccessControlUpdate', message })),
    );
  });

  it('asks for invoices where unpaid ones deny access', async () => {
    api.fake.document = { ...settingsDocument(), resolved: rulesOf({ unpaid: 'deny' }) };
    expect((await install()).created).toHaveLength(46);
  });

  it('called again meanwhile, answers with the one that is under way, and doubles nothing', async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const createWebhook: NexudusClient['createWebhook'] = async (webhook, call) => {
      await held;
      await source.client.createWebhook(webhook, call);
    };
    await serveAnew({}, { createWebhook });
    const both = Promise.all([install(), install()]);
    await show();
    letGo();
    const [one, other] = await both;
    expect(other).toEqual(one);
    expect(one.created).toHaveLength(40);
    expect(records()).toHaveLength(40);
  });
});

describe('GET webhooks', () => {
  it('shows ours, and what is missing or wrong', async () => {
    expect(await show()).toMatchObject({ webhooks: [], missing: { length: 40 } });
    await install();
    const state = source.space.snapshot() as { tables: { webhooks: Stored[] } };
    const health = { LastError: 'no ada@members.test: (500)', ErrorCount: 10, LastTrigger: '2026-11-03T12:00:00Z' };
    Object.assign(state.tables.webhooks[0] ?? {}, { Active: false, ...health });
    Object.assign(state.tables.webhooks[1] ?? {}, { Action: 61 });
    state.tables.webhooks.splice(2, 1);
    source.space.restore(state);
    add({ ...mine(''), URL: 'https://doors.test/hook' });

    const { webhooks, missing } = await show();
    expect(webhooks).toHaveLength(39);
    expect(webhooks.filter(({ active }) => !active)).toEqual([
      {
        id: String(state.tables.webhooks[0]?.Id),
        businessId: '1001',
        action: 'CoworkerUpdate',
        state: 'off',
        active: false,
        errorCount: 10,
        lastError: 'no … (500)',
        lastTrigger: '2026-11-03T12:00:00.000Z',
      },
    ]);
    expect(missing).toEqual([
      { businessId: '1001', action: 'CoworkerCreate' },
      { businessId: '1001', action: 'CoworkerDelete' },
    ]);
  });
});

describe('both', () => {
  const operations = [
    ['GET', '/webhooks'],
    ['POST', '/webhooks/install'],
  ] as const;

  async function refusal(method: string, path: string) {
    const response = await api.admin(method, path);
    const problem = (await expectDocumented(response, method, `/api/v1${path}`)) as { detail: string };
    return { status: response.status, detail: problem.detail };
  }

  it.each(operations)('%s %s says that Nexudus is away, or refuses', async (method, path) => {
    source.space.faults.down = '500';
    expect(await refusal(method, path)).toMatchObject({ status: 503, detail: expect.stringContaining('(outage)') });
    source.space.faults.down = 'off';
    source.space.faults.deniedRoles = ['WebHook-List'];
    const detail = expect.stringMatching(/^Nexudus refuses: GET \/sys\/webhooks.*401 \(unauthorized\)\.$/);
    expect(await refusal(method, path)).toMatchObject({ status: 409, detail });
    expect(writes()).toBe(0);
  });

  it.each(operations)('%s %s concludes nothing from lists that are empty', async (method, path) => {
    source.space.faults.emptyLists = true;
    expect(await refusal(method, path)).toMatchObject({ status: 503, detail: expect.stringContaining('no location') });
    expect(writes()).toBe(0);
  });

  it.each(operations)('%s %s needs settings, which say what is needed', async (method, path) => {
    api.fake.document = null;
    expect(await refusal(method, path)).toMatchObject({ status: 503 });
    api.fake.failure = new GatewayError('away', 'away');
    expect(await refusal(method, path)).toMatchObject({ status: 503 });
  });

  it.each([{ dryRun: 'yes' }, { dryrun: true }, []])('an installation refuses %j', async (body) => {
    const response = await api.admin('POST', '/webhooks/install', body);
    expect(response.status).toBe(422);
    await expectDocumented(response, 'POST', '/api/v1/webhooks/install');
  });
});
