import type { SyncRun } from '../../api/ports/gateways';
import type { Preview, SyncReport } from '../../contracts/replayed';
import { accountId, memberId } from '../../domain/replayed/ids';
import { Marks } from '../../domain/roster/marks';
import { entitlement, noon, step, syncReport, syncRun, syncSummary } from './support/builders';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const fingerprint = 'f0e1';
/** The fake's next preview runs under this id. */
const second = runId(4);

/** Marks of members 1 to 3, the second's account under another id if wanted. */
function packed({ account = 'a-2' } = {}): string {
  const marks = new Marks();
  for (const n of ['1', '2', '3']) {
    const seen = { id: accountId(n === '2' ? account : `a-${n}`), enabled: true, orgUnit: 'basic-wifi' };
    marks.add(memberId(n), entitlement(step()), seen);
  }
  return marks.pack();
}

function report(preview: Partial<Preview> = {}, parts: Partial<SyncReport> = {}): SyncReport {
  return syncReport({
    dryRun: true,
    preview: {
      fingerprint,
      byGroup: [{ group: 'basic-wifi', members: 3 }],
      byPlan: [{ id: '11', name: 'Hot Desk', members: 3 }],
      grants: [{ id: '1', group: 'basic-wifi', planId: '11' }],
      conflicts: [{ id: '4', account: 'theirs' }],
      adoptable: [{ id: '5', account: 'nobodys', enabled: true }],
      unnamed: ['6'],
      duplicates: [],
      estimate: { calls: { nexudus: 1, ironwifi: 1 }, minutes: 1 },
      marks: packed(),
      ...preview,
    },
    ...parts,
  });
}

const done = (parts: Partial<SyncRun>): SyncRun =>
  syncRun({ dryRun: true, state: 'done', finishedAt: new Date(noon + 1_000), report: report(), ...parts });

describe('POST preview', () => {
  it('starts one and says where to look', async () => {
    const response = await api.admin('POST', '/preview');
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/api/v1/previews/${second}`);
    expect(await expectDocumented(response, 'POST', '/api/v1/preview')).toEqual({ id: second });
  });
});

describe('GET previews/:id', () => {
  const read = async (run: SyncRun) => {
    api.fake.runs.set(runId(1), run);
    return expectDocumented(await api.admin('GET', `/previews/${runId(1)}`), 'GET', '/api/v1/previews/{id}');
  };

  it('tells what going live would do, for a day', async () => {
    const view = await read(done({ runId: runId(1) }));
    expect(view).toMatchObject({
      state: 'done',
      fingerprint,
      expiresAt: '2026-11-04T12:00:01.000Z',
      counts: { read: 40 },
      byGroup: [{ group: 'basic-wifi', members: 3 }],
      byPlan: [{ id: '11', name: 'Hot Desk', members: 3 }],
      conflicts: [{ id: '4', account: 'theirs' }],
      adoptable: [{ id: '5', account: 'nobodys', enabled: true }],
      unnamed: ['6'],
    });
    expect(view).not.toHaveProperty('marks');
  });

  it('shows one that is under way, and one that has failed', async () => {
    const running = await read(syncRun({ runId: runId(1), dryRun: true }));
    expect(running).toMatchObject({ state: 'running', fingerprint: null, expiresAt: null, byGroup: [] });
    const failed = syncRun({ runId: runId(1), state: 'failed', reason: 'inconsistent', message: 'Page 2 is missing.' });
    expect(await read(failed)).toMatchObject({ state: 'failed', fingerprint: null, sentence: 'Page 2 is missing.' });
  });

  it('answers 404 for a sync, and for what nobody knows', async () => {
    api.fake.runs.set(runId(1), done({ report: report({}, { preview: null }) }));
    for (const id of [runId(1), runId(2), 'x']) {
      const response = await api.admin('GET', `/previews/${id}`);
      expect(response.status).toBe(404);
      await expectDocumented(response, 'GET', '/api/v1/previews/{id}');
    }
  });
});

describe('POST live', () => {
  const goLive = async () => {
    const response = await api.admin('POST', '/live', { fingerprint });
    return { status: response.status, body: await expectDocumented(response, 'POST', '/api/v1/live') };
  };

  /** The preview that the operator has seen, and the one that is made to compare. */
  function previewed({ seen = report(), now = report(), finishedAt = Date.now() } = {}): void {
    api.fake.live = null;
    api.fake.syncs = [syncSummary({ runId: runId(1), dryRun: true, fingerprint, finishedAt })];
    api.fake.runs.set(runId(1), done({ runId: runId(1), report: seen }));
    api.fake.runs.set(second, done({ runId: second, report: now }));
  }

  it('goes live when everything still is as it was seen', async () => {
    previewed();
    expect(await goLive()).toEqual({ status: 200, body: { live: true, version: 4 } });
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ fingerprint }));
  });

  it('names the members whose decision or account has changed since', async () => {
    previewed({ now: report({ marks: packed({ account: 'another' }) }) });
    expect(await goLive()).toMatchObject({ status: 409, body: { changed: ['2'] } });
    expect(api.fake.asked).toEqual([]);
  });

  it.each([
    ['is older than a day', { finishedAt: Date.now() - 25 * 3_600_000 }],
    ['was made under other settings', { now: report({}, { settingsVersion: 4 }) }],
  ])('refuses a preview that %s', async (_, parts) => {
    previewed(parts);
    expect(await goLive()).toMatchObject({ status: 409, body: { changed: [] } });
    expect(api.fake.asked).toEqual([]);
  });

  it('does not know a fingerprint of nobody', async () => {
    expect((await goLive()).status).toBe(404);
  });

  it('is refused once it is live', async () => {
    previewed();
    api.fake.live = { since: noon, by: 'test' };
    expect(await goLive()).toMatchObject({ status: 409, body: { detail: expect.stringContaining('alreadyLive') } });
  });

  it('says why what is now cannot be read', async () => {
    previewed();
    const failed = { runId: second, state: 'failed' as const, reason: 'timeout', message: 'Nexudus was silent.' };
    api.fake.runs.set(second, syncRun(failed));
    expect(await goLive()).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('Nexudus was silent.') },
    });
    expect(api.fake.asked).toEqual([]);
  });

  it.each([{}, { fingerprint: '' }, { fingerprint: 7 }, { fingerprint, force: true }])('refuses %j', async (body) => {
    const response = await api.admin('POST', '/live', body);
    expect(response.status).toBe(422);
    await expectDocumented(response, 'POST', '/api/v1/live');
  });
});
