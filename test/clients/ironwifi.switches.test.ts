import { accountId } from '../../domain/replayed/ids';
import type { DirectoryCapabilities } from '../../domain/settings/settings';
import { switchChoices, type IronwifiSwitches } from '../../sandbox/ironwifi/controls/switches';
import { ada, mark, now, startDirectory, type Directory, findByMark, findByUsername } from './support/directory';

type Row = [name: string, switches: Partial<IronwifiSwitches>, capabilities: Partial<DirectoryCapabilities>];

/** Every value of every switch (ironwifi.md §11.2) alone, then the ones that play into each other together. */
const table: Row[] = [
  ...Object.entries(switchChoices).flatMap(([name, values]) =>
    (values ?? []).map((value): Row => [`${name} = ${value}`, { [name]: value }, {}]),
  ),
  [
    'flat everything',
    { envelope: 'flat-array', errors: 'flat', paging: 'per_page', ids: 'integer', duplicate: '409' },
    {},
  ],
  ['ids, silently', { orgUnitBy: 'id', orgUnitUnknown: 'ignored', ids: 'integer', errors: 'flat' }, {}],
  ['ids, said so', { orgUnitBy: 'id', orgUnitUnknown: 'ignored' }, { orgUnitBy: 'id' }],
  ['names, said so', { orgUnitBy: 'name', orgUnitUnknown: 'ignored' }, { orgUnitBy: 'name' }],
  ['org units, said wrong', { orgUnitBy: 'id' }, { orgUnitBy: 'name' }],
  ['other words', { statusVocabulary: 'active/inactive', statusUnknown: 'accept' }, {}],
  ['other words, said so', { statusVocabulary: 'active/inactive' }, { statusWords: 'active/inactive' }],
  ['words, said wrong', { statusVocabulary: 'active/inactive' }, { statusWords: 'enabled/disabled' }],
  [
    'words, said wrong, flat',
    { statusVocabulary: 'active/inactive', errors: 'flat' },
    { statusWords: 'enabled/disabled' },
  ],
  ['password by PATCH', { patchPassword: 'applied' }, { patchPassword: 'applied' }],
  ['password rows replaced', { attributeDuplicate: 'replace' }, {}],
  ['empty and flat', { emptyList: 'total-only', envelope: 'flat-array' }, {}],
];

describe('a member’s life in the directory, whatever the tenant does', () => {
  let directory: Directory | undefined;
  afterEach(() => directory?.close());

  const state = (username = 'ada@members.example') =>
    directory?.tenant.accounts().find((each) => each.username === username);

  test.each(table)('%s', async (_name, switches, capabilities) => {
    directory = await startDirectory({ switches, capabilities });
    const { client, tenant } = directory;

    const made = await client.create(ada({ enabled: false }), now());
    expect(made).toMatchObject({ username: 'ada@members.example', orgUnit: 'basic-wifi', notes: mark });
    expect(state()).toMatchObject({ enabled: false, orgunit: 'basic-wifi', notes: mark });

    const granted = await client.change(made.id, { enabled: true }, now());
    expect(granted).toEqual({ ...made, enabled: true, leftOut: null });
    expect(tenant.mayLogIn('ada@members.example', 'first-secret')).toBe(true);

    const moved = await client.change(made.id, { orgUnit: 'premium-wifi' }, now());
    expect(moved.orgUnit).toBe('premium-wifi');
    expect(state()?.orgunit).toBe('premium-wifi');

    await client.change(made.id, { password: 'second-secret' }, now());
    expect(tenant.mayLogIn('ada@members.example', 'first-secret')).toBe(false);
    expect(tenant.mayLogIn('ada@members.example', 'second-secret')).toBe(true);

    const revoked = await client.change(made.id, { enabled: false }, now());
    expect(revoked).toMatchObject({ enabled: false, orgUnit: 'premium-wifi' });
    expect(tenant.mayLogIn('ada@members.example', 'second-secret')).toBe(false);

    const listed = await findByMark(client, mark, now());
    expect(listed.map((account) => ({ ...account, leftOut: null }))).toEqual([revoked]);
    expect(await findByUsername(client, 'ADA@members.example', now())).toEqual(listed[0]);
    await expect(client.create(ada({ username: 'printer@staff.example' }), now())).rejects.toMatchObject({
      code: 'duplicate',
    });

    await client.remove(made.id, now());
    expect(state()).toBeUndefined();
    expect(await client.read(made.id, now())).toBeNull();
    await client.remove(made.id, now());
    expect(tenant.accounts().find((each) => each.username === 'printer@staff.example')?.notes).toBe('the printer');
  });
});

describe('a setting that is wrong about the tenant', () => {
  test('a password that cannot be patched is refused by the name of its setting', async () => {
    const directory = await startDirectory({
      switches: { patchPassword: '422' },
      capabilities: { patchPassword: 'applied' },
    });
    const { id } = await directory.client.create(ada(), now());
    const change = directory.client.change(id, { password: 'second-secret' }, now());
    await expect(change).rejects.toMatchObject({
      code: 'capability',
      message: expect.stringContaining('directory.patchPassword') as string,
    });
    await directory.close();
  });

  test('a word that the tenant takes and does not know is never used to take access away', async () => {
    const directory = await startDirectory({
      switches: { statusVocabulary: 'active/inactive', statusUnknown: 'accept' },
      capabilities: { statusWords: 'enabled/disabled' },
    });
    const [printer] = directory.tenant.accounts();
    const account = await findByUsername(directory.client, printer?.username ?? '', now());
    const change = directory.client.change(account?.id ?? accountId('none'), { enabled: false }, now());
    await expect(change).rejects.toMatchObject({
      code: 'capability',
      message: expect.stringContaining('directory.statusWords') as string,
    });
    expect(directory.tenant.writes()).toHaveLength(0);
    await directory.close();
  });

  test('words of both kinds on one tenant are refused', async () => {
    const directory = await startDirectory({ switches: { statusUnknown: 'accept' } });
    directory.tenant.addForeign({ username: 'odd@staff.example', status: 'inactive' });
    const account = await findByUsername(directory.client, 'desk@staff.example', now());
    await expect(
      directory.client.change(account?.id ?? accountId('none'), { enabled: false }, now()),
    ).rejects.toMatchObject({
      code: 'capability',
    });
    await directory.close();
  });
});
