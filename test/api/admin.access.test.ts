import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../api/ports/gateways';
import type { AuditEntry } from '../../contracts/api/audit';
import type { Role } from '../../contracts/api/roles';
import type { Override } from '../../domain/replayed/override';
import { explanation } from './support/builders';
import { expectDocumented } from './support/documented';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

const HOUR = 3_600_000;
jest.setTimeout(20_000);
let api: ServedApi;
beforeEach(async () => {
  api = await serveApi({ trustProxy: 1 });
  api.fake.explanations.set('1001', explanation());
});
afterEach(() => api.close());

const tokensPath = '/api/v1/tokens';
const auditPath = '/api/v1/audit';

async function make(role: Role, name = `the ${role}`): Promise<{ id: string; token: string }> {
  const response = await api.admin('POST', '/tokens', { name, role });
  return (await expectDocumented(response, 'POST', tokensPath)) as { id: string; token: string };
}
const as = (token: string, method: string, path: string, body?: unknown) =>
  api.admin(method, path, body, { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.7' });

async function audit(query = ''): Promise<AuditEntry[]> {
  const page = await expectDocumented(await api.admin('GET', `/audit${query}`), 'GET', auditPath);
  return (page as { entries: AuditEntry[] }).entries;
}
const newest = async (query = '') => (await audit(query))[0];

describe('access tokens', () => {
  it('are made, listed without the token, used, and revoked', async () => {
    const { id, token } = await make('viewer', '  Screen in the hall ');
    expect((await as(token, 'GET', '/members')).status).toBe(200);
    const listed = await expectDocumented(await api.admin('GET', '/tokens'), 'GET', tokensPath);
    const wanted = { id, name: 'Screen in the hall', role: 'viewer', createdBy: 'admin', revokedAt: null };
    expect(listed).toMatchObject({ tokens: [{ ...wanted, lastUsedAt: expect.any(String) }] });
    expect(JSON.stringify(listed)).not.toContain(token.slice(3));

    const revoked = await api.admin('POST', `/tokens/${id}/revoke`);
    const { revokedAt } = (await expectDocumented(revoked, 'POST', `${tokensPath}/{id}/revoke`)) as AuditEntry & {
      revokedAt: string;
    };
    expect((await as(token, 'GET', '/members')).status).toBe(401);
    expect(await (await api.admin('POST', `/tokens/${id}/revoke`)).json()).toMatchObject({ revokedAt });
    expect((await api.admin('POST', '/tokens/nobody/revoke')).status).toBe(404);
  });

  it.each([
    ['no name', { name: ' ', role: 'desk' }, 'name'],
    ['no such role', { name: 'x', role: 'owner' }, 'role'],
    ['an end that is past', { name: 'x', role: 'desk', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['a new line in the name', { name: 'x\r\nSet-Cookie: a=b', role: 'desk' }, 'name'],
    ['text turned around in the name', { name: 'desk \u202enimda', role: 'desk' }, 'name'],
    ['an escape sequence in the name', { name: '\u001b[2Jdesk', role: 'desk' }, 'name'],
  ])('are not made with %s', async (_what, body, path) => {
    const response = await api.admin('POST', '/tokens', body);
    expect(response.status).toBe(422);
    expect(await expectDocumented(response, 'POST', tokensPath)).toMatchObject({ errors: [{ path }] });
    expect(await audit()).toMatchObject([{ what: 'createToken', outcome: { status: 422 } }]);
  });

  it('carry a script in their name as plain text only', async () => {
    const name = '"><script>alert(1)</script>';
    const { token } = await make('desk', name);
    await as(token, 'POST', '/members/1001/retry');
    for (const path of ['/tokens', '/audit', '/audit?format=csv']) {
      const response = await api.admin('GET', path);
      expect(response.headers.get('content-type')).toMatch(/^(application\/json|text\/csv)/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      for (const [, value] of response.headers) expect(value).not.toContain('script>');
    }
  });

  it('say nothing to Temporal or the log but an id', async () => {
    const { id, token } = await make('desk', 'Anna Nass');
    await as(token, 'POST', '/members/1001/resend');
    expect(api.fake.asked).toEqual([{ resend: '1001', by: `token:${id}` }]);
    api.fake.failure = new GatewayError('away', 'away');
    await as(token, 'POST', '/members/1001/resend');
    expect(api.logged.join()).toContain('request failed');
    expect(api.logged.join()).not.toMatch(/Anna Nass|lk_/);
  });
});

describe('a damaged token file', () => {
  it('keeps access tokens out with a sentence, and the admin token in', async () => {
    const { token } = await make('viewer');
    writeFileSync(join(api.home, 'tokens.json'), '{"version":1,"tokens":[{"id":');
    await api.tokens.open();
    const refused = await as(token, 'GET', '/members');
    expect(refused.status).toBe(503);
    expect(await expectDocumented(refused, 'GET', '/api/v1/members')).toMatchObject({
      code: 'tokensUnreadable',
      detail: expect.stringContaining('LATCHKEY_ADMIN_TOKEN still works'),
    });
    expect((await api.admin('GET', '/members')).status).toBe(200);
    expect((await api.admin('GET', '/tokens')).status).toBe(503);
    expect((await api.admin('POST', '/tokens', { name: 'x', role: 'desk' })).status).toBe(503);
  });
});

describe('an override by the desk', () => {
  const after = (ms: number) => new Date(Date.now() + ms).toISOString();
  const override = (until: number | null): Override => ({ access: 'block', until, reason: 'r', by: 'admin', at: 0 });

  it.each([
    ['for 23 hours', 'block', 23 * HOUR, 202],
    ['for 25 hours', 'allow', 25 * HOUR, 403],
    ['without an end', 'block', null, 403],
    ['lifted', null, null, 202],
  ])('%s', async (_what, access, ms, status) => {
    const { token } = await make('desk');
    const until = ms === null ? null : after(ms);
    const response = await as(token, 'POST', '/members/1001/override', { access, until, reason: 'lost laptop' });
    expect(response.status).toBe(status);
    const answer = await expectDocumented(response, 'POST', '/api/v1/members/{id}/override');
    if (status === 403) expect(answer).toMatchObject({ detail: expect.stringMatching(/24 hours.*role admin/) });
    expect(api.fake.asked).toHaveLength(status === 202 ? 1 : 0);
  });

  it.each<[string, number | null, number]>([
    ['that ends within a day', 20 * HOUR, 202],
    ['that ends later', 30 * HOUR, 403],
    ['that has no end', null, 403],
  ])('replaces and lifts one %s, or leaves it to an admin', async (_what, ms, status) => {
    const { token } = await make('desk');
    api.fake.explanations.set('1001', explanation({ override: override(ms === null ? null : Date.now() + ms) }));
    for (const body of [{ access: null }, { access: 'allow', until: after(60_000), reason: 'guest' }])
      expect((await as(token, 'POST', '/members/1001/override', body)).status).toBe(status);
  });

  it('of a member that nobody knows is a 404', async () => {
    const { token } = await make('desk');
    const body = { access: 'block', until: after(HOUR), reason: 'lost laptop' };
    expect((await as(token, 'POST', '/members/1002/override', body)).status).toBe(404);
  });
});

describe('the audit trail', () => {
  it('has who did what on whom, from where, and how it went; looks are not in it', async () => {
    const { id, token } = await make('desk', 'Anna');
    await as(token, 'POST', '/members/1001/resend');
    await as(token, 'GET', '/members/1001');
    const who = { id: `token:${id}`, name: 'Anna', role: 'desk' };
    expect(await audit()).toMatchObject([
      {
        ...{ who, from: '203.0.113.7', what: 'resendCredentials', members: ['1001'], subject: null, times: 1 },
        outcome: { status: 202, code: null },
      },
      { who: { id: 'admin' }, what: 'createToken', subject: id, outcome: { status: 201, code: null } },
    ]);
  });

  it.each<[string, string, string, unknown, Partial<AuditEntry>]>([
    ['a refusal by role', 'POST', '/members/1001/rotate', undefined, { outcome: { status: 403, code: 'roleMissing' } }],
    ['a body that is refused', 'POST', '/members/1001/override', {}, { outcome: { status: 422, code: null } }],
    ['a member that is not known', 'POST', '/members/1002/retry', undefined, { outcome: { status: 404, code: null } }],
    ['a dry run', 'POST', '/members/1001/sync', { dryRun: true }, { subject: expect.any(String) }],
  ])('has the outcome of %s', async (_what, method, path, body, wanted) => {
    const { token } = await make('desk');
    await as(token, method, path, body);
    expect(await newest()).toMatchObject({ members: [path.split('/')[2]], ...wanted });
  });

  it('has the members and the hold that a decision names, and the code of its refusal', async () => {
    await api.admin('POST', '/holds/hold-9/approve', { members: ['1001', '1002'] });
    const outcome = { status: 404, code: 'notFound' };
    expect(await newest()).toMatchObject({
      what: 'approveHold',
      members: ['1001', '1002'],
      subject: 'hold-9',
      outcome,
    });
  });

  it('has no body, reason, token or password', async () => {
    const { token } = await make('admin');
    await as(token, 'POST', '/members/1001/override', { access: 'block', until: null, reason: 'stole a bicycle' });
    expect(readFileSync(api.audit.path, 'utf8')).not.toMatch(/bicycle|lk_|Bearer/);
  });

  it('has tokens that were refused, with their holder where they once had one', async () => {
    const { id, token } = await make('desk', 'Anna');
    await as('guess', 'GET', '/members');
    await api.call('GET', '/api/v1/members');
    await api.admin('POST', `/tokens/${id}/revoke`);
    await as(token, 'GET', '/members');
    const refused = { what: 'authenticate', from: '203.0.113.7', times: 1 };
    expect(await audit('?what=authenticate')).toMatchObject([
      { ...refused, who: { id: `token:${id}`, name: 'Anna' }, outcome: { status: 401, code: 'tokenRevoked' } },
      { ...refused, who: null, outcome: { status: 401, code: 'tokenUnknown' } },
    ]);
  });

  it('keeps an act from being done that it cannot take, and lets everybody look', async () => {
    chmodSync(api.home, 0o700);
    mkdirSync(api.audit.path);
    const response = await api.admin('POST', '/members/1001/retry');
    expect(response.status).toBe(503);
    expect(await expectDocumented(response, 'POST', '/api/v1/members/{id}/retry')).toMatchObject({
      code: 'auditUnwritable',
      detail: expect.stringMatching(/audit\.jsonl cannot be written, so nothing is done/),
    });
    expect(api.fake.asked).toEqual([]);
    expect((await api.admin('GET', '/members/1001')).status).toBe(200);
  });

  it('has the outcome before the answer leaves', async () => {
    const order: string[] = [];
    const settle = api.audit.settle.bind(api.audit);
    jest.spyOn(api.audit, 'settle').mockImplementation(async (...args) => {
      await sleep(50);
      await settle(...args);
      order.push('settled');
    });
    await api.admin('POST', '/members/1001/retry');
    order.push('answered');
    expect(order).toEqual(['settled', 'answered']);
  });

  it('is filtered by who, what, member and time', async () => {
    const { id, token } = await make('desk', 'Anna');
    api.fake.explanations.set('1002', explanation());
    for (const member of ['1001', '1002']) await as(token, 'POST', `/members/${member}/retry`);
    await api.admin('POST', '/members/1002/rotate');
    const counts = async (...queries: string[]) => Promise.all(queries.map(async (q) => (await audit(`?${q}`)).length));
    expect(await counts('who=Anna', `who=token:${id}`, 'who=admin', 'what=retryNow', 'member=1002')).toEqual([
      2, 2, 2, 2, 2,
    ]);
    expect(await counts('who=Anna&member=1002', 'from=2020-01-01T00:00:00Z', 'to=2020-01-01T00:00:00Z')).toEqual([
      1, 4, 0,
    ]);
    expect((await api.admin('GET', '/audit?from=yesterday')).status).toBe(400);
    expect((await api.admin('GET', '/audit?member=anna')).status).toBe(400);
  });

  it('comes a hundred a page, each entry once, whatever is added meanwhile', async () => {
    const entry = { who: null, from: null, members: [], subject: null, outcome: null, times: 1 };
    for (let n = 0; n < 250; n++) await api.audit.record({ ...entry, what: `act-${n}` });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const response = await api.admin('GET', `/audit${after && `?after=${after}`}`);
      const page = (await expectDocumented(response, 'GET', auditPath)) as {
        entries: AuditEntry[];
        next: string | null;
      };
      seen.push(...page.entries.map(({ what }) => what));
      after = page.next;
      await api.audit.record({ ...entry, what: 'meanwhile' });
    }
    expect(seen).toEqual(Array.from({ length: 250 }, (_, n) => `act-${249 - n}`));
  });

  it.each([
    ['?format=csv', {}],
    ['', { accept: 'text/csv' }],
  ])('comes as CSV that no spreadsheet runs: %s %j', async (query, headers) => {
    const { id, token } = await make('desk', '=HYPERLINK("http://evil.example";"x")');
    await as(token, 'POST', '/members/1001/retry');
    const response = await api.admin('GET', `/audit${query}`, undefined, headers);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(response.headers.get('content-disposition')).toContain('audit.csv');
    const [head, line] = (await response.text()).split('\r\n');
    expect(head).toBe('at,id,who,name,role,from,what,members,subject,status,code,times');
    expect(line).toMatch(
      `,token:${id},"'=HYPERLINK(""http://evil.example"";""x"")",desk,203.0.113.7,retryNow,1001,,202,,1`,
    );
  });
});

describe('many wrong tokens', () => {
  it('from many addresses are refused in all, while a good one still passes from any of them', async () => {
    const from = (n: number, token: string) =>
      api.call('GET', '/api/v1/members', {
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': `10.1.${n % 20}.${Math.floor(n / 20)}` },
      });
    for (let n = 0; n < 300; n += 10) {
      const guesses = await Promise.all(Array.from({ length: 10 }, (_, m) => from(n + m, 'guess')));
      expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([401]));
    }
    const refused = await from(301, 'guess');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).not.toBeNull();
    await expectDocumented(refused, 'GET', '/api/v1/members');
    expect((await from(301, adminToken)).status).toBe(200);
    const { token } = await make('viewer');
    expect((await from(302, token)).status).toBe(200);
    expect((await audit('?what=authenticate')).length).toBeLessThanOrEqual(10);
  });
});
