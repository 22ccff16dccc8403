import { newSystemHealth } from '../../domain/replayed/health/system-health';
import { noon } from './support/builders';
import { expectDocumented } from './support/documented';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const on = { on: { since: noon, by: 'admin' }, endedAt: null };
const path = '/api/v1/maintenance';

it('GET maintenance tells of both sides', async () => {
  api.fake.side = { maintenance: on };
  const shown = { on: true, since: '2026-11-03T12:00:00.000Z', by: 'admin', endedAt: null };
  expect(await expectDocumented(await api.admin('GET', '/maintenance'), 'GET', path)).toEqual({
    nexudus: shown,
    ironwifi: shown,
  });
});

it.each([{ nexudus: true }, { ironwifi: false }, { nexudus: false, ironwifi: true }])(
  'PUT maintenance %j switches what is named',
  async (body) => {
    const response = await api.admin('PUT', '/maintenance', body);
    expect(response.status).toBe(200);
    await expectDocumented(response, 'PUT', path);
    expect(api.fake.asked).toEqual([{ by: 'admin', ...body }]);
  },
);

it.each([undefined, {}, { smtp: true }, { nexudus: 'yes' }, []])('PUT maintenance refuses %j', async (body) => {
  const response = await api.admin('PUT', '/maintenance', body);
  expect(response.status).toBe(422);
  await expectDocumented(response, 'PUT', path);
  expect(api.fake.asked).toEqual([]);
});

it('GET health tells how a side does', async () => {
  api.fake.side = {
    ...newSystemHealth(),
    consecutiveFailures: 3,
    lastFailure: { code: 'unauthorized', at: noon },
    lastWriteAt: noon,
    throttling: { since: noon, hours: [{ from: Date.now() - 1_000, count: 4 }] },
    limits: { calls: 80, allowed: 90, at: noon },
    quarantine: { since: noon, code: 'unauthorized' },
    maintenance: on,
  };
  const at = '2026-11-03T12:00:00.000Z';
  expect(await expectDocumented(await api.admin('GET', '/health'), 'GET', '/api/v1/health')).toMatchObject({
    ironwifi: {
      lastFailure: { code: 'unauthorized', at },
      lastGoodAt: null,
      lastWriteAt: at,
      throttling: { since: at, lastDay: 4 },
      limits: { calls: 80, allowed: 90, at },
      quarantine: { since: at, code: 'unauthorized' },
      maintenance: { on: true },
    },
  });
});
