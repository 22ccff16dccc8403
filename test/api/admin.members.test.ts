import { pino } from 'pino';
import { liveAccount } from '../../api/admin/member-view';
import { GatewayError } from '../../api/ports/gateways';
import type { WifiDirectory } from '../../clients/wifi-directory';
import { accountId } from '../../domain/replayed/ids';
import { basicWifi, entitlement, evening, explanation, noon, step } from './support/builders';
import { expectDocumented } from './support/documented';
import { rulesOf } from '../domain/builders';
import { runId, settingsDocument } from './support/fake-gateways';
import { serveApi, type ServedApi, external } from './support/served-api';

const memberPath = '/api/v1/members/{id}';

let api: ServedApi;
const serve = async (...args: Parameters<typeof serveApi>) => (api = await serveApi(...args));
afterEach(() => api.close());

async function member(parts: Parameters<typeof explanation>[0] = {}): Promise<Record<string, unknown>> {
  api.fake.explanations.set('1001', explanation(parts));
  const response = await api.admin('GET', '/members/1001');
  expect(response.status).toBe(200);
  return (await expectDocumented(response, 'GET', memberPath)) as Record<string, unknown>;
}

describe('GET members', () => {
  it('lists a page', async () => {
    await serve();
    api.fake.pages = 3;
    const response = await api.admin('GET', '/members?status=granted&attention=true&page=2');
    expect(await expectDocumented(response, 'GET', '/api/v1/members')).toEqual({
      members: [
        expect.objectContaining({ id: '1001', status: 'granted', plan: '11', group: 'basic-wifi', until: null }),
      ],
      page: 2,
      pages: 3,
    });
    expect(api.fake.asked).toEqual([{ status: 'granted', attention: true, page: 2 }]);
  });

  it('lists those who are named', async () => {
    await serve();
    await expectDocumented(await api.admin('GET', '/members?ids=1001,1002'), 'GET', '/api/v1/members');
    expect(api.fake.asked).toEqual([{ ids: ['1001', '1002'], status: undefined, attention: false, page: 1 }]);
  });

  it('lists all of them when nothing is asked for', async () => {
    await serve();
    await api.admin('GET', '/members');
    expect(api.fake.asked).toEqual([{ status: undefined, attention: false, page: 1 }]);
  });

  it.each([
    'status=active',
    'status=granted%22%20OR',
    'page=0',
    'page=x',
    'page=1&page=2',
    'attention=yes',
    'ids=',
    'ids=1,Ada',
    `ids=${'1,'.repeat(100)}1`,
  ])('refuses %s', async (query) => {
    await serve();
    const response = await api.admin('GET', `/members?${query}`);
    expect(response.status).toBe(400);
    await expectDocumented(response, 'GET', '/api/v1/members');
  });
});

describe('GET members/:id', () => {
  it('says that an operator keeps the member although Nexudus says otherwise', async () => {
    await serve();
    const kept = { by: 'admin', since: noon, until: noon + 7 * 24 * 3_600_000 };
    const iso = { by: 'admin', since: '2026-11-03T12:00:00.000Z', until: '2026-11-10T12:00:00.000Z' };
    expect(await member({ hold: { id: null, reason: 'ended', since: noon, kept } })).toMatchObject({
      access: {
        state: 'granted',
        sentence: expect.stringMatching(
          /^May connect until .*Kept as it is until .*, although Nexudus says: the contract is no longer active$/,
        ),
      },
      hold: { id: null, reason: 'ended', since: '2026-11-03T12:00:00.000Z', kept: iso },
    });
  });

  it('says why, what comes next, and where to look on', async () => {
    await serve();
    expect(await member()).toMatchObject({
      id: '1001',
      access: {
        state: 'granted',
        group: 'basic-wifi',
        until: '2026-11-03T18:00:00.000Z',
        reason: 'contract',
        sentence: expect.stringMatching(/^May connect until .*: contract Hot Desk #4411$/),
        evidence: [{ kind: 'contract', id: '4411', at: '2026-11-03T18:00:00.000Z', zone: 'Europe/London' }],
      },
      next: [{ at: '2026-11-03T18:00:00.000Z', state: 'denied', group: null, reason: 'ended' }],
      account: { id: 'a-1', enabled: true },
      attention: null,
      delivery: { state: 'sent', at: '2026-11-03T12:00:00.000Z', kind: 'welcome' },
      timeline: [{ at: '2026-11-03T12:00:00.000Z', what: 'account created', kind: 'other' }],
      links: { temporal: 'http://temporal.test/namespaces/default/workflows/member%3Amain%3A1001' },
    });
  });

  it('tells the verdict in English, with what led to it and what comes by itself', async () => {
    await serve();
    const { verdict, access } = await member();
    expect(verdict).toMatchObject({
      allowed: 'yes',
      sentence: (access as { sentence: string }).sentence,
      evidence: [
        { kind: 'contract', id: '4411', text: expect.stringContaining('Contract Hot Desk #4411 is valid until') },
        { kind: 'account', id: 'a-1', text: 'The account is open at level basic-wifi' },
        { kind: 'look', id: '1001', text: expect.stringContaining('Nexudus was last read') },
      ],
      way: null,
      next: [{ at: '2026-11-03T18:00:00.000Z', text: expect.stringContaining('Access ends') }],
    });
  });

  it.each([
    ['de', /^Darf bis .* ins WLAN: Vertrag Hot Desk #4411$/],
    ['es', /^Puede conectarse hasta .*: contrato Hot Desk #4411$/],
    ['fr', /^Peut se connecter jusqu’.* : contrat Hot Desk #4411$/],
  ])('tells it in %s', async (language, sentence) => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    const response = await api.admin('GET', `/members/1001?language=${language}`);
    expect(await expectDocumented(response, 'GET', memberPath)).toMatchObject({
      verdict: { sentence: expect.stringMatching(sentence) },
    });
  });

  it.each(['language=it', 'language=de&language=fr', 'language='])('refuses %s', async (query) => {
    await serve();
    const response = await api.admin('GET', `/members/1001?${query}`);
    expect(response.status).toBe(400);
    expect(await expectDocumented(response, 'GET', memberPath)).toMatchObject({
      detail: 'language is one of en, de, es, fr.',
    });
  });

  it.each([
    ['of the space where the evidence names none', 'Asia/Kathmandu', { ...rulesOf(), defaultZone: 'Asia/Kathmandu' }],
    ['of UTC before the first settings', 'UTC', null],
  ])('tells times by the clock %s', async (_, timeZone, resolved) => {
    await serve();
    api.fake.document = resolved && { ...settingsDocument(), resolved };
    const at = Date.now();
    const evidence = [{ kind: 'coworker' as const, id: '1001' }];
    const suspended = step({ access: { state: 'denied' }, reason: 'suspended', evidence });
    const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
    expect(await member({ entitlement: entitlement(suspended), lastLookAt: at })).toMatchObject({
      verdict: {
        evidence: expect.arrayContaining([{ kind: 'look', id: '1001', text: expect.stringContaining(time) }]),
      },
    });
  });

  it('goes by the step of now', async () => {
    await serve();
    const { access, next } = await member({ step: 1 });
    expect(access).toMatchObject({ state: 'denied', group: null, until: null, reason: 'ended' });
    expect(next).toEqual([]);
  });

  it('shows a prepared account as denied', async () => {
    await serve();
    const prepared = step({ access: { state: 'prepared', ...basicWifi }, reason: 'checkInNeeded' });
    const { access } = await member({ entitlement: entitlement(prepared) });
    expect(access).toMatchObject({ state: 'denied', prepared: true, group: 'basic-wifi', reason: 'checkInNeeded' });
  });

  it.each([
    [true, 'granted', 'basic-wifi'],
    [false, 'denied', null],
  ])('shows what is kept by the account: enabled %s', async (enabled, state, group) => {
    await serve();
    const kept = step({ access: { state: 'keep' }, reason: 'retiredPlan' });
    const account = { id: 'a-1', enabled, orgUnit: 'basic-wifi' };
    expect((await member({ entitlement: entitlement(kept), account })).access).toMatchObject({ state, group });
  });

  it('shows a member before the first look', async () => {
    await serve();
    const { access, account, next } = await member({ entitlement: null, account: null });
    expect(access).toMatchObject({ state: 'denied', reason: null, until: null });
    expect([account, next]).toEqual([null, []]);
  });

  it('shows what needs attention, and an override', async () => {
    await serve();
    const shown = await member({
      attention: { lane: 'writer', reason: 'throttled', message: 'IronWifi: 429', since: noon },
      override: { access: 'block', until: evening, reason: 'lost laptop', by: 'admin', at: noon },
    });
    expect(shown.attention).toMatchObject({ lane: 'writer', reason: 'throttled', since: '2026-11-03T12:00:00.000Z' });
    expect(shown.override).toMatchObject({ access: 'block', until: '2026-11-03T18:00:00.000Z' });
  });

  it('says what is left of an erasure, and what becomes of a member who was erased', async () => {
    await serve();
    const erased = { ...{ entitlement: null, account: null, timeline: [] } };
    const erasure = { since: noon, by: 'operator', doneAt: null, left: ['account' as const] };
    expect(await member({ ...erased, erasure })).toMatchObject({
      access: {
        state: 'denied',
        sentence: expect.stringMatching(
          /^May not connect: is being erased since .*\. A new membership brings a new account$/,
        ) as string,
      },
      erasure: { state: 'underWay', since: '2026-11-03T12:00:00.000Z', doneAt: null, left: ['account'] },
    });
    const override = { access: 'block' as const, until: null, reason: 'erased', by: 'operator', at: noon };
    expect(await member({ ...erased, override, erasure: { ...erasure, doneAt: evening, left: [] } })).toMatchObject({
      access: {
        sentence: expect.stringMatching(
          /^May not connect: was erased .*\. Access stays off until an operator lifts the block$/,
        ) as string,
      },
      erasure: { state: 'done', doneAt: '2026-11-03T18:00:00.000Z', left: [] },
    });
  });

  it.each(['looker', 'writer', 'courier', 'portal'] as const)('shows what keeps the %s', async (lane) => {
    await serve();
    const shown = await member({ attention: { lane, reason: 'timeout', message: 'no answer', since: noon } });
    expect(shown.attention).toMatchObject({ lane });
  });

  it('never lets an answer be stored', async () => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    expect((await api.admin('GET', '/members/1001')).headers.get('cache-control')).toBe('no-store');
  });

  it.each(['1002', 'ada', '1001%22', '0'])('answers 404 for %s', async (id) => {
    await serve();
    const response = await api.admin('GET', `/members/${id}`);
    expect(response.status).toBe(404);
    await expectDocumented(response, 'GET', memberPath);
  });

  it.each([
    ['away', 'Temporal'],
    ['silent', 'worker'],
    ['busy', 'Too many requests'],
  ] as const)('answers 503 while %s', async (code, word) => {
    await serve();
    api.fake.failure = new GatewayError(code, 'no answer');
    const response = await api.admin('GET', '/members/1001');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await expectDocumented(response, 'GET', memberPath)).toMatchObject({
      detail: expect.stringContaining(word),
    });
  });
});

describe('an account as IronWifi has it', () => {
  type Read = WifiDirectory['read'];
  const account = { id: accountId('a-1'), username: 'ada@example.com', enabled: true, orgUnit: null, notes: '' };
  const shown = async (read: Read) => {
    await serve({ external: { ...external(), directory: { ...external().directory, read } } });
    return (await member()).account;
  };

  it('is read live', async () => {
    const read = jest.fn<ReturnType<Read>, Parameters<Read>>(() => Promise.resolve(account));
    expect(await shown(read)).toMatchObject({
      username: 'ada@example.com',
      directory: { found: true, enabled: true, orgUnit: null },
    });
    expect(read).toHaveBeenCalledWith('a-1', expect.objectContaining({ priority: 'usual' }));
  });

  it.each<[string, Read, unknown]>([
    ['is null when the directory is away', () => Promise.reject(new Error('unreachable')), null],
    ['says when the account is gone', () => Promise.resolve(null), expect.objectContaining({ found: false })],
  ])('%s', async (_why, read, directory) => {
    const account = await shown(read);
    expect(account).toMatchObject({ directory });
    expect(account).not.toHaveProperty('username');
  });

  it('is asked for once in a while, however often somebody looks', async () => {
    const read = jest.fn<ReturnType<Read>, Parameters<Read>>(() => Promise.resolve(account));
    await shown(read);
    await member();
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is read again once the member was looked at or the account written', async () => {
    const read = jest.fn<ReturnType<Read>, Parameters<Read>>(() => Promise.resolve(account));
    await shown(read);
    await member({ lastWriteAt: Date.now() });
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is absent when the directory does not answer in time', async () => {
    await serve();
    const never = { read: () => new Promise<null>(() => undefined) };
    const live = liveAccount(never, pino({ level: 'silent' }), { patienceMs: 10, freshMs: 1_000 });
    expect(await live('a-1', 0)).toBeUndefined();
  });
});

describe('POST members/:id/…', () => {
  const act = (name: string, body?: unknown) => api.admin('POST', `/members/1001/${name}`, body);

  it.each(['resend', 'rotate', 'rename', 'retry'])('%s asks the workflow and answers 202', async (name) => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    const response = await act(name);
    expect(response.status).toBe(202);
    await expectDocumented(response, 'POST', `${memberPath}/${name}`);
    expect(api.fake.asked).toEqual([{ [name]: '1001', by: 'admin' }]);
  });

  it.each(['resend', 'rotate', 'retry', 'override'])(
    '%s of a member who is not followed says what to do',
    async (name) => {
      await serve();
      const response = await act(name, name === 'override' ? { access: null } : undefined);
      expect(response.status).toBe(404);
      expect(await expectDocumented(response, 'POST', `${memberPath}/${name}`)).toMatchObject({
        detail: expect.stringContaining('POST /api/v1/members/1001/sync'),
      });
    },
  );

  it('sync looks again, whether the member is followed or not', async () => {
    await serve();
    const response = await act('sync', {});
    expect(response.status).toBe(202);
    await expectDocumented(response, 'POST', `${memberPath}/sync`);
    expect(api.fake.sent).toEqual([
      { member: '1001', signal: 'accessChanged', hint: { source: 'operator', by: 'admin' } },
    ]);
  });

  it('a refusal of the workflow is passed on', async () => {
    await serve();
    api.fake.failure = new GatewayError('refused', 'the override would already be over', { failure: 'rejected' });
    const response = await act('override', { access: null });
    expect(response.status).toBe(409);
    await expectDocumented(response, 'POST', `${memberPath}/override`);
  });
});

describe('POST members/:id/erase', () => {
  const send = async (body: unknown) => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    const response = await api.admin('POST', '/members/1001/erase', body);
    await expectDocumented(response, 'POST', `${memberPath}/erase`);
    return response.status;
  };

  it.each([
    [{ reason: 'request of 3 November' }, false],
    [{ reason: 'request of 3 November', force: true }, true],
  ])('takes %j, and tells the workflow no reason', async (body, force) => {
    expect(await send(body)).toBe(202);
    expect(api.fake.asked).toEqual([{ erase: '1001', by: 'admin', force }]);
  });

  it.each([undefined, {}, { reason: ' ' }, { reason: 'asked by ada@example.com' }, { reason: 'x', force: 'yes' }])(
    'refuses %j',
    async (body) => {
      expect(await send(body)).toBe(422);
      expect(api.fake.asked).toEqual([]);
    },
  );
});

describe('a dry run for one member', () => {
  it('starts a run and says where to look', async () => {
    await serve();
    const response = await api.admin('POST', '/members/1001/sync', { dryRun: true });
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/api/v1/syncs/${runId(3)}`);
    expect(await expectDocumented(response, 'POST', `${memberPath}/sync`)).toEqual({ id: runId(3) });
    expect(api.fake.asked).toEqual([{ dryRun: '1001' }]);
    expect(api.fake.sent).toEqual([]);
  });
});

describe('an account that is given to a member', () => {
  it('is looked at first, and then taken', async () => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    const response = await api.admin('POST', '/members/1001/adopt', { account: 'a-9' });
    expect(response.status).toBe(202);
    await expectDocumented(response, 'POST', `${memberPath}/adopt`);
    expect(api.fake.sent).toMatchObject([{ member: '1001', signal: 'accessChanged' }]);
    expect(api.fake.asked).toEqual([expect.objectContaining({ adopt: '1001', account: 'a-9' })]);
  });

  it('of many, one that is refused keeps no other from being taken', async () => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    api.fake.explanations.set('1003', explanation());
    const { members: gateway } = api.fake.gateways;
    const adopt = gateway.adopt.bind(gateway);
    gateway.adopt = (member, request) =>
      member === '1001' ? Promise.reject(new GatewayError('refused', 'It has one.')) : adopt(member, request);
    const members = ['1001', '1003'].map((id) => ({ id, account: `a-${id}` }));
    const response = await api.admin('POST', '/adopt', { members });
    expect(response.status).toBe(202);
    expect(await expectDocumented(response, 'POST', '/api/v1/adopt')).toEqual({
      taken: ['1003'],
      failed: [{ id: '1001', message: 'It has one.' }],
    });
  });

  it.each([{}, { members: [] }, { members: [{ id: 'Anna', account: 'a' }] }, { members: [{ id: '1001' }] }])(
    'refuses %j',
    async (body) => {
      await serve();
      const response = await api.admin('POST', '/adopt', body);
      expect(response.status).toBe(422);
      await expectDocumented(response, 'POST', '/api/v1/adopt');
    },
  );
});

describe('POST members/:id/override', () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const send = async (body: unknown) => {
    await serve();
    api.fake.explanations.set('1001', explanation());
    const response = await api.admin('POST', '/members/1001/override', body);
    const answer = await expectDocumented(response, 'POST', `${memberPath}/override`);
    return { status: response.status, answer: answer as { errors?: { path: string }[] } };
  };

  it.each([
    [
      { access: 'allow', until: soon, reason: ' guest of the house ' },
      { access: 'allow', until: Date.parse(soon), reason: 'guest of the house' },
    ],
    [
      { access: 'block', until: null, reason: 'lost laptop' },
      { access: 'block', until: null, reason: 'lost laptop' },
    ],
    [
      { access: 'block', reason: 'lost laptop' },
      { access: 'block', until: null, reason: 'lost laptop' },
    ],
    [
      { access: null, until: null },
      { access: null, until: null, reason: '' },
    ],
  ])('takes %j', async (body, request) => {
    expect((await send(body)).status).toBe(202);
    expect(api.fake.asked).toEqual([{ override: '1001', by: 'admin', ...request }]);
  });

  it.each([
    [{}, 'access'],
    [{ access: 'deny', reason: 'x' }, 'access'],
    [{ access: 'allow', until: null }, 'reason'],
    [{ access: 'allow', reason: '  ' }, 'reason'],
    [{ access: 'block', reason: 'x'.repeat(201) }, 'reason'],
    [{ access: 'block', reason: 'ask ada@example.com' }, 'reason'],
    [{ access: 'allow', reason: 'x', until: '2020-01-01T00:00:00Z' }, 'until'],
    [{ access: 'allow', reason: 'x', until: 'tomorrow' }, 'until'],
    [{ access: 'allow', reason: 'x', until: 1 }, 'until'],
    [{ access: null, who: 'me' }, ''],
    ['allow', ''],
  ])('refuses %j and names %j', async (body, path) => {
    const { status, answer } = await send(body);
    expect(status).toBe(422);
    expect(answer.errors?.map((error) => error.path)).toContain(path);
    expect(api.fake.asked).toEqual([]);
  });
});
