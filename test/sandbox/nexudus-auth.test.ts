import { basic, call, startLab, type NexudusLab } from './support/nexudus-lab';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const login = 'grant_type=password&username=owner%40sandbox.example&password=sandbox-password';
const day = 86_400_000;

describe('logging in to the Nexudus emulator', () => {
  let lab: NexudusLab;
  const token = (body: string, headers: Record<string, string> = {}) =>
    lab.api('POST', 'token', body, { ...form, ...headers });
  const bearer = (access: unknown) =>
    lab.api('GET', 'auth/me', undefined, { authorization: `Bearer ${String(access)}` });

  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('gives a bearer token for seven days to a password sent as a form', async () => {
    const { status, json } = await token(login);
    expect(status).toBe(200);
    expect(json).toMatchObject({ token_type: 'bearer', expires_in: 604799 });
    expect((await bearer(json['access_token'])).status).toBe(200);

    lab.clock.now += 8 * day;
    expect((await bearer(json['access_token'])).status).toBe(401);
  });

  it('does not take JSON for a form', async () => {
    const { status, json } = await lab.api('POST', 'token', { grant_type: 'password' }, {});
    expect([status, json]).toEqual([400, { error: 'unsupported_grant_type' }]);
  });

  it('words a wrong password as the service does', async () => {
    const { status, json } = await token('grant_type=password&username=owner%40sandbox.example&password=no');
    expect(status).toBe(400);
    expect(json).toEqual({ error: 'invalid_grant', error_description: 'The user name or password is incorrect.' });
  });

  it('lets a refresh token work once, and leaves the access token alive', async () => {
    const first = (await token(login)).json;
    const refresh = `grant_type=refresh_token&refresh_token=${String(first['refresh_token'])}`;
    const second = await token(refresh);
    expect(second.status).toBe(200);
    expect(await token(refresh)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect((await bearer(first['access_token'])).status).toBe(200);
  });

  it('keeps one refresh token for each client id', async () => {
    const mine = (await token(login, { client_id: 'process-a' })).json;
    await token(login, { client_id: 'process-b' });
    const refresh = `grant_type=refresh_token&refresh_token=${String(mine['refresh_token'])}`;
    expect((await token(refresh, { client_id: 'process-b' })).status).toBe(400);
    expect((await token(refresh, { client_id: 'process-a' })).status).toBe(200);
  });

  it('forgets a refresh token after fifteen days', async () => {
    const { json } = await token(login);
    lab.clock.now += 16 * day;
    expect((await token(`grant_type=refresh_token&refresh_token=${String(json['refresh_token'])}`)).status).toBe(400);
  });

  it('takes Basic credentials on every endpoint', async () => {
    expect((await lab.api('GET', 'spaces/coworkers', undefined, basic())).status).toBe(200);
  });

  it.each([{}, basic('owner@sandbox.example', 'wrong'), { authorization: 'Bearer nonsense' }])(
    'answers 401 with an empty body to %j',
    async (headers) => {
      const { status, text } = await lab.api('GET', 'spaces/coworkers', undefined, headers);
      expect([status, text]).toEqual([401, '']);
    },
  );

  it('answers 401 for a missing role too', async () => {
    lab.nexudus.faults.deniedRoles = ['CoworkerContract-List'];
    expect((await lab.get('billing/coworkercontracts')).status).toBe(401);
    expect((await lab.get('spaces/coworkers')).status).toBe(200);
  });

  it('says who is logged in, with the time zone by its IANA name', async () => {
    expect((await lab.get('auth/me')).json).toMatchObject({
      Email: 'owner@sandbox.example',
      DefaultBusinessId: 1001,
      DefaultSimpleTimeZoneNameIana: 'Europe/London',
      Businesses: [1001, 1002],
    });
  });

  it('counts token requests apart from the calls', async () => {
    await token(login);
    await lab.get('auth/me?x=1');
    expect(lab.nexudus.calls).toEqual([
      { method: 'GET', path: '/api/auth/me', query: 'x=1', status: 200, at: lab.clock.now },
    ]);
    expect(lab.nexudus.logins).toHaveLength(1);
    lab.nexudus.resetCalls();
    expect(lab.nexudus.calls).toEqual([]);
  });

  it('does not care about upper and lower case in paths', async () => {
    expect((await call('GET', `${lab.url}/nexudus/API/Spaces/CoWorkers`, undefined, basic())).status).toBe(200);
  });
});
