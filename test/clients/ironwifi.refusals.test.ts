import { ada, mark, now, startDirectory, type Directory, type DirectoryOptions } from './support/directory';

let directory: Directory;
const start = async (options?: DirectoryOptions) => (directory = await startDirectory(options));
afterEach(() => directory.close());

const stored = () => directory.tenant.accounts().find(({ notes }) => notes === mark);
const writes = () => directory.tenant.writes().length;

const smile = { firstName: 'Ada 😀', lastName: 'Byron' };

describe('what the directory refuses of a new account', () => {
  test('is left out of it, and told', async () => {
    const { client } = await start({ switches: { names: 'lastname-422' } });
    const made = await client.create(ada(), now());
    expect(made.leftOut).toMatchObject({ fields: ['lastName'], code: 'rejected' });
    expect(stored()).toMatchObject({ enabled: true, orgunit: 'basic-wifi', firstname: 'Ada', lastname: '' });
    expect(writes()).toBe(2);
  });

  test('is left out with all that may be meant, where it is not named', async () => {
    const { client } = await start({ switches: { names: 'lastname-422', errors: 'flat' } });
    await client.create(ada(), now());
    expect(stored()).toMatchObject({ enabled: true, lastname: '' });
  });

  test('is nothing while nothing is refused: one call', async () => {
    const { client } = await start();
    expect((await client.create(ada(), now())).leftOut).toBeNull();
    expect(writes()).toBe(1);
  });

  test('may be made without them from the start', async () => {
    const { client } = await start({ switches: { names: 'emoji-500' } });
    await expect(client.create(ada(smile), now())).rejects.toMatchObject({ code: 'outage', outcomeUnknown: true });
    await client.create(ada({ email: undefined, firstName: undefined, lastName: undefined }), now());
    expect(stored()).toMatchObject({ enabled: true, firstname: '', email: '' });
  });
});

describe.each([
  ['refuses the last name', { names: 'lastname-422' as const }, 'lastName', { lastname: '' }],
  ['refuses it without a word', { names: 'lastname-422' as const, errors: 'flat' as const }, 'lastName', {}],
  ['fails over an emoji', { names: 'emoji-500' as const }, 'firstName', { firstname: '' }],
])('where the directory %s', (_what, switches, field, without) => {
  const making = () => start().then((made) => made.client.create(ada({ firstName: '', lastName: '' }), now()));

  test('an end and a move in the same write are done, with what else it takes', async () => {
    const { id } = await making();
    Object.assign(directory.tenant.switches, switches);
    const change = { enabled: false, orgUnit: 'premium-wifi', email: 'new@members.example', ...smile };
    const changed = await directory.client.change(id, change, now());
    expect(changed).toMatchObject({ enabled: false, orgUnit: 'premium-wifi' });
    expect(changed.leftOut?.fields).toEqual([field]);
    expect(stored()).toMatchObject({
      enabled: false,
      orgunit: 'premium-wifi',
      email: 'new@members.example',
      ...without,
    });
  });

  test('a change of details alone does what it takes', async () => {
    const { id } = await making();
    Object.assign(directory.tenant.switches, switches);
    const changed = await directory.client.change(id, { email: 'new@members.example', ...smile }, now());
    expect(changed.leftOut?.fields).toEqual([field]);
    expect(stored()).toMatchObject({ email: 'new@members.example', ...without });
  });
});

describe('a user name', () => {
  test('is never in one write with access, and one that is taken is left out', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada({ enabled: false }), now());
    tenant.resetCalls();
    const changed = await client.change(id, { enabled: true, username: 'printer@staff.example' }, now());
    expect(changed).toMatchObject({
      enabled: true,
      username: 'ada@members.example',
      leftOut: { fields: ['username'], code: 'duplicate' },
    });
    expect(writes()).toBe(2);
  });

  test('that is taken keeps neither a new address nor a new password back', async () => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    const change = { username: 'printer@staff.example', email: 'new@members.example', password: 'second' };
    expect((await client.change(id, change, now())).leftOut?.fields).toEqual(['username']);
    expect(stored()?.email).toBe('new@members.example');
    expect(tenant.mayLogIn('ada@members.example', 'second')).toBe(true);
  });

  test('that the directory cuts is the one in its reply', async () => {
    const { client } = await start({ switches: { usernames: 'cut-at-64' } });
    const long = `${'a'.repeat(80)}@members.example`;
    expect((await client.create(ada({ username: long }), now())).username).toBe('a'.repeat(64));
  });
});

describe('what is no refusal', () => {
  test.each([
    ['fails at everything', { down: '502-html' as const }, 2],
    ['asks to wait', { throttle: true }, 1],
    ['knows the key no more', { unauthorized: true }, 1],
  ])('a directory that %s leaves nothing out, and is not asked for every field', async (_what, fault, calls) => {
    const { client, tenant } = await start();
    const { id } = await client.create(ada(), now());
    Object.assign(tenant.faults, fault);
    tenant.resetCalls();
    await expect(client.change(id, { enabled: false, ...smile }, now())).rejects.toMatchObject({});
    expect(tenant.calls).toHaveLength(calls);
  });

  test('a password that is refused after the level was written leaves open what was done', async () => {
    const { client } = await start({ switches: { patchPassword: '422' }, capabilities: { patchPassword: 'applied' } });
    const { id } = await client.create(ada(), now());
    const change = client.change(id, { orgUnit: 'premium-wifi', password: 'second' }, now());
    await expect(change).rejects.toMatchObject({ code: 'capability', outcomeUnknown: true });
    expect(stored()?.orgunit).toBe('premium-wifi');
  });
});
