import { countingCall, type Call } from '../../clients/call';
import { accountId } from '../../domain/replayed/ids';
import {
  ada,
  mark,
  now,
  startDirectory,
  type Directory,
  type DirectoryOptions,
  findByMark,
  findByUsername,
} from './support/directory';

let directory: Directory;
const start = async (options?: DirectoryOptions) => (directory = await startDirectory(options));
afterEach(() => directory.close());

const stored = () => directory.tenant.accounts().find(({ notes }) => notes === mark);
const paths = () =>
  directory.tenant.calls.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/g, ':id')}`);
const company = '/api/sandbox-0a1b2c3d';

/** Does something just before the `nth` request of a call leaves. */
function atRequest(nth: number, act: () => void): Call {
  let calls = 0;
  return { priority: 'usual', onCall: () => void (++calls === nth && act()) };
}

describe('how many calls a change costs', () => {
  test('a grant, a move and a revocation of a known account are one PATCH each', async () => {
    const { client, tenant } = await start({ capabilities: { statusWords: 'enabled/disabled' } });
    const { id } = await client.create(ada({ enabled: false }), now());
    for (const change of [{ enabled: true }, { orgUnit: 'premium-wifi' }, { enabled: false }]) {
      tenant.resetCalls();
      const call = countingCall('usual');
      await client.change(id, change, call);
      expect(paths()).toEqual([`PATCH ${company}/users/:id`]);
      expect(call.calls).toBe(1);
    }
  });

  test('so they are where the words were learned from the first account, whose making is one call', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    await client.change(id, { enabled: false, orgUnit: 'premium-wifi', firstName: 'Augusta' }, now());
    expect(paths()).toEqual([`POST ${company}/users`, `PATCH ${company}/users/:id`]);
    expect(tenant.accounts().at(-1)).toMatchObject({ enabled: false, orgunit: 'premium-wifi', firstname: 'Augusta' });
  });

  test('an account that is to begin disabled takes one more while the words are unknown', async () => {
    const { client } = await start({ switches: { statusVocabulary: 'active/inactive' } });
    await client.create(ada({ enabled: false }), now());
    expect(paths()).toEqual([`POST ${company}/users`, `PATCH ${company}/users/:id`]);
  });

  test('a password is one PATCH where the tenant applies it, and rows where it may not', async () => {
    const { client, tenant, capabilities } = await start({ switches: { patchPassword: 'applied' } });
    const { id } = await client.create(ada(), now());
    tenant.resetCalls();
    await client.change(id, { password: 'second' }, now());
    expect(paths()).toEqual([
      `GET ${company}/users/:id`,
      `GET ${company}/attributes?table=radcheck&userid=:id`,
      `DELETE ${company}/attributes/:id?table=radcheck`,
      `POST ${company}/attributes`,
    ]);
    capabilities.patchPassword = 'applied';
    tenant.resetCalls();
    await client.change(id, { password: 'third', enabled: true }, now());
    expect(paths()).toEqual([`PATCH ${company}/users/:id`]);
    expect(tenant.mayLogIn('ada@members.example', 'third')).toBe(true);
  });
});

describe('attributes of a plan', () => {
  const attributes = { downMbps: 50, upMbps: 12.5, sessionMinutes: 60, vlan: 20, devices: 3, priority: 'gold' };
  const rows = () =>
    Object.fromEntries(
      (stored()?.attributes ?? [])
        .filter(({ attribute }) => attribute !== 'Cleartext-Password')
        .map(({ table, attribute, operator, value }) => [attribute, `${table} ${operator} ${value}`]),
    );

  test('are written in RADIUS’s units, changed where they differ, and taken away', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada({ attributes }), now());
    expect(rows()).toEqual({
      'WISPr-Bandwidth-Max-Down': 'radreply := 50000000',
      'WISPr-Bandwidth-Max-Up': 'radreply := 12500000',
      'Session-Timeout': 'radreply := 3600',
      'Tunnel-Type': 'radreply := 13',
      'Tunnel-Medium-Type': 'radreply := 6',
      'Tunnel-Private-Group-Id': 'radreply := 20',
      'Filter-Id': 'radreply := gold',
      'Max-Devices': 'radcheck := 3',
    });
    tenant.resetCalls();
    await client.change(id, { attributes: { ...attributes, downMbps: 100 } }, now());
    expect(tenant.writes()).toHaveLength(2);
    expect(rows()['WISPr-Bandwidth-Max-Down']).toBe('radreply := 100000000');
    await client.change(id, { attributes: null }, now());
    expect(rows()).toEqual({});
    expect(tenant.mayLogIn('ada@members.example', 'first-secret')).toBe(true);
  });
});

describe('a create', () => {
  test('whose reply is lost is unknown, done once, and found by its mark', async () => {
    const { client, tenant } = await start();
    tenant.faults.loseReplies = 1;
    await expect(client.create(ada(), now())).rejects.toMatchObject({ code: 'timeout', outcomeUnknown: true });
    expect(tenant.writes()).toHaveLength(1);
    expect(await findByMark(client, mark, now())).toMatchObject([{ username: 'ada@members.example', enabled: true }]);
  });

  test('that meets our own earlier account brings it to what is wanted now', async () => {
    const { client, tenant } = await start({ switches: { duplicate: '200-existing' } });
    tenant.faults.loseReplies = 1;
    await expect(client.create(ada({ enabled: true }), now())).rejects.toMatchObject({ code: 'timeout' });
    const again = ada({ enabled: false, orgUnit: 'premium-wifi', password: 'second' });
    expect(await client.create(again, now())).toMatchObject({ enabled: false, orgUnit: 'premium-wifi' });
    expect(stored()).toMatchObject({ enabled: false, orgunit: 'premium-wifi', password: 'second' });
  });

  test('that breaks off half-way says that it may have been done', async () => {
    const { client, tenant } = await start();
    const call = atRequest(2, () => (tenant.faults.throttle = true));
    await expect(client.create(ada({ enabled: false }), call)).rejects.toMatchObject({
      code: 'outage',
      outcomeUnknown: true,
    });
    expect(stored()).toMatchObject({ enabled: true });
  });

  test('into an org unit that is not there makes nothing', async () => {
    const { client } = await start();
    await expect(client.create(ada({ orgUnit: 'no-such-unit' }), now())).rejects.toMatchObject({ code: 'rejected' });
    expect(stored()).toBeUndefined();
  });

  test('into an org unit that is not there, on a tenant that does not mind, leaves nothing behind', async () => {
    const { client } = await start({ switches: { orgUnitUnknown: 'ignored' } });
    await expect(client.create(ada({ orgUnit: 'no-such-unit' }), now())).rejects.toMatchObject({ code: 'rejected' });
    expect(stored()).toBeUndefined();
  });

  test('past its time is not sent', async () => {
    const { client, tenant } = await start();
    const call: Call = { priority: 'usual', notAfter: Date.now() - 1 };
    await expect(client.create(ada(), call)).rejects.toMatchObject({ code: 'orderExpired', outcomeUnknown: false });
    expect(tenant.calls).toHaveLength(0);
  });
});

describe('a change', () => {
  test('of an account that is gone is told as such', async () => {
    const { client } = await start();
    for (const change of [{ enabled: true }, { orgUnit: 'basic-wifi' }, { password: 'x' }]) {
      await expect(client.change(accountId('none'), change, now())).rejects.toMatchObject({ code: 'notFound' });
    }
  });

  test.each([
    ['is lost on its way back', { loseReplies: 1 }, 'timeout', true],
    ['breaks off in the middle', { resetMidBody: 1 }, 'timeout', true],
    ['is a gateway’s page', { down: '502-html' as const }, 'outage', true],
    ['says the key is bad', { unauthorized: true }, 'unauthorized', false],
    ['says to wait', { throttle: true }, 'throttled', false],
  ])('whose reply %s', async (_what, fault, code, outcomeUnknown) => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    Object.assign(tenant.faults, fault);
    await expect(client.change(id, { enabled: false }, now())).rejects.toMatchObject({ code, outcomeUnknown });
  });

  test('is settled by doing it again', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    tenant.faults.loseReplies = 1;
    await expect(client.change(id, { enabled: false }, now())).rejects.toMatchObject({ code: 'timeout' });
    expect(await client.change(id, { enabled: false }, now())).toMatchObject({ enabled: false });
  });

  test('of a password that broke off after the old one went ends with the new one', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    const call = atRequest(4, () => (tenant.faults.down = 'refuse'));
    await expect(client.change(id, { password: 'second' }, call)).rejects.toMatchObject({ outcomeUnknown: true });
    tenant.faults.down = 'off';
    await client.change(id, { password: 'second' }, now());
    expect(stored()?.attributes.map(({ value }) => value)).toEqual(['second']);
  });

  test('of a read that could not be made before it was sent was not sent', async () => {
    const { client, tenant } = await start();
    const { id } = (await findByUsername(client, 'desk@staff.example', now())) ?? { id: accountId('none') };
    tenant.faults.down = 'refuse';
    await expect(client.change(id, { password: 'x' }, now())).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a removal', () => {
  test.each([
    ['was done although it failed', '500-but-deleted' as const],
    ['was done and not told', 'lost' as const],
  ])('that %s is done', async (_what, fault) => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    if (fault === 'lost') tenant.faults.loseReplies = 1;
    else tenant.faults.deleteFails = fault;
    await client.remove(id, now());
    expect(stored()).toBeUndefined();
  });

  test('that failed is told', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    tenant.faults.deleteFails = '500-not-deleted';
    await expect(client.remove(id, now())).rejects.toMatchObject({ code: 'outage', options: { retryable: true } });
  });
});
