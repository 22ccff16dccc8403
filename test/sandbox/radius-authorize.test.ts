import fc from 'fast-check';
import { type Sandbox, startSandbox } from '../../sandbox';
import { isFromThisMachine } from '../../sandbox/ironwifi/radius/authorize-router';

/** What a FreeRADIUS is told about a user, in the shapes of its rlm_rest. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: true, ironwifi: { ratePerMinute: Infinity } });
});
afterAll(() => sandbox.close());

let made = 0;
const newName = (): string => `user${++made}@sandbox.example`;

function make(account: { orgunit?: string; status?: string; password?: string } = {}) {
  return sandbox.ironwifi.addForeign({ username: newName(), password: 'right', ...account });
}

async function call(method: string, path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${sandbox.ironwifiApiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.ironwifi.options.apiKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return (response.status === 204 ? {} : await response.json()) as { id: string };
}

const addRow = (userid: string, attribute: string, value: string, table = 'radreply') =>
  call('POST', '/attributes', { userid, attribute, value, table });

async function ask(username: string): Promise<{ status: number; text: string; answer: Record<string, unknown> }> {
  const body = new URLSearchParams({ username, station: '02-00-00-00-00-01' });
  const response = await fetch(`${sandbox.url}/radius/authorize`, { method: 'POST', body });
  const text = await response.text();
  return { status: response.status, text, answer: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
}

/** An answer’s values by their names, one each. */
async function valuesFor(username: string): Promise<Record<string, unknown>> {
  const { answer } = await ask(username);
  const values = Object.entries(answer as Record<string, { value: [unknown] }>);
  return Object.fromEntries(values.map(([name, { value }]) => [name, value[0]]));
}

const set = (value: string | number) => ({ op: ':=', do_xlat: false, value: [value] });

describe('an account', () => {
  test('that is open: its password, and its id as what sessions are found by', async () => {
    const { username, id } = make();
    expect(await ask(username)).toMatchObject({
      status: 200,
      answer: {
        'control:Cleartext-Password': set('right'),
        'reply:Class': set(id),
        'reply:Chargeable-User-Identity': set(id),
      },
    });
  });

  test('is found whatever the case of its name', async () => {
    const { username } = make();
    expect((await ask(username.toUpperCase())).status).toBe(200);
  });

  test('that nobody knows: 404, and nothing else', async () => {
    expect(await ask('nobody@sandbox.example')).toMatchObject({ status: 404, text: '' });
    expect(await ask('')).toMatchObject({ status: 404, text: '' });
  });

  test('that is disabled: 403, and its password stays here', async () => {
    const { username, id } = make();
    await call('PATCH', `/users/${id}`, { status: 'disabled' });
    expect(await ask(username)).toMatchObject({ status: 403, text: '' });
    await call('PATCH', `/users/${id}`, { status: 'enabled' });
    expect((await ask(username)).status).toBe(200);
  });

  test('that is deleted: 404', async () => {
    const { username, id } = make();
    await call('DELETE', `/users/${id}`, {});
    expect((await ask(username)).status).toBe(404);
  });

  test('without a password, or with a check that rejects: Auth-Type Reject, and no password', async () => {
    const none = make({ password: '' });
    const rejected = make();
    await addRow(rejected.id, 'Auth-Type', 'Reject', 'radcheck');
    for (const { username } of [none, rejected]) {
      expect((await ask(username)).answer).toEqual({ 'control:Auth-Type': set('Reject') });
      expect(sandbox.ironwifi.logIn(username, 'right').reason).toBe('No password opens this account');
    }
  });

  test('with two passwords: the one whose row came first', async () => {
    const { username, id } = make();
    await addRow(id, 'Cleartext-Password', 'second', 'radcheck');
    expect(await valuesFor(username)).toMatchObject({ 'control:Cleartext-Password': 'right' });
    expect(sandbox.ironwifi.mayLogIn(username, 'second')).toBe(false);
  });
});

test('any password goes over to be taken literally, and the emulator’s own judgement agrees', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(text, async (password) => {
      const { username } = make({ password });
      expect((await ask(username)).answer['control:Cleartext-Password']).toEqual(
        // rlm_rest undoes escapes, so that a backslash is to be escaped.
        set(password.replaceAll('\\', '\\\\')),
      );
      expect(sandbox.ironwifi.mayLogIn(username, password)).toBe(true);
      expect(sandbox.ironwifi.mayLogIn(username, `${password}.`)).toBe(false);
    }),
    { numRuns: 50, examples: [['100%{User-Name}%'], ['"q\\ pä€ß'], [' ']] },
  );
});

describe('reply attributes', () => {
  const premium = {
    'reply:WISPr-Bandwidth-Max-Down': 100_000_000,
    'reply:WISPr-Bandwidth-Max-Up': 50_000_000,
    'reply:Session-Timeout': 14_400,
    'reply:Tunnel-Type': 'VLAN',
    'reply:Tunnel-Medium-Type': 'IEEE-802',
    'reply:Tunnel-Private-Group-Id': '42',
  };

  test('come from the org unit that the account is in now', async () => {
    const { username, id } = make({ orgunit: 'premium-wifi' });
    const ids = { 'reply:Class': id, 'reply:Chargeable-User-Identity': id };
    expect(await valuesFor(username)).toEqual({ 'control:Cleartext-Password': 'right', ...premium, ...ids });
    await call('PATCH', `/users/${id}`, { orgunit: 'guest-wifi' });
    expect(await valuesFor(username)).toEqual({
      'control:Cleartext-Password': 'right',
      'reply:WISPr-Bandwidth-Max-Down': 5_000_000,
      'reply:WISPr-Bandwidth-Max-Up': 2_000_000,
      'reply:Session-Timeout': 3600,
      ...ids,
    });
    await call('PATCH', `/users/${id}`, { orgunit: '' });
    expect(await valuesFor(username)).toEqual({ 'control:Cleartext-Password': 'right', ...ids });
  });

  test('of the account win over those of its org unit, the first of a name over the rest', async () => {
    const { username, id } = make({ orgunit: 'premium-wifi' });
    await addRow(id, 'Session-Timeout', '600');
    await addRow(id, 'Session-Timeout', '700');
    await addRow(id, 'Tunnel-Type', '13');
    await addRow(id, 'Filter-Id', 'gold');
    expect(await valuesFor(username)).toMatchObject({
      ...premium,
      'reply:Session-Timeout': 600,
      'reply:Filter-Id': 'gold',
    });
    const session = sandbox.ironwifi.logIn(username, 'right').session;
    expect(session?.endsBy).toBe((session?.startedAt ?? 0) + 600_000);
  });

  test.each([
    ['Session-Timeout', 'soon'],
    ['Session-Timeout', '12.7'],
    ['Session-Timeout', '-5'],
    ['Session-Timeout', '4294967296'],
    ['Tunnel-Type', 'PPTP'],
    ['Filter-Id', 'x'.repeat(248)],
    ['No-Such-Attribute', '1'],
    ['toString', '1'],
  ])('that FreeRADIUS could not read are left out: %s = %s', async (attribute, value) => {
    const { username, id } = make({ orgunit: 'basic-wifi' });
    const before = await valuesFor(username);
    await addRow(id, attribute, value);
    expect(await valuesFor(username)).toEqual(before);
    await addRow(id, 'Idle-Timeout', '4294967295');
    expect(await valuesFor(username)).toEqual({ ...before, 'reply:Idle-Timeout': 4_294_967_295 });
  });

  test('of the checks table are none', async () => {
    const { username, id } = make();
    await addRow(id, 'Session-Timeout', '600', 'radcheck');
    expect(await valuesFor(username)).not.toHaveProperty('reply:Session-Timeout');
  });
});

describe('an org unit', () => {
  const put = async (name: string, reply: object) => {
    const response = await fetch(`${sandbox.url}/ironwifi-play/org-units/${name}/reply`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(reply),
    });
    return { status: response.status, body: (await response.json()) as object };
  };

  test('gives what it is set to, and nothing of before', async () => {
    sandbox.ironwifi.addOrgUnit('lab-wifi');
    expect((await put('lab-wifi', { 'Session-Timeout': 600, 'Tunnel-Type': 13 })).status).toBe(200);
    const { username } = make({ orgunit: 'lab-wifi' });
    expect(await valuesFor(username)).toMatchObject({ 'reply:Session-Timeout': 600, 'reply:Tunnel-Type': 'VLAN' });
    const { body } = await put('lab-wifi', { 'Idle-Timeout': '60' });
    expect(body).toMatchObject({
      orgUnits: expect.arrayContaining([{ name: 'lab-wifi', reply: { 'Idle-Timeout': 60 } }]),
    });
    expect(await valuesFor(username)).not.toHaveProperty('reply:Session-Timeout');
  });

  test('gives nothing once it is gone', async () => {
    const id = sandbox.ironwifi.addOrgUnit('short-lived');
    sandbox.ironwifi.setOrgUnitReply('short-lived', { 'Session-Timeout': 600 });
    const { username } = make({ orgunit: 'short-lived' });
    expect(await valuesFor(username)).toHaveProperty('reply:Session-Timeout');
    await call('DELETE', `/orgunits/${id}`, {});
    expect(await valuesFor(username)).not.toHaveProperty('reply:Session-Timeout');
  });

  test('keeps it over a restart, and does without in a state of old', () => {
    const { ironwifi } = sandbox;
    const before = ironwifi.snapshot();
    const { orgUnitReplies, ...old } = before;
    expect(Object.keys(orgUnitReplies ?? {}).length).toBeGreaterThanOrEqual(4);
    ironwifi.restore(old);
    expect(ironwifi.orgUnits()[0]).toEqual({ name: 'basic-wifi', reply: {} });
    ironwifi.restore(before);
    expect(ironwifi.orgUnits()[0]).toMatchObject({ name: 'basic-wifi', reply: { 'Session-Timeout': 14_400 } });
  });

  test.each([
    ['nowhere', {}, 'There is no org unit "nowhere".'],
    ['basic-wifi', { 'Cleartext-Password': 'x' }, /^"Cleartext-Password" is none of Session-Timeout, /],
    ['basic-wifi', { 'Session-Timeout': 'soon' }, '"Session-Timeout" does not take "soon".'],
    ['basic-wifi', { 'Filter-Id': null }, '"Filter-Id" does not take null.'],
  ])('%s refuses %j, and stays as it was', async (name, reply, error) => {
    const before = sandbox.ironwifi.orgUnits();
    expect(await put(name, reply)).toEqual({ status: 400, body: { error: expect.stringMatching(error) } });
    expect(sandbox.ironwifi.orgUnits()).toEqual(before);
  });
});

test('accounting is taken note of with 204', async () => {
  const body = new URLSearchParams({ status: 'Start', session: '1', user: 'anonymous' });
  expect((await fetch(`${sandbox.url}/radius/accounting`, { method: 'POST', body })).status).toBe(204);
});

test('what is wrong with the API is not wrong with RADIUS', async () => {
  const { username } = make();
  Object.assign(sandbox.ironwifi.faults, { down: 'refuse', wrongRegion: true });
  expect((await ask(username)).status).toBe(200);
  Object.assign(sandbox.ironwifi.faults, { down: 'off', wrongRegion: false });
});

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.8.0.1', '127.0.0.1', true],
  ['::1', '::1', true],
  ['::ffff:127.0.0.1', '::ffff:127.0.0.1', true],
  ['10.0.0.5', '10.0.0.5', true],
  ['10.0.0.6', '10.0.0.5', false],
  ['128.0.0.1', '10.0.0.5', false],
  ['::ffff:10.0.0.6', '::ffff:10.0.0.5', false],
  [undefined, undefined, false],
])('passwords are for callers on this machine: from %s to %s is %s', (remoteAddress, localAddress, own) => {
  expect(isFromThisMachine({ remoteAddress, localAddress })).toBe(own);
});
