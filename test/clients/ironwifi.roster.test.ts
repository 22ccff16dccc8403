import { countingCall } from '../../clients/call';
import { createIronwifi, Tenant } from '../../clients/ironwifi';
import type { DirectoryPage } from '../../clients/wifi-directory';
import {
  ada,
  mark,
  now,
  startDirectory,
  unknownCapabilities,
  type Directory,
  type DirectoryOptions,
  findByMark,
  findByUsername,
} from './support/directory';

let directory: Directory;
const start = async (options?: DirectoryOptions) => (directory = await startDirectory(options));
afterEach(() => directory.close());

/** With the two that are there already: three pages of a hundred. */
function fill(count = 248): void {
  for (let n = 0; n < count; n++)
    directory.tenant.addForeign({ username: `user-${n}@members.example`, notes: `n-${n}` });
}

async function readPages(): Promise<DirectoryPage[]> {
  const pages: DirectoryPage[] = [];
  for await (const page of directory.client.roster(now())) pages.push(page);
  return pages;
}

describe('the roster', () => {
  test.each(['hal', 'flat-array'] as const)('comes page by page (%s)', async (envelope) => {
    await start({ switches: { envelope } });
    fill();
    const pages = await readPages();
    expect(new Set(pages.flatMap(({ accounts }) => accounts.map(({ id }) => id))).size).toBe(250);
    expect(pages.map(({ page }) => page)).toEqual([1, 2, 3]);
    const asked = directory.tenant.calls.length;
    expect(asked).toBe(envelope === 'hal' ? 3 : 4);
  });

  test('repeats nobody when accounts are added meanwhile', async () => {
    await start();
    fill();
    directory.tenant.faults.pageDrift = true;
    const usernames = (await readPages()).flatMap(({ accounts }) => accounts.map(({ username }) => username));
    expect(new Set(usernames).size).toBe(usernames.length);
    expect(usernames).toHaveLength(250);
  });

  test('is inconsistent when it shrinks while it is read', async () => {
    await start();
    fill();
    directory.tenant.faults.pageGap = true;
    await expect(readPages()).rejects.toMatchObject({ code: 'inconsistent', options: { retryable: true } });
    await expect(findByMark(directory.client, mark, now())).rejects.toMatchObject({ code: 'inconsistent' });
  });

  test('is read again once for a look-up', async () => {
    await start();
    fill();
    directory.tenant.faults.pageGap = true;
    const call = { ...now(), onCall: () => (directory.tenant.faults.pageGap = directory.tenant.calls.length === 0) };
    expect(await findByMark(directory.client, 'n-200', call)).toHaveLength(1);
  });

  test('that is empty is believed of the right tenant only', async () => {
    const { client, tenant } = await start();
    await client.tenant(now());
    tenant.faults.wrongRegion = true;
    await expect(readPages()).rejects.toMatchObject({ code: 'wrongTenant' });
    await expect(findByMark(client, mark, now())).rejects.toMatchObject({ code: 'wrongTenant' });
    await expect(client.tenant(now())).rejects.toMatchObject({ code: 'wrongTenant' });
  });
});

describe('looking an account up', () => {
  test('is one reading for all who wait', async () => {
    const { client, tenant } = await start();
    fill();
    const calls = Array.from({ length: 20 }, () => countingCall('usual'));
    const found = await Promise.all(calls.map((call, n) => findByMark(client, `n-${n}`, call)));
    expect(found.every((accounts) => accounts.length === 1)).toBe(true);
    expect(tenant.calls).toHaveLength(3);
    expect(calls.reduce((sum, { calls: made }) => sum + made, 0)).toBe(3);
  });

  test('is never answered by a reading that had begun before', async () => {
    const { client, tenant } = await start();
    fill();
    let late: Promise<unknown> = Promise.resolve();
    const onCall = () => {
      if (tenant.accounts().some(({ notes }) => notes === mark)) return;
      tenant.addForeign({ username: 'ada@members.example', notes: mark });
      late = findByMark(client, mark, now());
    };
    await findByUsername(client, 'user-1@members.example', { priority: 'usual', onCall });
    expect(await late).toHaveLength(1);
    expect(tenant.calls).toHaveLength(6);
  });

  test('ends for a caller who gives up, not for the others', async () => {
    const { client } = await start();
    fill();
    const stop = new AbortController();
    const gone = findByMark(client, 'n-1', { priority: 'usual', signal: stop.signal });
    const stays = findByMark(client, 'n-1', now());
    stop.abort(new Error('enough'));
    await expect(gone).rejects.toThrow('enough');
    expect(await stays).toHaveLength(1);
  });

  test('tells an org unit by name where the tenant shows ids', async () => {
    const { client } = await start({ switches: { orgUnitBy: 'id' } });
    await client.create(ada(), now());
    expect(await findByMark(client, mark, now())).toMatchObject([{ orgUnit: 'basic-wifi' }]);
  });
});

describe('org units', () => {
  test('that are missing are made once', async () => {
    const { client, tenant } = await start();
    expect(await client.ensureOrgUnits(['basic-wifi', 'guest-wifi', 'guest-wifi'], now())).toEqual(['guest-wifi']);
    expect(await client.ensureOrgUnits(['basic-wifi', 'guest-wifi'], now())).toEqual([]);
    expect(tenant.writes()).toHaveLength(1);
  });
});

describe('the tenant', () => {
  test('is who the key belongs to', async () => {
    const { client } = await start();
    expect(await client.tenant(now())).toEqual({ companyId: 'sandbox-0a1b2c3d', region: 'us-east1' });
  });

  test('is wrong when it is not the configured company', async () => {
    await start({ client: { companyId: 'other-12345678' } });
    await expect(directory.client.tenant(now())).rejects.toMatchObject({ code: 'wrongTenant' });
    await expect(readPages()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.each<[string, { companyId: string; region: string | null }]>([
    ['company', { companyId: 'other-12345678', region: 'us-east1' }],
    ['region', { companyId: 'sandbox-0a1b2c3d', region: 'eu-west1' }],
  ])('is wrong when it was another %s until now; the message names both', async (_, known) => {
    await start({ client: { knownTenant: () => Promise.resolve(known) } });
    const error = await directory.client.tenant(now()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'wrongTenant', options: { retryable: false } });
    expect(String(error)).toContain('company sandbox-0a1b2c3d in region us-east1');
    expect(String(error)).toContain(`company ${known.companyId} in region ${known.region}`);
  });

  test('is right where no region was known', async () => {
    const known = { companyId: 'sandbox-0a1b2c3d', region: null };
    const { client } = await start({ client: { knownTenant: () => Promise.resolve(known) } });
    expect(await client.tenant(now())).toMatchObject({ region: 'us-east1' });
  });

  test('is ours again when it is back, whoever answered first', async () => {
    let known: { companyId: string; region: string | null } | null = null;
    const { client, tenant } = await start({ client: { knownTenant: () => Promise.resolve(known) } });
    tenant.faults.wrongRegion = true;
    await client.tenant(now());
    known = { companyId: 'sandbox-0a1b2c3d', region: 'us-east1' };
    await expect(client.tenant(now())).rejects.toMatchObject({ code: 'wrongTenant' });
    tenant.faults.wrongRegion = false;
    expect(await client.tenant(now())).toEqual(known);
  });

  test('needs no company in the path', async () => {
    await start({ client: { companyId: null } });
    expect(await readPages()).toHaveLength(1);
    expect(directory.tenant.calls[0]?.path).toMatch(/^\/api\/users\?/);
  });

  test.each([
    ['https://us-west1.ironwifi.com/api', 'us-west1', false],
    ['https://us-west1.ironwifi.com/api', 'europe-west2', true],
    ['https://console.ironwifi.com/api', 'europe-west2', false],
    ['https://wifi.example.com/api', 'europe-west2', false],
  ])('at %s, whose account is in %s', async (apiUrl, region, wrong) => {
    const body = { company_id: 'c-1', region };
    const sendOutside = () =>
      Promise.resolve({ status: 200, name: 'GET /account', text: '', header: () => null, json: () => body });
    const check = new Tenant({ sendOutside }, { apiUrl, companyId: null }).check(now());
    if (wrong) await expect(check).rejects.toMatchObject({ code: 'wrongTenant' });
    else expect(await check).toEqual({ companyId: 'c-1', region });
    await start();
  });
});

test('a server that nobody runs is unreachable, and a key without rights is forbidden', async () => {
  const { tenant, apiUrl } = await start();
  const options = { companyId: null, ratePerMinute: Infinity, capabilities: () => unknownCapabilities };
  const nobody = createIronwifi({ ...options, apiUrl: 'http://127.0.0.1:1/api', apiKey: () => 'k' });
  await expect(nobody.create(ada(), now())).rejects.toMatchObject({ code: 'unreachable', outcomeUnknown: false });
  const reader = createIronwifi({ ...options, apiUrl, apiKey: () => tenant.options.readOnlyKey });
  await expect(reader.create(ada(), now())).rejects.toMatchObject({ code: 'forbidden', outcomeUnknown: false });
  await nobody.close();
  await reader.close();
});
