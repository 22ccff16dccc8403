import { GatewayError } from '../../api/ports/gateways';
import { noon, syncReport, syncRun, syncSummary } from './support/builders';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const report = syncReport();
const { counts } = report;

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

describe('GET syncs/:id while it runs', () => {
  it.each([
    [{ phase: 'source', done: 0, of: null, endsAt: null }, 'Reading the members.'],
    [{ phase: 'directory', done: 3, of: 40, endsAt: null }, 'Reading the accounts: page 3 of 40.'],
    [
      { phase: 'telling', done: 120, of: 900, endsAt: noon },
      'Telling the members: 120 of 900, until about 2026-11-03T12:00:00.000Z.',
    ],
  ] as const)('tells how far %j is', async (progress, sentence) => {
    api.fake.runs.set(runId(1), syncRun({ progress }));
    const view = await expectDocumented(await api.admin('GET', `/syncs/${runId(1)}`), 'GET', '/api/v1/syncs/{id}');
    expect(view).toMatchObject({ sentence, progress: { done: progress.done, of: progress.of, calls: null } });
  });
});

describe('a run as CSV', () => {
  it.each([
    ['?format=csv', {}],
    ['', { accept: 'text/csv' }],
  ])('%s %j', async (query, headers) => {
    api.fake.runs.set(runId(1), syncRun({ state: 'done', report }));
    const response = await api.admin('GET', `/syncs/${runId(1)}${query}`, undefined, headers);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toContain(`sync-${runId(1)}.csv`);
    expect(await response.text()).toBe(
      'id,what,reason,location,hold,keptBy,keptSince,keptUntil,joinedTo\r\n1001,grant,contract,7,,,,,\r\n',
    );
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
    api.fake.schedule = { paused: false, note: null, nextAt: new Date(noon + 900_000) };
    const body = await expectDocumented(await api.admin('GET', '/syncs'), 'GET', '/api/v1/syncs');
    expect(body).toMatchObject({ nextAt: '2026-11-03T12:15:00.000Z' });
    const { syncs } = body as { syncs: { id: string; state: string }[] };
    expect(syncs.map(({ id, state }) => [id, state])).toEqual([
      [runId(1), 'running'],
      [runId(8), 'done'],
      [runId(7), 'failed'],
    ]);
  });

  it.each([
    ['roster-sync:main-2026-11-03T12:00:00Z', 'sync'],
    ['roster-sync:main-approved', 'approved'],
    ['roster-dry:main-7c1b', 'dryRun'],
    ['roster-preview:main-7c1b', 'preview'],
    ['roster-what-if:main', 'whatIf'],
  ])('says what a run is: %s is %s', async (workflowId, kind) => {
    api.fake.syncs = [syncSummary({ workflowId })];
    expect(await (await api.admin('GET', '/syncs')).json()).toMatchObject({ syncs: [{ kind }] });
  });

  it('is answered before there is a Schedule', async () => {
    api.fake.gateways.syncs.schedule = () => Promise.reject(new GatewayError('notReady', 'no Schedule'));
    expect(await (await api.admin('GET', '/syncs')).json()).toEqual({ syncs: [], nextAt: null });
  });
});
