import fc from 'fast-check';
import { needing } from '../support/tools';
import { methods, openLab, replyOf, type Lab } from './support/lab';

const { test, describe, beforeAll } = needing('freeradius', 'eapol_test');

jest.setTimeout(60_000);

/** Members log in over real EAP, and FreeRADIUS lets in whom the emulated IronWifi lets in. */
let lab: Lab;
beforeAll(async () => {
  lab = await openLab({ servers: { rsa: { ownAuthority: true, keys: 'rsa' } } });
});
afterAll(() => lab?.close());

const refusedAs = (reason: string) => ({ verdict: { kind: 'refused', reason }, attributes: [] });

describe.each(methods)('%s', (method) => {
  test.each([
    ['main', '1.2'],
    ['main', '1.3'],
    ['rsa', '1.2'],
    ['rsa', '1.3'],
  ] as const)(
    'with the server "%s" over TLS %s: accepted, and nobody in between learns a name',
    async (server, tls) => {
      const { id, username } = lab.make({ orgunit: 'premium-wifi' });
      const { radius } = lab.sandbox;
      const { caFile } = radius.server(server);
      const result = await radius.tryToLogIn({ server, caFile, tls, method, username, password: 'right' });
      expect(result).toMatchObject({
        verdict: { kind: 'accepted' },
        tls: `TLSv${tls}`,
        outerIdentities: ['anonymous@sandbox.test'],
      });
      expect(replyOf(result)).toEqual({
        'User-Name': 'anonymous@sandbox.test',
        'WISPr-Bandwidth-Max-Down': 100_000_000,
        'WISPr-Bandwidth-Max-Up': 50_000_000,
        'Session-Timeout': 14_400,
        'Tunnel-Type': 'VLAN',
        'Tunnel-Medium-Type': 'IEEE-802',
        'Tunnel-Private-Group-Id': '42',
        Class: id,
        'Chargeable-User-Identity': id,
      });
      expect(result.wire.includes('anonymous@sandbox.test')).toBe(true);
      expect(result.wire.includes(username)).toBe(false);
      expect(result.wire.includes('right')).toBe(false);
      expect(JSON.stringify({ ...result, wire: null })).not.toMatch(/right|user\d/);
    },
  );

  test('a wrong password is refused as such', async () => {
    const { username } = lab.make();
    expect(await lab.logIn(username, 'wrong', method)).toMatchObject(refusedAs('wrong-password'));
    expect(await lab.logIn(username, '', method)).toMatchObject(refusedAs('wrong-password'));
  });

  test('the case of a name does not matter', async () => {
    const { username } = lab.make();
    expect((await lab.logIn(username.toUpperCase(), 'right', method)).verdict.kind).toBe('accepted');
  });

  test('a name that nobody knows is refused as such', async () => {
    expect(await lab.logIn('nobody@sandbox.example', 'right', method)).toMatchObject(refusedAs('unknown-user'));
  });

  test('disabling, enabling and deleting count from the next login on', async () => {
    const { id, username } = lab.make();
    expect((await lab.logIn(username, 'right', method)).verdict.kind).toBe('accepted');
    await lab.call('PATCH', `/users/${id}`, { status: 'disabled' });
    expect(await lab.logIn(username, 'right', method)).toMatchObject(refusedAs('disabled'));
    await lab.call('PATCH', `/users/${id}`, { status: 'enabled' });
    expect((await lab.logIn(username, 'right', method)).verdict.kind).toBe('accepted');
    await lab.call('DELETE', `/users/${id}`);
    expect(await lab.logIn(username, 'right', method)).toMatchObject(refusedAs('unknown-user'));
  });

  test('a password that was changed through the API takes the place of the old one', async () => {
    const { id, username } = lab.make();
    const row = { userid: id, attribute: 'Cleartext-Password', table: 'radcheck' };
    const second = await lab.call('POST', '/attributes', { ...row, value: 'second' });
    // Both rows stand: FreeRADIUS takes the first.
    expect((await lab.logIn(username, 'right', method)).verdict.kind).toBe('accepted');
    expect(await lab.logIn(username, 'second', method)).toMatchObject(refusedAs('wrong-password'));
    const first = lab.sandbox.ironwifi.accounts().find((account) => account.id === id)?.attributes[0];
    expect(first?.id).not.toBe(second.id);
    await lab.call('DELETE', `/attributes/${first?.id}?table=radcheck`);
    expect(await lab.logIn(username, 'right', method)).toMatchObject(refusedAs('wrong-password'));
    expect((await lab.logIn(username, 'second', method)).verdict.kind).toBe('accepted');
  });

  test('an account that no password opens is refused', async () => {
    const { id, username } = lab.make();
    await lab.call('POST', '/attributes', { userid: id, attribute: 'Auth-Type', value: 'Reject', table: 'radcheck' });
    expect(await lab.logIn(username, 'right', method)).toMatchObject(refusedAs('shut'));
  });

  test.each([
    ['joe+wifi@sandbox.example', '100%{User-Name}%'],
    ["o'neil@sandbox.example", '"quoted" \'and\' \\slashed\\'],
    ['zoë@sandbox.example', 'pä€ß wörd'],
    ['a b&c=d%41@sandbox.example', '${name} && {x}'],
  ])('%s with the password %s: every character counts', async (name, password) => {
    const { id, username } = lab.make({ username: `${method}.${name}`, password });
    const result = await lab.logIn(username, password, method);
    expect(result.verdict.kind).toBe('accepted');
    expect(replyOf(result).Class).toBe(id);
    expect(await lab.logIn(username, `${password}.`, method)).toMatchObject(refusedAs('wrong-password'));
  });
});

test('any password of printable characters opens its account, and only as it is', async () => {
  const { id, username } = lab.make();
  const password = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(password, fc.constantFrom(...methods), async (given, method) => {
      const account = lab.sandbox.ironwifi.accounts().find((each) => each.id === id);
      for (const row of account?.attributes ?? []) await lab.call('DELETE', `/attributes/${row.id}?table=radcheck`);
      await lab.call('POST', '/attributes', {
        userid: id,
        attribute: 'Cleartext-Password',
        value: given,
        table: 'radcheck',
      });
      expect((await lab.logIn(username, given, method)).verdict.kind).toBe('accepted');
      expect((await lab.logIn(username, `${given}x`, method)).verdict).toEqual({
        kind: 'refused',
        reason: 'wrong-password',
      });
    }),
    { numRuns: 15 },
  );
});

describe('reply attributes', () => {
  test('follow the account into another org unit', async () => {
    const { id, username } = lab.make({ orgunit: 'basic-wifi' });
    expect(replyOf(await lab.logIn(username))).toMatchObject({ 'WISPr-Bandwidth-Max-Down': 20_000_000 });
    await lab.call('PATCH', `/users/${id}`, { orgunit: 'premium-wifi-priority' });
    const priority = replyOf(await lab.logIn(username));
    expect(priority).toMatchObject({
      'WISPr-Bandwidth-Max-Down': 500_000_000,
      'Tunnel-Private-Group-Id': '42',
      'Filter-Id': 'priority',
    });
    await lab.call('PATCH', `/users/${id}`, { orgunit: 'guest-wifi' });
    const guest = replyOf(await lab.logIn(username));
    expect(guest).toMatchObject({ 'WISPr-Bandwidth-Max-Down': 5_000_000, 'Session-Timeout': 3600 });
    expect(guest).not.toHaveProperty('Tunnel-Type');
  });

  test('of the account itself win, and every kind of them arrives', async () => {
    const { id, username } = lab.make({ orgunit: 'premium-wifi' });
    const own = {
      'Session-Timeout': 600,
      'Idle-Timeout': 60,
      'Termination-Action': 1,
      'Acct-Interim-Interval': 300,
      'WISPr-Bandwidth-Max-Down': 4_000_000_000,
      'Tunnel-Private-Group-Id': '20',
      'Egress-VLANID': 20,
      'Filter-Id': 'gö\\ld',
      'Mikrotik-Rate-Limit': '5M/10M',
      'Cisco-AVPair': 'a=b',
    };
    for (const [attribute, value] of Object.entries(own))
      await lab.call('POST', '/attributes', { userid: id, attribute, value, table: 'radreply' });
    expect(replyOf(await lab.logIn(username))).toMatchObject({ ...own, 'WISPr-Bandwidth-Max-Up': 50_000_000 });
  });
});

test('many devices at a time each get their own verdict', async () => {
  const accounts = Array.from({ length: 8 }, () => lab.make());
  const results = await Promise.all(
    accounts.map(({ username }, index) => lab.logIn(username, index % 2 === 0 ? 'right' : 'wrong')),
  );
  expect(results.map(({ verdict }) => verdict.kind)).toEqual(
    accounts.map((_, i) => (i % 2 === 0 ? 'accepted' : 'refused')),
  );
  expect(results.flatMap((result) => replyOf(result).Class ?? [])).toEqual(
    accounts.filter((_, i) => i % 2 === 0).map(({ id }) => id),
  );
});

describe('the page', () => {
  const tryIt = async (body: object) => {
    const response = await fetch(`${lab.sandbox.url}/radius-play/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as object;
  };

  test('gets a real exchange, and IronWifi’s reports know of it', async () => {
    const { ironwifi, radius, url } = lab.sandbox;
    const { username } = lab.make({ orgunit: 'basic-wifi' });
    expect(await (await fetch(`${url}/radius-play/status`)).json()).toMatchObject({
      hindrance: null,
      port: radius.server().port,
    });
    const device = { username, password: 'right', method: 'ttls-pap' };
    expect(await tryIt(device)).toMatchObject({
      way: 'eap',
      accepted: true,
      reason: '',
      tls: 'TLSv1.2',
      ms: expect.any(Number),
      attributes: expect.arrayContaining([{ name: 'Session-Timeout', value: 14_400 }]),
    });
    const [session] = ironwifi.sessions().filter((each) => each.username === username);
    expect(session?.endsBy).toBe((session?.startedAt ?? 0) + 14_400_000);
    expect(await tryIt({ ...device, password: 'wrong' })).toMatchObject({
      way: 'eap',
      accepted: false,
      reason: 'Wrong password',
      attributes: [],
    });
    const { rows } = await lab.call('GET', '/reports/110');
    expect(rows.slice(-2)).toMatchObject([
      { username, result: 'Access-Accept', calling_station_id: session?.device },
      { username, result: 'Access-Reject', rejectreason: 'Wrong password' },
    ]);
  });
});
