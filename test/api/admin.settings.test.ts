import { GatewayError } from '../../api/ports/gateways';
import { expectDocumented } from './support/documented';
import { serveApi, type ServedApi } from './support/served-api';

const path = '/api/v1/settings';
const settings = { spaceName: 'Loft', ssid: 'Loft 2' };

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const put = (body: unknown, ifMatch?: string) =>
  api.admin('PUT', '/settings', body, ifMatch === undefined ? {} : { 'if-match': ifMatch });

describe('GET settings', () => {
  it('shows the document and its version, which is the ETag', async () => {
    const response = await api.admin('GET', '/settings');
    expect(response.headers.get('etag')).toBe('"3"');
    expect(await expectDocumented(response, 'GET', path)).toMatchObject({
      version: 3,
      settings: { spaceName: 'Loft' },
    });
  });

  it('shows version 0 before any are saved', async () => {
    api.fake.document = null;
    const response = await api.admin('GET', '/settings');
    expect(response.headers.get('etag')).toBe('"0"');
    expect(await expectDocumented(response, 'GET', path)).toEqual({ version: 0, settings: null });
  });

  it('says that nothing has been set up', async () => {
    api.fake.failure = new GatewayError('notReady', 'The connector workflow has not been started: start a worker.');
    const response = await api.admin('GET', '/settings');
    expect(response.status).toBe(503);
    await expectDocumented(response, 'GET', path);
  });
});

describe('PUT settings', () => {
  it.each(['"3"', 'W/"3"', '*'])('saves them with If-Match: %s', async (ifMatch) => {
    const response = await put(settings, ifMatch);
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('"4"');
    expect(await expectDocumented(response, 'PUT', path)).toEqual({ version: 4, settings, warnings: [] });
  });

  it('saves the first with the ETag of none', async () => {
    api.fake.document = null;
    expect((await put(settings, '"0"')).status).toBe(200);
  });

  it.each([
    ['without If-Match', undefined, 428],
    ['edited from an older version', '"2"', 412],
    ['with an If-Match that is no version', 'three', 412],
  ])('%s is refused', async (_what, ifMatch, status) => {
    const response = await put(settings, ifMatch);
    expect(response.status).toBe(status);
    await expectDocumented(response, 'PUT', path);
    expect(api.fake.document?.version).toBe(3);
  });

  it.each([
    ['without If-Match', undefined, 428],
    ['with an If-Match that is no version', 'three', 412],
  ])('%s is refused for that, whatever the body is', async (_what, ifMatch, status) => {
    for (const body of [['no settings'], undefined]) expect((await put(body, ifMatch)).status).toBe(status);
    expect((await put(['no settings'], '"3"')).status).toBe(422);
  });

  it('that are not right are refused with every place named', async () => {
    const errors = [{ path: 'plans.Hot Desk.group', message: 'is missing' }];
    api.fake.failure = new GatewayError('refused', 'The settings cannot be used.', {
      failure: 'settingsInvalid',
      errors,
    });
    const response = await put(settings, '"3"');
    expect(response.status).toBe(422);
    expect(await expectDocumented(response, 'PUT', path)).toMatchObject({ errors });
  });

  it.each([
    [{ ...settings, operator: { email: 'desk@example.com' } }, 'operator'],
    [{ ...settings, operatr: { email: 'desk@example.com' } }, 'operatr'],
    [{ ...settings, ssid: '' }, 'ssid'],
  ])('that are wrong by themselves never reach Temporal, which would store them: %j', async (body, path_) => {
    const response = await put(body, '*');
    expect(response.status).toBe(422);
    expect(await expectDocumented(response, 'PUT', path)).toMatchObject({ errors: [{ path: path_ }] });
    expect(api.fake.asked).toEqual([]);
    expect(api.fake.document?.version).toBe(3);
  });

  it('that need Nexudus while it is away are put off', async () => {
    api.fake.failure = new GatewayError('refused', 'Nexudus does not answer.', { failure: 'unreachable' });
    const response = await put(settings, '"3"');
    expect(response.status).toBe(503);
    expect(await expectDocumented(response, 'PUT', path)).toMatchObject({
      detail: expect.stringContaining('unreachable'),
    });
  });

  it('checks them as if they were saved, and saves nothing, in a dry run', async () => {
    const dryRun = async (body: unknown, ifMatch = '"3"') =>
      api.admin('PUT', '/settings?dryRun=true', body, { 'if-match': ifMatch });
    const good = await dryRun(settings);
    expect(await expectDocumented(good, 'PUT', path)).toEqual({ version: 3, settings, warnings: [] });
    expect((await dryRun({ ...settings, ssid: '' })).status).toBe(422);
    expect((await dryRun(settings, '"2"')).status).toBe(412);
    expect(api.fake.document?.settings).not.toEqual(settings);
    api.fake.document = null;
    expect((await dryRun(settings, '"0"')).status).toBe(200);
    expect(api.fake.document).toBeNull();
  });

  it.each([[[]], ['text'], [null]])('refuses what is no object: %j', async (body) => {
    const response = await put(body, '"3"');
    expect(response.status).toBe(422);
    await expectDocumented(response, 'PUT', path);
  });
});
