import type { ProbeView } from '../../contracts/api/probe';
import { type Directory, startDirectory } from '../clients/support/directory';
import { throwAways } from '../clients/support/probing';
import { eventually } from '../support/eventually';
import { expectDocumented } from './support/documented';
import { settingsDocument } from './support/fake-gateways';
import { external, type ServedApi, serveApi } from './support/served-api';

let directory: Directory;
let api: ServedApi;

async function serve(options: Parameters<typeof startDirectory>[0] = {}): Promise<void> {
  directory = await startDirectory(options);
  api = await serveApi({ external: { ...external(), directory: directory.client } });
}
afterEach(async () => {
  await api.close();
  await directory.close();
});

const read = async (): Promise<ProbeView> =>
  (await expectDocumented(await api.admin('GET', '/probe'), 'GET', '/api/v1/probe')) as ProbeView;

async function start(body: object = {}): Promise<ProbeView> {
  const begun = await api.admin('POST', '/probe', body);
  expect(begun.status).toBe(202);
  return (await expectDocumented(begun, 'POST', '/api/v1/probe')) as ProbeView;
}

async function ended(): Promise<ProbeView> {
  await eventually('the probe has ended', async () => !(await read()).underWay);
  return read();
}

const answerOf = ({ findings }: ProbeView, id: string) => findings.find((finding) => finding.id === id)?.answer;

it('says beforehand what it would ask, why, and how many calls that takes at most', async () => {
  await serve();
  const view = await read();
  expect(view).toMatchObject({ underWay: false, startedAt: null, account: 'none', findings: [] });
  expect(view.steps.every(({ state, why }) => state === 'waiting' && why !== '')).toBe(true);
  const most = view.calls.besidesRoster;
  expect(most).toBeLessThan(90);
  await start({ store: false });
  const found = await ended();
  // the roster has one page
  expect(found.calls.most).toBe(most + 1);
  expect(found.calls.made).toBeLessThan(most);
});

it('saves what it has learned as the directory’s settings, in the name of who asked, and leaves the rest as it was', async () => {
  await serve({ switches: { patchPassword: 'applied', statusVocabulary: 'active/inactive', orgUnitBy: 'id' } });
  const { fake } = api;
  const before = settingsDocument();
  fake.document = { ...before, settings: { spaceName: 'The Loft', directory: { orgUnitBy: 'name' } } };
  expect(await start()).toMatchObject({ underWay: true });
  const found = await ended();
  const learned = { patchPassword: 'applied', statusWords: 'active/inactive', orgUnitBy: 'id' };
  expect(found).toMatchObject({ learned, account: 'removed', stored: { version: before.version + 1 } });
  expect(fake.document).toMatchObject({ settings: { spaceName: 'The Loft', directory: learned }, savedBy: 'admin' });
  expect(answerOf(found, 'orgUnitBy')).toBe('id');
  expect(found.sentence).toMatch(/^(\d+) of \1 steps went through\. The throw-away account is removed\.$/);
  await start();
  expect((await ended()).stored).toEqual({
    version: before.version + 1,
    sentence: expect.stringMatching(/already/) as string,
  });
});

it('saves nothing where it is not to, and nothing that it could not tell', async () => {
  await serve();
  api.fake.document = settingsDocument();
  const before = api.fake.document;
  await start({ store: false });
  expect(await ended()).toMatchObject({ stored: null, learned: { patchPassword: 'ignored' } });
  directory.tenant.faults.unauthorized = true;
  await start();
  expect(await ended()).toMatchObject({ stored: { version: null }, learned: {}, account: 'none' });
  expect(api.fake.document).toEqual(before);
});

it('before the first settings it says where to put it', async () => {
  await serve();
  api.fake.document = null;
  await start();
  expect((await ended()).stored).toEqual({ version: null, sentence: expect.stringMatching(/first ones/) as string });
});

it('is one at a time, and can be stopped: the account is removed then, too', async () => {
  await serve();
  api.fake.document = settingsDocument();
  const before = api.fake.document;
  directory.tenant.faults.slowMs = 20;
  const { startedAt } = await start();
  await eventually('the account is there', async () => (await read()).account === 'there');
  expect(throwAways(directory)).toHaveLength(1);
  expect((await start()).startedAt).toBe(startedAt);
  const stopped = await api.admin('POST', '/probe/stop');
  await expectDocumented(stopped, 'POST', '/api/v1/probe/stop');
  const found = await ended();
  expect(found).toMatchObject({ account: 'removed', stored: null });
  expect(found.steps.at(-1)).toMatchObject({ state: 'skipped', trouble: 'The probe was told to end.' });
  expect(throwAways(directory)).toEqual([]);
  expect(api.fake.document).toEqual(before);
});

it('is for admins; the desk may not, a viewer may read', async () => {
  await serve();
  const { token } = await api.tokens.create({ name: 'Ada', role: 'desk', expiresAt: null }, 'test');
  const headers = { authorization: `Bearer ${token}` };
  expect((await api.call('POST', '/api/v1/probe', { headers })).status).toBe(403);
  expect((await api.call('GET', '/api/v1/probe', { headers })).status).toBe(200);
  expect(directory.tenant.calls).toEqual([]);
});
