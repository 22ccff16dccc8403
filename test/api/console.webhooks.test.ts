import type { WebhooksView } from '../../contracts/api/webhooks';
import { Secret } from '../../config';
import { startSource, type Source } from '../clients/support/source';
import { eventually } from '../support/eventually';
import { syncReport, syncRun, syncSummary } from './support/builders';
import { signedInAs } from './support/console-session';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { external, serveApi, webhookSecret, type ServedApi } from './support/served-api';

const PATH = '/console/webhooks';

let source: Source;
let api: ServedApi;
let away = false;
let name = 'Main Street';
beforeEach(async () => {
  away = false;
  name = 'Main Street';
  source = await startSource({ webhookSecret });
  api = await serve();
});
afterEach(async () => {
  await api.close();
  await source.close();
});

async function serve(overrides: Parameters<typeof serveApi>[0] = {}): Promise<ServedApi> {
  const businesses: Source['client']['businesses'] = async (call) => {
    if (away) throw new Error('Nexudus is away.');
    const [first, ...rest] = await source.client.businesses(call);
    return first === undefined ? [] : [{ ...first, name }, ...rest];
  };
  return serveApi({ external: { ...external(), source: { ...source.client, businesses } }, ...overrides });
}

const known = async (): Promise<WebhooksView> =>
  (await expectDocumented(await api.admin('GET', '/webhooks?known=true'), 'GET', '/api/v1/webhooks')) as WebhooksView;
const isRead = () => eventually('Nexudus is read', async () => !(await known()).reading);
const records = () => (source.space.snapshot() as { tables: { webhooks: object[] } }).tables.webhooks;

it('GET webhooks?known=true answers at once, and has them read in the background', async () => {
  expect(await known()).toMatchObject({ readAt: null, reading: true, webhooks: [], problem: null });
  await isRead();
  const { readAt, missing, locations } = await known();
  expect(readAt).not.toBeNull();
  expect(missing).toHaveLength(40);
  expect(locations[0]).toEqual({ id: '1001', name: 'Main Street' });
});

it('POST webhooks/install answers at once where it is not waited for, and tells how far it has come', async () => {
  const begun = await api.admin('POST', '/webhooks/install', { wait: false });
  expect(begun.status).toBe(202);
  await expectDocumented(begun, 'POST', '/api/v1/webhooks/install');
  await eventually('it is done', async () => typeof (await known()).installation?.finishedAt === 'string');
  expect((await known()).installation).toMatchObject({ done: 40, of: 40, sentence: 'Webhooks: 40 made.', failed: [] });
  expect(records()).toHaveLength(40);
});

it('the address shows its key to admins alone', async () => {
  await api.close();
  api = await serve({ webhookSecrets: [] });
  const viewer = await signedInAs(api, 'viewer');
  expect((await known()).address).toContain('?key=');
  expect(await (await viewer.open('/api/v1/webhooks?known=true')).json()).toMatchObject({ address: null });
  expect(await (await viewer.open(PATH)).text()).toContain('only an admin sees it here');
  await api.close();
  api = await serve({ webhookSecrets: [new Secret('s')] });
  expect(await (await (await signedInAs(api, 'viewer')).open(PATH)).text()).toContain('/{businessId}/{action}');
});

describe('the page', () => {
  it('says first that it reads, then what there is, by location', async () => {
    const admin = await signedInAs(api, 'admin');
    const first = await (await admin.open(PATH)).text();
    expect(first).toContain('Nexudus is being read');
    expect(first).toContain('data-poll="2"');
    await isRead();
    const second = await (await admin.open(PATH)).text();
    expect(second).toContain('<h2>Main Street</h2>');
    expect(second).toContain('None of our webhooks is in Nexudus');
    expect(second).not.toContain('data-poll');
  });

  it('escapes what Nexudus calls a location', async () => {
    name = '<script>alert(1)</script>';
    const admin = await signedInAs(api, 'admin');
    await known();
    await isRead();
    for (const page of [await admin.open(PATH), await admin.send(`${PATH}/preview`)]) {
      const html = await page.text();
      expect(html).toContain('&lt;script>alert(1)');
      expect(html).not.toContain('<script>alert');
    }
  });

  it('shows what an installation would do before it is done, then does it', async () => {
    const admin = await signedInAs(api, 'admin');
    const preview = await (await admin.send(`${PATH}/preview`)).text();
    expect(preview).toContain('Dry run: Webhooks: 40 made.');
    expect(preview).toContain('Install now');
    expect(records()).toEqual([]);
    const begun = await admin.send(`${PATH}/install`);
    expect(begun.headers.get('location')).toBe(`${PATH}?done=begun#state`);
    await eventually('it is done', () => records().length === 40);
    await eventually('it is read', async () => (await known()).webhooks.length === 40);
    const after = await (await admin.open(PATH)).text();
    expect(after).toContain('All 40 webhooks are in place and active.');
    expect(after).toContain('Webhooks: 40 made.');
  });

  it.each(['viewer', 'desk'] as const)('does not offer that to a %s, nor do it', async (role) => {
    const session = await signedInAs(api, role);
    expect(await (await session.open(PATH)).text()).not.toContain('Show what would be done');
    expect((await session.send(`${PATH}/install`)).status).toBe(403);
    expect(records()).toEqual([]);
  });

  it('keeps what was read while Nexudus is away, and says so', async () => {
    const admin = await signedInAs(api, 'admin');
    away = true;
    await known();
    await isRead();
    const html = await (await admin.open(PATH)).text();
    expect(html).toContain('Nexudus is away.');
    expect(html).toContain('Nothing has been read yet.');
  });

  it('tells what no webhook announced, by the last sync', async () => {
    api.fake.syncs = [syncSummary()];
    api.fake.runs.set(runId(9), syncRun({ runId: runId(9), state: 'done', report: syncReport() }));
    const html = await (await (await signedInAs(api, 'viewer')).open(PATH)).text();
    expect(html).toContain('Announced by webhooks: 3. Found by the sync alone: 2.');
    expect(html).toContain('CoworkerContractCreate');
  });
});
