import { GatewayError } from '../../api/ports/gateways';
import { expectDocumented } from './support/documented';
import type { Rules } from '../../domain/settings/rules';
import { DAY, rulesOf } from '../domain/builders';
import { intermediateCa } from '../domain/profiles/builders';
import { settingsDocument } from './support/fake-gateways';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
const serve = async (...args: Parameters<typeof serveApi>) => (api = await serveApi(...args));
afterEach(() => api.close());

describe('probes', () => {
  it('healthz answers whatever is the matter', async () => {
    await serve();
    api.fake.failure = new GatewayError('away', 'away');
    const response = await api.call('GET', '/healthz');
    expect(response.status).toBe(200);
    await expectDocumented(response, 'GET', '/healthz');
  });

  it('readyz is content when all is there', async () => {
    await serve();
    const response = await api.call('GET', '/readyz');
    expect(response.status).toBe(200);
    expect(await expectDocumented(response, 'GET', '/readyz')).toEqual({
      ready: true,
      problems: [],
      settings: 'saved',
    });
  });

  it.each<[string, (api: ServedApi) => void, string[], string]>([
    [
      'Temporal is away',
      ({ fake }) => (fake.failure = new GatewayError('away', 'away')),
      ['Temporal does not answer.'],
      'unknown',
    ],
    [
      'nobody polls',
      ({ fake }) => (fake.pollers = { members: false, directory: true }),
      ['No worker polls the task queue members.'],
      'saved',
    ],
    [
      'nobody writes',
      ({ fake }) => (fake.pollers = { members: true, directory: false }),
      ['No worker polls the task queue directory.'],
      'saved',
    ],
    ['no settings are saved', ({ fake }) => (fake.document = null), ['No settings have been saved.'], 'none'],
  ])('readyz says that %s', async (_what, breakIt, problems, settings) => {
    await serve();
    breakIt(api);
    const response = await api.call('GET', '/readyz');
    expect(response.status).toBe(503);
    expect(await expectDocumented(response, 'GET', '/readyz')).toEqual({ ready: false, problems, settings });
  });

  it('readyz finds out once for all who ask within two seconds', async () => {
    await serve();
    const asked = jest.spyOn(api.fake.gateways.queues, 'pollers');
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.call('GET', '/readyz')));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    api.fake.pollers = { members: false, directory: false };
    expect((await api.call('GET', '/readyz')).status).toBe(200);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe('GET health', () => {
  it('shows both sides and the spool', async () => {
    await serve({ spool: { waiting: 7 } });
    expect(await expectDocumented(await api.admin('GET', '/health'), 'GET', '/api/v1/health')).toMatchObject({
      ready: true,
      spool: { waiting: 7 },
      settingsVersion: 3,
      nexudus: { consecutiveFailures: 1, lastFailure: { code: 'timeout', at: '1970-01-01T00:00:00.000Z' } },
    });
  });

  it('tells how each certificate stands, and why one cannot be seen', async () => {
    await serve();
    const since = Date.now() - DAY;
    const seen = { fingerprint: '3f0c5a92d1b47e68', notAfter: Date.now() + 6.5 * DAY };
    api.fake.certificates = {
      ...{ lookedAt: since, nextLookAt: 0, lookedFor: '3' },
      watched: [
        { use: 'ca', seen, fault: null, since, faultSince: null, warned: 7, distrustTold: null },
        { use: 'signing', seen: null, fault: 'unreadable', since, faultSince: since, warned: null, distrustTold: null },
      ],
    };
    const { certificates } = (await expectDocumented(
      await api.admin('GET', '/health'),
      ...(['GET', '/api/v1/health'] as const),
    )) as { certificates: unknown };
    expect(certificates).toMatchObject({
      lookedAt: new Date(since).toISOString(),
      watched: [
        { use: 'ca', fingerprint: '3f0c5a92d1b47e68', daysLeft: 6, state: 'soon', fault: null },
        {
          use: 'signing',
          fingerprint: null,
          notAfter: null,
          daysLeft: null,
          state: 'unknown',
          fault: { code: 'unreadable' },
        },
      ],
    });
  });

  it('tells which profiles members are offered, and what their limits are', async () => {
    await serve();
    const profiles = async () => {
      const response = await api.admin('GET', '/health');
      return ((await expectDocumented(response, 'GET', '/api/v1/health')) as { profiles: unknown }).profiles;
    };
    expect(await profiles()).toBeNull();
    await api.close();
    await serve();
    // as an earlier version saved it
    const radius: Rules['radius'] = {
      caCertificates: [intermediateCa],
      serverNames: ['radius.loft.example'],
      method: 'peap-mschapv2',
      outerIdentity: 'anonymous',
    };
    api.fake.document = { ...settingsDocument(), resolved: { ...rulesOf(), radius } };
    expect(await profiles()).toMatchObject({
      formats: ['apple'],
      warnings: [
        expect.stringContaining('radius.caCertificates holds no root'),
        expect.stringContaining('there is no profile for Windows'),
      ],
    });
  });

  it('answers while nobody else does', async () => {
    await serve();
    api.fake.failure = new GatewayError('away', 'away');
    expect(await expectDocumented(await api.admin('GET', '/health'), 'GET', '/api/v1/health')).toMatchObject({
      ready: false,
      nexudus: null,
      profiles: null,
    });
  });
});

describe('the admin token', () => {
  const get = (authorization?: string) =>
    api.call('GET', '/api/v1/members', { headers: authorization === undefined ? {} : { authorization } });

  it.each([undefined, 'Bearer', 'Bearer wrong', `Basic ${adminToken}`, adminToken, `Bearer ${adminToken} x`])(
    'is asked for: %s is not enough',
    async (authorization) => {
      await serve();
      const response = await get(authorization);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
      await expectDocumented(response, 'GET', '/api/v1/members');
    },
  );

  it('is asked for before anything else is said', async () => {
    await serve();
    for (const path of ['/members/1001', '/nowhere', '/settings']) {
      expect((await api.call('GET', `/api/v1${path}`)).status).toBe(401);
    }
  });

  it('cannot be guessed fast, and still works while somebody tries', async () => {
    await serve();
    for (let n = 0; n < 30; n++) expect((await get('Bearer wrong')).status).toBe(401);
    const refused = await get('Bearer wrong');
    expect(refused.status).toBe(429);
    await expectDocumented(refused, 'GET', '/api/v1/members');
    expect((await get(`Bearer ${adminToken}`)).status).toBe(200);
    expect((await get(`bearer ${adminToken}`)).status).toBe(200);
  });

  it('is not logged', async () => {
    await serve();
    api.fake.failure = new GatewayError('away', 'away', { cause: new Error('ECONNREFUSED') });
    await get(`Bearer ${adminToken}`);
    expect(api.logged.join()).toContain('ECONNREFUSED');
    expect(api.logged.join()).not.toContain(adminToken);
  });
});

describe('any answer', () => {
  it('carries no trace of the framework, and the headers of helmet', async () => {
    await serve();
    const { headers } = await api.call('GET', '/healthz');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['/nowhere', '/webhooks/nexudus/main', '/api', '/%E0%A4%A'])(
    'is a problem document where nothing is: %s',
    async (path) => {
      await serve();
      const response = await api.call('GET', path);
      expect([400, 404]).toContain(response.status);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(await response.json()).toMatchObject({ status: response.status, detail: expect.any(String) });
    },
  );

  it('says nothing of a failure that nobody foresaw', async () => {
    await serve({ intake: { accept: () => Promise.reject(new Error('planted detail')) } });
    const response = await api.admin('POST', '/members/1001/sync');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/planted|at .*\.ts/);
    expect(api.logged.join()).toContain('planted detail');
  });
});

describe('a body for the admin API', () => {
  const path = '/members/1001/override';
  const post = (body: string, type: string) =>
    api.call('POST', `/api/v1${path}`, {
      body,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': type },
    });

  it.each([
    ['broken', '{"access":', 'application/json', 400],
    ['too large', JSON.stringify({ access: null, reason: 'x'.repeat(110_000) }), 'application/json', 413],
    ['of another type', 'access=allow', 'application/x-www-form-urlencoded', 415],
  ])('that is %s is refused', async (_what, body, type, status) => {
    await serve();
    const response = await post(body, type);
    expect(response.status).toBe(status);
    await expectDocumented(response, 'POST', '/api/v1/members/{id}/override');
  });
});
