import { GatewayError, type SyncRun } from '../../api/ports/gateways';
import type { SyncReport, WhatIfReport } from '../../contracts/replayed';
import { draftHash } from '../../domain/settings/draft-hash';
import { settingsOf } from '../domain/builders';
import { syncReport, syncRun, syncSummary } from './support/builders';
import { expectDocumented } from './support/documented';
import { runId } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';
import { doneRun, fingerprint, packedMarks, whatIfReport } from './support/what-if-report';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const settings = { spaceName: 'The Loft', ssid: 'Loft Members', plans: { 'Hot Desk': { group: 'premium-wifi' } } };
/** The fake's next what-if runs under this id. */
const next = runId(5);

const report = (parts?: Partial<WhatIfReport>, more?: Partial<SyncReport>) => whatIfReport(settings, parts, more);
const done = (parts: Partial<SyncRun>) => doneRun(report(), parts);

describe('POST what-if', () => {
  const post = async (body: unknown) => {
    const response = await api.admin('POST', '/what-if', body);
    return { response, body: await expectDocumented(response, 'POST', '/api/v1/what-if') };
  };

  it('starts one of whole settings, and says where to look', async () => {
    const { response, body } = await post({ settings });
    expect({ status: response.status, body }).toEqual({ status: 202, body: { id: next } });
    expect(response.headers.get('location')).toBe(`/api/v1/what-if/${next}`);
    expect(api.fake.asked).toEqual([
      { whatIf: { version: 3, rules: settings, warnings: [], draft: draftHash(settingsOf(settings)), fresh: false } },
    ]);
    expect(api.fake.document?.version).toBe(3);
  });

  it('takes a plan map alone, with all else as it is saved', async () => {
    const { plans } = settings;
    expect((await post({ plans })).response.status).toBe(202);
    expect(api.fake.asked).toMatchObject([{ whatIf: { rules: { spaceName: 'Loft', ssid: 'Loft', plans } } }]);
  });

  it.each([
    [{ settings: { ...settings, ssid: '' } }, 'ssid'],
    [{ plans: { 'Hot Desk': { group: 'premium-wifi', precedence: 'high' } } }, 'plans.Hot Desk.precedence'],
    [{}, ''],
    [{ settings, plans: {} }, ''],
  ])('names what is wrong, as PUT settings does, and asks nobody: %j', async (body, path) => {
    const answer = await post(body);
    expect(answer.response.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ path }] });
    expect(api.fake.asked).toEqual([]);
  });

  it('needs settings to compare a plan map with', async () => {
    api.fake.document = null;
    expect((await post({ plans: {} })).response.status).toBe(409);
  });

  it('is refused while another one is under way', async () => {
    api.fake.failure = new GatewayError('refused', `What-if ${next} is under way, and one runs at a time.`);
    const { response, body } = await post({ settings });
    expect({ status: response.status, body }).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining(next) },
    });
  });
});

describe('GET what-if/:id', () => {
  const read = async (run: SyncRun) => {
    api.fake.runs.set(runId(1), run);
    return expectDocumented(await api.admin('GET', `/what-if/${runId(1)}`), 'GET', '/api/v1/what-if/{id}');
  };

  it('tells what the draft would do, for a day', async () => {
    const view = await read(done({ runId: runId(1) }));
    expect(view).toMatchObject({
      ...{ state: 'done', fingerprint, version: 3, expiresAt: '2026-11-04T12:00:01.000Z' },
      ...{ decidedAt: '2026-11-03T12:00:00.000Z', readAt: '2026-11-03T11:59:00.000Z' },
      moves: [{ id: '1', from: 'basic-wifi', to: 'premium-wifi', held: true }],
      rescheduled: [{ id: '4', until: { today: '2026-11-03T12:00:00.000Z', draft: null } }],
      holds: [{ cause: 'changes', members: { today: 0, draft: 1 } }],
    });
    expect(view).not.toHaveProperty('marks');
  });

  it('shows one that is under way, and one that has failed', async () => {
    const progress = { phase: 'directory' as const, done: 3, of: 9, endsAt: null };
    const running = await read(syncRun({ runId: runId(1), dryRun: true, progress }));
    expect(running).toMatchObject({ state: 'running', fingerprint: null, progress, gains: [] });
    const failed = syncRun({ runId: runId(1), state: 'failed', reason: 'inconsistent', message: 'Page 2 is missing.' });
    expect(await read(failed)).toMatchObject({ state: 'failed', version: null, sentence: 'Page 2 is missing.' });
  });

  it('answers 404 for a sync, and for what nobody knows', async () => {
    api.fake.runs.set(runId(1), done({ report: syncReport() }));
    for (const id of [runId(1), runId(2), 'x']) {
      const response = await api.admin('GET', `/what-if/${id}`);
      expect(response.status).toBe(404);
      await expectDocumented(response, 'GET', '/api/v1/what-if/{id}');
    }
  });
});

describe('PUT settings with the fingerprint of a what-if', () => {
  /** The what-if that the operator has seen, and the one that is made to compare. */
  function shown({ seen = report(), now = report(), finishedAt = Date.now() } = {}): void {
    api.fake.syncs = [syncSummary({ runId: runId(1), dryRun: true, fingerprint, finishedAt })];
    api.fake.runs.set(runId(1), done({ runId: runId(1), report: seen }));
    api.fake.runs.set(next, done({ runId: next, report: now }));
  }

  const save = async (body: unknown = settings, ifMatch = '"3"') => {
    const response = await api.admin('PUT', `/settings?fingerprint=${fingerprint}`, body, { 'if-match': ifMatch });
    return { status: response.status, body: await expectDocumented(response, 'PUT', '/api/v1/settings') };
  };

  it.each(['"3"', '*'])('saves them when they still do what was shown, with If-Match: %s', async (ifMatch) => {
    shown();
    expect(await save(settings, ifMatch)).toMatchObject({ status: 200, body: { version: 4 } });
    expect(api.fake.asked).toMatchObject([{ whatIf: { fresh: true } }]);
  });

  it('says which members and which counts have changed since, and where to look', async () => {
    const counts = {
      ...{ gains: 0, loses: 1, moves: 2, unchanged: 7, unknown: 0 },
      held: 1,
      rescheduled: 1,
      overruled: 0,
    };
    shown({ now: report({ marks: packedMarks({ second: 'loses' }), counts }) });
    expect(await save()).toMatchObject({
      status: 409,
      body: {
        changed: ['2'],
        differences: [
          { what: 'loses', was: 0, is: 1 },
          { what: 'moves', was: 3, is: 2 },
        ],
        whatIf: next,
      },
    });
    expect(api.fake.document?.version).toBe(3);
  });

  it('does not take other settings for those that were shown, but the same in another order', async () => {
    shown();
    expect((await save({ ...settings, graceMinutes: 5 })).status).toBe(409);
    const { spaceName, ...rest } = settings;
    expect((await save({ ...rest, spaceName })).status).toBe(200);
  });

  it.each([
    ['older than a day', { finishedAt: Date.now() - 25 * 3_600_000 }, 409],
    ['of settings that were changed since', { seen: report({}, { settingsVersion: 2 }) }, 412],
    ['a preview', { seen: syncReport() }, 404],
  ])('refuses one that is %s', async (_, parts, status) => {
    shown(parts);
    expect((await save()).status).toBe(status);
    expect(api.fake.document?.version).toBe(3);
  });

  it('does not overlook what was edited from an older version', async () => {
    shown();
    expect((await save(settings, '"2"')).status).toBe(412);
  });

  it('says why what is now cannot be read', async () => {
    shown();
    api.fake.runs.set(
      next,
      syncRun({ runId: next, state: 'failed', reason: 'timeout', message: 'Nexudus was silent.' }),
    );
    expect(await save()).toMatchObject({
      status: 503,
      body: { detail: expect.stringContaining('Nexudus was silent.') },
    });
  });
});
