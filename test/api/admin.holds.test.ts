import { GatewayError } from '../../api/ports/gateways';
import type { ShownHold } from '../../contracts/replayed';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import { businessId, memberId } from '../../domain/replayed/ids';
import { noon } from './support/builders';
import { expectDocumented } from './support/documented';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

const hour = 3_600_000;
const open: Hold = {
  id: '12',
  cause: 'removals',
  businessId: businessId('7'),
  members: [{ id: memberId('1001'), reason: 'ended', stated: String(Date.UTC(2026, 10, 2)) }],
  more: 0,
  openedAt: noon,
  expiresAt: noon + 72 * hour,
  state: 'open',
  decided: null,
  keptUntil: null,
  remindAt: noon + 4 * hour,
  reminders: 1,
};
const closed: ShownHold = {
  ...open,
  id: '11',
  state: 'rejected',
  decided: { by: 'admin', reason: 'A wrong bulk edit.', at: noon + hour },
  keptUntil: noon + 73 * hour,
  keeps: { members: [memberId('1001')], more: false },
  remindAt: null,
};

describe('GET holds', () => {
  it('lists what waits and what was decided', async () => {
    api.fake.holds = [open, closed];
    expect(await expectDocumented(await api.admin('GET', '/holds'), 'GET', '/api/v1/holds')).toEqual({
      holds: [
        {
          ...{ id: '12', cause: 'removals', businessId: '7', state: 'open', more: 0, decided: null, keptUntil: null },
          members: [
            {
              id: '1001',
              reason: 'ended',
              since: '2026-11-03T12:00:00.000Z',
              at: '2026-11-02T00:00:00.000Z',
              plan: null,
            },
          ],
          keeps: null,
          openedAt: '2026-11-03T12:00:00.000Z',
          expiresAt: '2026-11-06T12:00:00.000Z',
        },
        expect.objectContaining({
          state: 'rejected',
          decided: { by: 'admin', reason: 'A wrong bulk edit.', at: '2026-11-03T13:00:00.000Z' },
          keptUntil: '2026-11-06T13:00:00.000Z',
          keeps: { members: ['1001'], more: false },
        }),
      ],
    });
  });

  it('tells the plan that a grant names, and since when a member waits who came later', async () => {
    const late = { id: memberId('1002'), reason: 'contract', stated: '12', since: noon + hour };
    api.fake.holds = [{ ...open, cause: 'changes', members: [late] }];
    expect(await (await api.admin('GET', '/holds')).json()).toMatchObject({
      holds: [{ members: [{ reason: 'contract', since: '2026-11-03T13:00:00.000Z', at: null, plan: '12' }] }],
    });
  });
});

describe('POST holds/:id/approve', () => {
  it.each([
    [undefined, null],
    [{}, null],
    [{ members: ['1001'] }, ['1001']],
  ])('%j approves %j', async (body, members) => {
    api.fake.holds = [open];
    const response = await api.admin('POST', '/holds/12/approve', body);
    expect(response.status).toBe(200);
    expect(await expectDocumented(response, 'POST', '/api/v1/holds/{id}/approve')).toMatchObject({ id: '12' });
    expect(api.fake.asked).toEqual([{ by: expect.any(String), id: '12', verdict: 'approve', reason: '', members }]);
  });

  it.each([{ members: [] }, { members: ['Anna'] }, { members: [1001] }, { all: true }])('refuses %j', async (body) => {
    api.fake.holds = [open];
    const response = await api.admin('POST', '/holds/12/approve', body);
    expect(response.status).toBe(422);
    await expectDocumented(response, 'POST', '/api/v1/holds/{id}/approve');
    expect(api.fake.asked).toEqual([]);
  });

  it('passes on that members are held no longer', async () => {
    api.fake.failure = new GatewayError('refused', '1001: not held any more', { failure: 'holdClosed' });
    const response = await api.admin('POST', '/holds/12/approve', { members: ['1001'] });
    expect(response.status).toBe(409);
    expect(await expectDocumented(response, 'POST', '/api/v1/holds/{id}/approve')).toMatchObject({
      detail: expect.stringContaining('1001: not held any more'),
    });
  });

  it('answers 404 for one that nobody knows', async () => {
    const response = await api.admin('POST', '/holds/99/approve');
    expect(response.status).toBe(404);
    await expectDocumented(response, 'POST', '/api/v1/holds/{id}/approve');
  });
});

describe('POST holds/:id/reject', () => {
  it('hands the reason on', async () => {
    api.fake.holds = [open];
    const response = await api.admin('POST', '/holds/12/reject', { reason: ' A wrong bulk edit. ' });
    expect(response.status).toBe(200);
    await expectDocumented(response, 'POST', '/api/v1/holds/{id}/reject');
    expect(api.fake.asked).toEqual([
      expect.objectContaining({ id: '12', verdict: 'reject', reason: 'A wrong bulk edit.', members: null }),
    ]);
  });

  it.each([undefined, {}, { reason: ' ' }, { reason: 'x'.repeat(201) }, { reason: 'anna@loft.example left' }])(
    'refuses %j',
    async (body) => {
      api.fake.holds = [open];
      const response = await api.admin('POST', '/holds/12/reject', body);
      expect(response.status).toBe(422);
      await expectDocumented(response, 'POST', '/api/v1/holds/{id}/reject');
      expect(api.fake.asked).toEqual([]);
    },
  );
});

describe('POST import', () => {
  it.each([true, false])('paused: %s', async (paused) => {
    const response = await api.admin('POST', '/import', { paused });
    expect(response.status).toBe(202);
    expect(await expectDocumented(response, 'POST', '/api/v1/import')).toEqual({ paused });
    expect(api.fake.asked).toEqual([expect.objectContaining({ paused })]);
  });

  it.each([undefined, {}, { paused: 'yes' }])('refuses %j', async (body) => {
    expect((await api.admin('POST', '/import', body)).status).toBe(422);
  });
});
