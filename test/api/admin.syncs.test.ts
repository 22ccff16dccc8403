import { GatewayError } from '../../api/gateway-error';
import type { SyncReport } from '../../workflows/messages';
import { noon, syncRun, syncSummary } from './support/builders';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const counts = {
  read: 40,
  inSync: 38,
  granted: 1,
  moved: 0,
  revoked: 1,
  refreshed: 0,
  held: 0,
  orphans: 0,
  conflicts: 0,
  unnamed: 0,
  misnamed: 0,
  adopted: 0,
  drifted: 0,
  byHook: 3,
  bySync: 2,
  skipped: 0,
};
const report: SyncReport = {
  settingsVersion: 3,
  dryRun: false,
  counts,
  members: [{ id: '1001', what: 'grant', reason: 'contract', businessId: '7' }],
  unmappedPlans: [{ id: '12', name: 'Mail only', members: 2, gone: false }],
  missedHooks: [{ action: 'CoworkerContractCreate', businessId: '7', members: 1 }],
  skipped: [],
  webhooks: { checked: 20, reactivated: 0, missing: 0, failing: [], problem: null },
  durationMs: 9_000,
  readMs: 8_000,
  preview: null,
  orgUnitsMade: [],
  calls: { nexudus: 6, ironwifi: 1 },
  tenant: { companyId: 'c', region: null },
  sentence: '40 members read, 2 drifted.',
};

describe('POST sync', () => {
  it.each([
    [undefined, 1],
    [{}, 1],
    [{ dryRun: false }, 1],
    [{ approve: true }, 2],
    [{ dryRun: true }, 3],
  ])('%j starts a run and answers its id', async (body, run) => {
    const response = await api.admin('POST', '/sync', body);
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/api/v1/syncs/${runId(run)}`);
    expect(await expectDocumented(response, 'POST', '/api/v1/sync')).toEqual({ id: runId(run) });
  });

  it.each([{ dryRun: 'yes' }, { dryRun: true, approve: true }, { dryrun: true }, []])('refuses %j', async (body) => {
    const response = await api.admin('POST', '/sync', body);
    expect(response.status).toBe(422);
    await expectDocumented(response, 'POST', '/api/v1/sync');
  });

  it('says that there is no Schedule yet', async () => {
    api.fake.failure = new GatewayError('notReady', 'The Schedule of the roster sync is not there: start a worker.');
    const response = await api.admin('POST', '/sync');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining('start a worker') });
  });
});

describe('GET syncs/:id', () => {
  const read = async (run: Parameters<typeof syncRun>[0]) => {
    api.fake.runs.set(runId(1), syncRun(run));
    return expectDocumented(await api.admin('GET', `/syncs/${runId(1)}`), 'GET', '/api/v1/syncs/{id}');
  };

  it('shows a run that is under way, with counts of zero', async () => {
    expect(await read({})).toMatchObject({
      id: runId(1),
      state: 'running',
      reason: null,
      dryRun: false,
      startedAt: '2026-11-03T12:00:00.000Z',
      finishedAt: null,
      sentence: expect.any(String),
      counts: { read: 0, conflicts: 0 },
      unmappedPlans: [],
      calls: { nexudus: 0, ironwifi: 0 },
    });
  });

  it('shows what a run has found and done', async () => {
    expect(await read({ state: 'done', finishedAt: new Date(noon + 1000), report })).toMatchObject({
      state: 'done',
      finishedAt: '2026-11-03T12:00:01.000Z',
      sentence: '40 members read, 2 drifted.',
      counts,
      unmappedPlans: report.unmappedPlans,
      calls: report.calls,
      members: report.members,
    });
  });

  it('shows why a run failed', async () => {
    expect(
      await read({
        state: 'failed',
        reason: 'inconsistent',
        message: 'Page 2 is missing.',
        finishedAt: new Date(noon),
      }),
    ).toMatchObject({
      state: 'failed',
      reason: 'inconsistent',
      sentence: 'Page 2 is missing.',
      counts: { revoked: 0 },
    });
  });

  it.each([runId(2), 'x', `${runId(1)}"`])('answers 404 for %s', async (id) => {
    const response = await api.admin('GET', `/syncs/${encodeURIComponent(id)}`);
    expect(response.status).toBe(404);
    await expectDocumented(response, 'GET', '/api/v1/syncs/{id}');
  });
});

describe('GET syncs', () => {
  it('lists those under way and those remembered, newest first, each once', async () => {
    api.fake.runs.set(runId(1), syncRun({ runId: runId(1), startedAt: new Date(noon + 5000) }));
    api.fake.runs.set(runId(8), syncRun({ runId: runId(8) }));
    api.fake.syncs = [
      syncSummary({ runId: runId(8), startedAt: noon + 1 }),
      syncSummary({ runId: runId(7), startedAt: noon - 1, state: 'failed', reason: 'timeout' }),
    ];
    const body = await expectDocumented(await api.admin('GET', '/syncs'), 'GET', '/api/v1/syncs');
    const { syncs } = body as { syncs: { id: string; state: string }[] };
    expect(syncs.map(({ id, state }) => [id, state])).toEqual([
      [runId(1), 'running'],
      [runId(8), 'done'],
      [runId(7), 'failed'],
    ]);
  });
});
