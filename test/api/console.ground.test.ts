import { consoleTexts } from '../../api/console/texts';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeAll(async () => {
  api = await serveApi({ trustProxy: 1 });
});
afterAll(() => api.close());

let asked = 0;
/** From an address of its own each time, so that no limit of failures speaks. */
const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  body: new URLSearchParams(fields),
  redirect: 'manual' as const,
  headers: { 'x-forwarded-for': `10.2.0.${++asked}`, ...headers },
});
const signIn = (fields: Record<string, string>, headers?: Record<string, string>) =>
  api.call('POST', '/console/sign-in', form(fields, headers));
const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const open = (path: string, cookie: string, headers: Record<string, string> = {}) =>
  api.call('GET', path, { redirect: 'manual', headers: { cookie, ...headers } });
const csrfIn = async (cookie: string): Promise<string> => {
  const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(await (await open('/console/audit', cookie)).text()) ?? [];
  return token;
};

describe('signing in', () => {
  it('is where everything leads, and leads back', async () => {
    expect((await open('/', '')).headers.get('location')).toBe('/console');
    const refused = await open('/console/audit?who=Ada', '');
    expect(refused.headers.get('location')).toBe('/console/sign-in?next=%2Fconsole%2Faudit%3Fwho%3DAda');
    const signedIn = await signIn({ token: adminToken, next: '/console/audit?who=Ada' });
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get('location')).toBe('/console/audit?who=Ada');
    expect((await open('/console/audit', cookieOf(signedIn))).status).toBe(200);
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/console\\..\\..//elsewhere.example',
    '/api/v1/audit',
    '/console/../w/1',
    '/consolation',
  ])('leads to the console, not to %s', async (next) => {
    expect((await signIn({ token: adminToken, next })).headers.get('location')).toBe('/console');
  });

  it('refuses a wrong token with a sentence, and writes that down', async () => {
    const refused = await signIn({ token: `lk_${'0'.repeat(48)}` }, { 'x-forwarded-for': '10.3.0.1' });
    expect(refused.status).toBe(401);
    expect(refused.headers.getSetCookie()).toEqual([]);
    expect(await refused.text()).toContain('This access token is not known here');
    const { entries } = (await (await api.admin('GET', '/audit')).json()) as { entries: { from: string }[] };
    expect(entries).toContainEqual(expect.objectContaining({ what: 'authenticate', from: '10.3.0.1' }));
    expect(entries).toContainEqual(
      expect.objectContaining({ what: 'signIn', who: expect.objectContaining({ id: 'admin' }) }),
    );
  });

  it('is slowed after many failures from one address', async () => {
    const headers = { 'x-forwarded-for': '10.4.0.1' };
    for (let i = 0; i < 30; i++) await signIn({ token: 'wrong' }, headers);
    expect((await signIn({ token: 'wrong' }, headers)).status).toBe(429);
    expect((await signIn({ token: adminToken }, headers)).status).toBe(303);
  });

  it('is refused from another site', async () => {
    expect((await signIn({ token: adminToken }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await signIn({ token: adminToken }, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('makes a new session whatever cookie comes along', async () => {
    const first = cookieOf(await signIn({ token: adminToken }));
    const second = cookieOf(await signIn({ token: adminToken }, { cookie: first }));
    expect(second).not.toBe(first);
  });

  it('has a cookie that scripts cannot read, that other sites cannot send along, and that other hosts cannot set', async () => {
    const loopback = await signIn({ token: adminToken });
    expect(loopback.headers.getSetCookie()[0]).toMatch(/^latchkey=.*HttpOnly; SameSite=Lax$/);
    const proxied = await signIn(
      { token: adminToken },
      { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'wifi.test' },
    );
    expect(proxied.headers.getSetCookie()[0]).toMatch(/^__Host-latchkey=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
  });
});

describe('a session', () => {
  it.each([
    [
      'signing out',
      async (cookie: string) =>
        void (await api.call('POST', '/console/sign-out', form({ csrf: await csrfIn(cookie) }, { cookie }))),
    ],
    ['the token is revoked', async (_cookie: string, id: string) => void (await api.tokens.revoke(id))],
  ])('ends when %s', async (_why, end) => {
    const { kept, token } = await api.tokens.create({ name: 'Ada', role: 'admin', expiresAt: null }, 'test');
    const cookie = cookieOf(await signIn({ token }));
    expect((await open('/api/v1/audit', cookie)).status).toBe(200);
    await end(cookie, kept.id);
    expect((await open('/api/v1/audit', cookie)).status).toBe(401);
    expect((await open('/console/audit', cookie)).status).toBe(303);
  });

  it('may call the API, but changes something only by a form of ours', async () => {
    const cookie = cookieOf(await signIn({ token: adminToken }));
    const csrf = await csrfIn(cookie);
    const makeToken = (headers: Record<string, string>) =>
      api.call('POST', '/api/v1/tokens', {
        body: JSON.stringify({ name: 'Bea', role: 'viewer' }),
        headers: { cookie, 'content-type': 'application/json', ...headers },
      });
    expect((await makeToken({})).status).toBe(403);
    expect((await makeToken({ 'x-latchkey-csrf': csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await makeToken({ 'x-latchkey-csrf': csrf, origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await makeToken({ 'x-latchkey-csrf': csrf, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  it('sees what its role sees', async () => {
    const { token } = await api.tokens.create({ name: 'Ada', role: 'viewer', expiresAt: null }, 'test');
    const page = await open('/console/audit', cookieOf(await signIn({ token })));
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('This page needs the role admin; yours is viewer.');
  });
});

describe('pages', () => {
  it('are kept out of caches, run no script of others, and are shown in no frame', async () => {
    const { headers } = await open('/console/sign-in', '');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('speak the language that was chosen', async () => {
    const chosen = await open('/console/sign-in?lang=de', '');
    expect(await chosen.text()).toContain('<html lang="de"');
    expect(await (await open('/console/sign-in', cookieOf(chosen))).text()).toContain('Anmelden');
    expect(await (await open('/console/sign-in', '', { 'accept-language': 'fr' })).text()).toContain('Se connecter');
  });

  it.each(['de', 'es', 'fr'])('have every text in %s', (tag) => {
    expect(Object.keys(consoleTexts[tag] ?? {}).sort()).toEqual(
      Object.keys(consoleTexts.en)
        .filter((key) => key !== 'dir')
        .sort(),
    );
  });
});
