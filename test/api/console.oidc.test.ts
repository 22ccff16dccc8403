import { OpenIdConnect } from '../../api/access/oidc/openid-connect';
import { Secret, type OidcRule } from '../../config';
import type { AuditEntry } from '../../contracts/api/audit';
import { cookieIn } from './support/console-session';
import { openOidcProvider, type OidcProvider } from './support/oidc-provider';
import { adminToken, masterKey, serveApi, type ServedApi } from './support/served-api';

const publicUrl = 'https://wifi.test';
const rules: OidcRule[] = [
  { role: 'admin', claim: 'email', value: 'ada@example.com' },
  { role: 'desk', claim: 'groups', value: 'Front desk' },
  { role: 'viewer', claim: 'email', value: '*@example.com' },
];
const accounts = {
  ada: { name: 'Ada Lovelace', email: 'Ada@example.com', email_verified: true },
  bea: { name: 'Bea', email: 'bea@elsewhere.example', email_verified: true, groups: ['Staff', 'Front desk'] },
  eve: { name: 'Eve', email: 'ada@example.com', email_verified: false },
};

jest.setTimeout(30_000);

let provider: OidcProvider;
let api: ServedApi;
let oidc: OpenIdConnect;
const connect = (issuer: string, secret = 'secret-of-the-client') =>
  new OpenIdConnect({
    ...{ issuer, clientId: 'latchkey', clientSecret: new Secret(secret), rules, publicUrl },
    masterKeys: [masterKey],
  });

beforeAll(async () => {
  provider = await openOidcProvider(`${publicUrl}/console/sign-in/oidc/callback`, accounts);
  oidc = connect(provider.issuer);
});
afterAll(() => provider.close());
beforeEach(async () => {
  api = await serveApi({ oidc });
});
afterEach(() => api.close());

const open = (path: string, cookie = '') => api.call('GET', path, { redirect: 'manual', headers: { cookie } });

/** Follows the button of the sign-in page. */
async function begin(next = '/console/audit'): Promise<{ address: string; cookie: string }> {
  const page = await (await open(`/console/sign-in?${new URLSearchParams({ next })}`)).text();
  const [, start = ''] = /href="https:\/\/wifi\.test(\/console\/sign-in\/oidc\?[^"]+)"/.exec(page) ?? [];
  const begun = await open(start.replaceAll('&amp;', '&'));
  return { address: begun.headers.get('location') ?? '', cookie: cookieIn(begun) };
}

/** As this account, to where the provider sends the browser back. */
async function comeBack(account: string, next?: string): Promise<{ path: string; cookie: string }> {
  await provider.choose(account);
  const { address, cookie } = await begin(next);
  const { pathname, search } = await provider.visit(address);
  return { path: pathname + search, cookie };
}

async function signIn(account: string, next?: string): Promise<Response> {
  const { path, cookie } = await comeBack(account, next);
  return open(path, cookie);
}

const entries = async (): Promise<AuditEntry[]> =>
  ((await (await api.admin('GET', '/audit')).json()) as { entries: AuditEntry[] }).entries;
const sessionOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('latchkey='))
    ?.split(';')[0] ?? '';

describe('signing in by OpenID Connect', () => {
  it.each([
    ['ada', 'Ada Lovelace', 'admin'],
    ['bea', 'Bea', 'desk'],
  ])('gives %s the highest role of a rule that fits, and leads back', async (account, name, role) => {
    const signedIn = await signIn(account);
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get('location')).toBe('/console/audit');
    const [{ principal } = {}] = api.sessions.list();
    expect(principal).toEqual({ id: expect.stringMatching(/^oidc:[0-9a-f]{16}$/), name, role });
    expect((await open('/console/audit', sessionOf(signedIn))).status).toBe(role === 'admin' ? 200 : 403);
    expect(await entries()).toMatchObject([{ what: 'signIn', who: principal }]);
  });

  it('asks with PKCE, state and nonce, each time others', async () => {
    const [one, other] = [new URL((await begin()).address), new URL((await begin()).address)];
    expect(Object.fromEntries(one.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${publicUrl}/console/sign-in/oidc/callback`,
      scope: 'openid profile email groups',
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
  });

  it('refuses whom no rule gives a role, with a page that says so, and writes that down', async () => {
    const refused = await signIn('eve');
    expect(refused.status).toBe(403);
    expect(sessionOf(refused)).toBe('');
    const page = await refused.text();
    expect(page).toContain('knows you as Eve, but you have no role here');
    expect(page).toContain('Access token');
    expect(await entries()).toMatchObject([
      {
        ...{ what: 'authenticate', who: null, from: '127.0.0.1' },
        ...{ subject: expect.stringMatching(/^oidc:/), outcome: { status: 403, code: 'oidcNoRole' } },
      },
    ]);
    expect(api.logged.join()).not.toMatch(/Eve|ada@/);
  });

  it('says that somebody turned back', async () => {
    const refused = await signIn('nobody');
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('has not signed you in');
    expect(await entries()).toMatchObject([{ who: null, outcome: { code: 'oidcNotVouched' } }]);
  });

  it.each([
    ['another browser', (path: string) => open(path)],
    ['another attempt', async (path: string) => open(path, (await begin()).cookie)],
    ['another state', (path: string, cookie: string) => open(path.replace(/state=[^&]*/, 'state=another'), cookie)],
  ])('takes no answer of the provider in %s', async (_where, come) => {
    const { path, cookie } = await comeBack('ada');
    const refused = await come(path, cookie);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Begin again');
    expect(api.sessions.list()).toEqual([]);
  });

  it('takes an answer once', async () => {
    const { path, cookie } = await comeBack('ada');
    expect((await open(path, cookie)).status).toBe(303);
    expect((await open(path, cookie)).status).toBe(400);
    expect(api.sessions.list()).toHaveLength(1);
  });

  it('takes no other answer than that of its attempt, also with its state', async () => {
    const { path } = await comeBack('ada');
    const { address, cookie } = await begin();
    const state = new URL(address).searchParams.get('state') ?? '';
    const mixed = await open(path.replace(/state=[^&]+/, `state=${state}`), cookie);
    expect(mixed.status).toBe(400);
    expect(api.sessions.list()).toEqual([]);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/console/sign-in/oidc',
    '/console/x\r\nSet-Cookie: a=b',
  ])('leads to the console, not to %j', async (next) => {
    const begun = await open(`/console/sign-in/oidc?${new URLSearchParams({ next })}`);
    await provider.choose('ada');
    const { pathname, search } = await provider.visit(begun.headers.get('location') ?? '');
    expect((await open(pathname + search, cookieIn(begun))).headers.get('location')).toBe('/console');
  });

  it('makes a new session whatever cookie comes along, and ends the one before', async () => {
    const first = sessionOf(await signIn('ada'));
    const { path, cookie } = await comeBack('ada');
    const second = sessionOf(await open(path, `${cookie}; ${first}`));
    expect(second).not.toBe(first);
    expect((await open('/api/v1/audit', first)).status).toBe(401);
    expect((await open('/api/v1/audit', second)).status).toBe(200);
  });

  it('is slowed after many answers that are not good', async () => {
    await provider.choose('nobody');
    let last = 0;
    for (let n = 0; n <= 30; n++) {
      const { address, cookie } = await begin();
      const state = new URL(address).searchParams.get('state') ?? '';
      last = (await open(`/console/sign-in/oidc/callback?error=access_denied&state=${state}`, cookie)).status;
    }
    expect(last).toBe(429);
  });
});

describe('a provider that', () => {
  const served = async (other: OpenIdConnect) => {
    await api.close();
    api = await serveApi({ oidc: other });
  };

  it('is away keeps nobody from signing in by token, and the page says so', async () => {
    await served(connect('http://127.0.0.1:2'));
    const refused = await open('/console/sign-in/oidc?next=/console/audit');
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('127.0.0.1:2 does not answer now');
    expect(api.logged.join()).toMatch(/"kind":"away","reason":"fetch failed: ECONNREFUSED"/);
    const body = new URLSearchParams({ token: adminToken });
    expect((await api.call('POST', '/console/sign-in', { body, redirect: 'manual' })).status).toBe(303);
  });

  it('knows another secret is a matter for whoever runs Latchkey', async () => {
    await served(connect(provider.issuer, 'another-secret'));
    const refused = await signIn('ada');
    expect(refused.status).toBe(502);
    expect(await refused.text()).toContain('finds the reason in its log');
    expect(api.logged.join()).toMatch(/"kind":"disagreed","reason":"401 invalid_client"/);
  });

  it('is another than it says is not trusted', async () => {
    await served(connect(provider.issuer.replace('127.0.0.1', 'localhost')));
    expect((await open('/console/sign-in/oidc')).status).toBe(502);
  });
});
