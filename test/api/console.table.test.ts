import { PeopleIndex } from '../../api/people/people-index';
import { consolePages } from '../../api/console/console-routes';
import type { ConsoleRoute } from '../../api/console/frame/visit';
import { includes, roles, type Role } from '../../contracts/api/roles';
import { businessId } from '../../domain/replayed/ids';
import { at, rulesOf } from '../domain/builders';
import { askAs } from '../support/ask-as';
import { entitlement, explanation, step } from './support/builders';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { settingsDocument } from './support/fake-gateways';
import { contractOf, coworkerRow } from './support/people';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

/** What Nexudus, or somebody with a token, may have written into a name. */
const SCRIPT = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;

jest.setTimeout(30_000);

let api: ServedApi;
const visitors = new Map<string, ConsoleSession>();
const visitor = (who: string): ConsoleSession => {
  const found = visitors.get(who);
  if (found === undefined) throw new Error(`${who} has not signed in`);
  return found;
};

beforeAll(async () => {
  api = await serveApi({ trustProxy: 1 });
  for (const role of roles) visitors.set(role, await signedInAs(api, role));
  const revoked = await signedInAs(api, 'admin', 'revoked');
  await api.tokens.revoke(revoked.tokenId);
  const ended = await signedInAs(api, 'admin', 'ended');
  for (const { id, principal } of api.sessions.list()) if (principal.name === 'ended') await api.sessions.end(id);
  visitors.set('whose token is revoked', revoked).set('whose session has ended', ended);
  visitors.set('nobody', { ...ended, open: (path) => api.call('GET', path, { redirect: 'manual' }) });
});
afterAll(() => api.close());

const addressOf = ({ path }: ConsoleRoute): string => `/console${path === '/' ? '' : path}`.replace(/:\w+/g, '1001');
const ask = (by: ConsoleSession, route: ConsoleRoute, headers?: Record<string, string>) =>
  route.method === 'get' ? by.open(addressOf(route), headers) : by.send(addressOf(route), {}, headers);
const named = (those: readonly ConsoleRoute[]) =>
  those.map((route) => [`${route.method} ${route.path}`, route] as const);

describe.each(named(consolePages))('%s', (_name, route) => {
  it.each(roles)('lets %s in, or says which role it needs', async (role: Role) => {
    const answer = await ask(visitor(role), route);
    if (!includes(role, route.role)) {
      expect(answer.status).toBe(403);
      return expect(await answer.text()).toContain(`needs the role ${route.role}; yours is ${role}.`);
    }
    expect([401, 403, 421, 500]).not.toContain(answer.status);
    expect(answer.headers.get('location') ?? '').not.toContain('/sign-in');
  });

  it.each(['nobody', 'whose token is revoked', 'whose session has ended'])('has %s sign in first', async (who) => {
    const asked = api.fake.asked.length;
    const answer = await ask(visitor(who), route);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/console\/sign-in\?next=%2Fconsole/);
    expect(api.fake.asked).toHaveLength(asked);
  });

  it('refuses even an admin who calls it by a foreign name', async () => {
    const { cookie } = visitor('admin');
    const options = { method: route.method.toUpperCase(), headers: { cookie } };
    expect((await askAs('rebound.example', api.url + addressOf(route), options)).status).toBe(421);
  });

  it('keeps to itself what an address brings along', async () => {
    const intruding = `lang=${encodeURIComponent('de\r\nSet-Cookie: a=b')}&done=${encodeURIComponent(SCRIPT)}`;
    const answer = await visitor('admin').open(`${addressOf(route)}?${intruding}`);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.text()).not.toContain('<script>');
  });
});

describe.each(named(consolePages.filter(({ method }) => method === 'post')))('%s', (_name, route) => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['from another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from another host of the same site', {}, { 'sec-fetch-site': 'same-site' }],
    ['from another origin', {}, { origin: 'https://elsewhere.example' }],
    ['without the token of its form', { csrf: '' }, {}],
    ['with the token of another session', { csrf: 'of another' }, {}],
  ])('does nothing %s', async (_from, fields, headers) => {
    const asked = api.fake.asked.length;
    const answer = await visitor('admin').send(addressOf(route), fields, headers);
    expect(answer.status).toBe(403);
    expect(api.fake.asked).toHaveLength(asked);
  });
});

describe('a script in a name', () => {
  let hostile: ServedApi;
  let session: ConsoleSession;
  beforeAll(async () => {
    const people = new PeopleIndex();
    people.takePeople([coworkerRow('1001', SCRIPT, { email: `${SCRIPT}@example.com` })], null);
    people.takeAllContracts([contractOf('1001', SCRIPT)]);
    people.takeLocations([{ id: businessId('1'), name: SCRIPT, timeZone: null }]);
    people.state.readAt = Date.now();
    hostile = await serveApi({ people });
    const rules = rulesOf({ spaceName: SCRIPT });
    hostile.fake.document = { ...settingsDocument(), resolved: rules };
    const contract = {
      kind: 'contract' as const,
      id: '4411',
      planName: SCRIPT,
      at: at('2030-01-01'),
      zone: 'Europe/London',
    };
    hostile.fake.explanations.set(
      '1001',
      explanation({
        entitlement: entitlement(step({ evidence: [contract] })),
        timeline: [{ at: at('2026-01-01'), what: SCRIPT }],
      }),
    );
    await hostile.tokens.create({ name: SCRIPT, role: 'desk', expiresAt: null }, 'admin');
    session = await signedInAs(hostile, 'admin', SCRIPT);
  });
  afterAll(() => hostile.close());

  it.each(named(consolePages.filter(({ method }) => method === 'get')))('is text on %s', async (_name, route) => {
    const html = await (await session.open(addressOf(route))).text();
    expect(html).toContain('&lt;script>alert(1)');
    expect(html).not.toMatch(/<script>|<img src=x/);
  });
});

describe('a session', () => {
  it.each(['forged', 'x'.repeat(5_000), '%00'])(
    'is opened by no cookie that we have not made: %.10s',
    async (value) => {
      const answer = await api.call('GET', '/console/audit', {
        redirect: 'manual',
        headers: { cookie: `latchkey=${value}` },
      });
      expect(answer.status).toBe(303);
    },
  );

  it('is never the one that a cookie brought along', async () => {
    const planted = visitor('viewer').cookie;
    const signedIn = await api.call('POST', '/console/sign-in', {
      body: new URLSearchParams({ token: adminToken }),
      redirect: 'manual',
      headers: { cookie: planted },
    });
    expect(signedIn.headers.getSetCookie()[0]).not.toContain(planted);
    visitors.set('viewer', await signedInAs(api, 'viewer'));
  });
});

describe('many wrong sign-ins', () => {
  it('from many addresses are refused in all, while a good one still passes', async () => {
    const signIn = (n: number, token: string) =>
      api.call('POST', '/console/sign-in', {
        body: new URLSearchParams({ token }),
        redirect: 'manual',
        headers: { 'x-forwarded-for': `10.1.${n % 20}.${Math.floor(n / 20)}` },
      });
    for (let n = 0; n < 300; n += 25) await Promise.all(Array.from({ length: 25 }, (_, m) => signIn(n + m, 'guess')));
    expect((await signIn(301, 'guess')).status).toBe(429);
    expect((await signIn(301, adminToken)).status).toBe(303);
  });
});
