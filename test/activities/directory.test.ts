import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { directoryActivities } from '../../activities/directory';
import type { ActivityDeps } from '../../activities/runtime/deps';
import { KnownAccounts } from '../../activities/runtime/known-accounts';
import { TenantWatch } from '../../activities/runtime/tenant-watch';
import { FIRST } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import type { CoworkerRow } from '../../clients/membership-source';
import type { AccountChange, WifiDirectory } from '../../clients/wifi-directory';
import type { DirectoryActivities } from '../../contracts/activities';
import { Keyring } from '../../domain/account/keyring';
import { markOf, parseMark, withCredential } from '../../domain/account/ownership';
import { identityOf, usernameTag } from '../../domain/account/person';
import type { Rules } from '../../domain/settings/rules';
import { accountId, memberId } from '../../domain/replayed/ids';
import { AHEAD_OF_ALL, priorityKeys } from '../../domain/replayed/priority';
import { rulesOf } from '../domain/builders';

const who = { connector: 'main', member: memberId('7') };
const account = accountId('account-7');
const tenant = { companyId: 'c1', region: 'us-east1' };
const wrongTenant = new ExternalError('ironwifi', 'wrongTenant', 'another', { retryable: false });
const notFound = new ExternalError('ironwifi', 'notFound', 'no such account', { retryable: false });
const keys = new Keyring([Buffer.alloc(32, 1)]);
const credential = { keyId: keys.newest, credentialId: '6d9f2a10-5b7c-4e8d-9a01-23456789abcd' };
const target = { enabled: true, orgUnit: 'basic-wifi', attributes: null, identity: '', credential };
const shown = {
  ...{ id: account, username: 'ada@members.example', enabled: true, orgUnit: 'basic-wifi', notes: '' },
  leftOut: null,
};

let asked: string[];
let isOurs: boolean;
let directory: Partial<WifiDirectory>;
let rules: Rules;
let scheduledAt: number;
let priorityKey: number;

beforeEach(() => {
  [asked, isOurs, directory, rules, scheduledAt, priorityKey] = [[], true, {}, rulesOf(), Date.now(), 3];
});

/** What reached the directory, the question whose it is included. */
function noted<K extends keyof WifiDirectory>(name: K, act: WifiDirectory[K]): void {
  const call = (...args: unknown[]): unknown => {
    asked.push(name);
    return (act as (...args: unknown[]) => unknown)(...args);
  };
  directory = { ...directory, [name]: call };
}

/** Runs one of the activities; answers what it answers, or the type of its failure. */
async function run<K extends keyof DirectoryActivities>(
  name: K,
  input: Parameters<DirectoryActivities[K]>[0],
  person: () => Promise<CoworkerRow | null> = () => Promise.resolve(ada),
): Promise<unknown> {
  noted('tenant', () => (isOurs ? Promise.resolve(tenant) : Promise.reject(wrongTenant)));
  const deps = {
    ...{ connector: who.connector, directory, keys, tenant: new TenantWatch(directory as WifiDirectory) },
    rules: () => Promise.resolve(rules),
    snapshot: { coworker: () => null },
    accounts: new KnownAccounts(who.connector),
    source: { recentCoworker: () => Promise.resolve(null), coworker: person },
  };
  const activity = directoryActivities(deps as unknown as ActivityDeps)[name] as (order: unknown) => Promise<unknown>;
  const environment = new MockActivityEnvironment(
    { scheduledTimestampMs: scheduledAt, priority: { priorityKey } },
    { logger: new DefaultLogger('ERROR') },
  );
  return environment.run(activity, input).catch((failure: { type?: string }) => failure.type);
}

const ada = { id: who.member, fullName: 'Ada Byron', email: 'ada@members.example' } as CoworkerRow;

test('what ends access goes at the rate limiter before all that has come earlier, and nothing else does', async () => {
  const since: unknown[] = [];
  noted('change', (_, __, call) => {
    since.push(call.since);
    return Promise.resolve(shown);
  });
  for (priorityKey of [AHEAD_OF_ALL, priorityKeys.urgent]) await run('disableAccount', { ...who, account });
  expect(since).toEqual([FIRST, undefined]);
});

describe('a delete', () => {
  test('asks whose directory it is, each time', async () => {
    noted('remove', () => Promise.resolve());
    await run('deleteAccount', { ...who, account });
    expect(asked).toEqual(['tenant', 'remove']);
  });

  test('is not made in another tenant, where nothing there would count as deleted', async () => {
    noted('remove', () => Promise.resolve());
    isOurs = false;
    expect(await run('deleteAccount', { ...who, account })).toBe('wrongTenant');
    expect(asked).toEqual(['tenant']);
  });
});

describe('a create', () => {
  const order = { ...who, target, suffix: false, notAfter: null };

  test('is made in our tenant', async () => {
    noted('create', () => Promise.resolve(shown));
    expect(await run('createAccount', order)).toMatchObject({ id: account, namedBy: 'email' });
    expect(asked).toEqual(['tenant', 'create']);
  });

  test('is not made in another one', async () => {
    noted('create', () => Promise.resolve(shown));
    isOurs = false;
    expect(await run('createAccount', order)).toBe('wrongTenant');
    expect(asked).toEqual(['tenant']);
  });

  test.each([
    [1_500, ['tenant', 'create']],
    [1_501, ['tenant']],
  ])('is put off when its attempt would not have the time for it: after %i ms', async (ms, reached) => {
    noted('create', () => Promise.resolve(shown));
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const slowly = () => {
      clock.mockReturnValue(ms);
      return Promise.resolve(ada);
    };
    const answer = await run('createAccount', order, slowly);
    clock.mockRestore();
    expect(asked).toEqual(reached);
    expect(answer === 'throttled').toBe(!reached.includes('create'));
  });
});

describe.each(['changeAccount', 'disableAccount'] as const)('an account that %s does not find', (name) => {
  const order = { ...who, account, target, fields: ['enabled' as const], suffix: false, namedBy: '', notAfter: null };
  beforeEach(() => noted('change', () => Promise.reject(notFound)));

  test('is gone', async () => {
    expect(await run(name, order)).toBe('notFound');
    expect(asked).toEqual(['change', 'tenant']);
  });

  test('is not gone from another tenant', async () => {
    isOurs = false;
    expect(await run(name, order)).toBe('wrongTenant');
  });
});

test.each([
  [true, 'notFound'],
  [false, 'wrongTenant'],
])('an account to take over is missing in our tenant only (ours: %s)', async (ours, type) => {
  noted('read', () => Promise.resolve(null));
  isOurs = ours;
  expect(await run('adoptAccount', { ...who, account })).toBe(type);
});

describe('a create without a reply', () => {
  const settle = () => run('settleAccount', { ...who, suffix: false });

  test('was not done if our mark is nowhere in our tenant', async () => {
    noted('allAccounts', () => Promise.resolve([]));
    expect(await settle()).toEqual({ account: null, holder: 'nobody' });
    expect(asked).toContain('tenant');
  });

  test('is still in doubt if it is nowhere in another one', async () => {
    noted('allAccounts', () => Promise.resolve([]));
    isOurs = false;
    expect(await settle()).toBe('wrongTenant');
  });

  test('was done if it is there', async () => {
    noted('allAccounts', () => Promise.resolve([{ ...shown, notes: 'latchkey:main:7' }]));
    expect(await settle()).toMatchObject({ account: { id: account } });
    expect(asked).not.toContain('tenant');
  });
});

describe('the names of an account', () => {
  const created = (changes: object) => Promise.resolve({ ...shown, ...changes });
  const change = { ...who, account, target, suffix: false, namedBy: 'email', notAfter: null };
  const tagOf = (username: string) => usernameTag(keys.identityKey, username);
  let changes: AccountChange[];
  beforeEach(() => (changes = []));

  /** A directory in which these user names are taken. */
  const inDirectory = (...taken: string[]) =>
    noted('change', (_id, wanted) => {
      changes.push(wanted);
      const isTaken = wanted.username !== undefined && taken.includes(wanted.username);
      const leftOut = isTaken ? { fields: ['username' as const], code: 'duplicate' as const, message: 'taken' } : null;
      return created({ username: isTaken ? shown.username : (wanted.username ?? shown.username), leftOut });
    });

  test('are known as the directory shows them', async () => {
    noted('create', () => created({ username: 'ada@members' }));
    const made = await run('createAccount', { ...who, target, suffix: false, notAfter: null });
    expect(made).toMatchObject({ usernameTag: tagOf('ada@members') });
  });

  test('are left out of an account that is made bare, and told so', async () => {
    let sent: object = {};
    noted('create', (wanted) => {
      sent = wanted;
      return created({});
    });
    const made = await run('createAccount', { ...who, target, suffix: false, bare: true, notAfter: null });
    expect(made).toMatchObject({ leftOut: { fields: ['email', 'firstName', 'lastName'] } });
    expect(Object.keys(sent)).not.toContain('firstName');
  });

  test('a rename takes the plain name, also where the account has the one with the id', async () => {
    inDirectory();
    const renamed = await run('changeAccount', { ...change, suffix: true, fields: ['username'] });
    expect(renamed).toEqual({ named: { usernameTag: tagOf('ada@members.example'), namedBy: 'email', suffix: false } });
  });

  test('a rename to a name that is taken takes the one with the id, and writes access once', async () => {
    inDirectory('ada@members.example');
    const renamed = await run('changeAccount', { ...change, fields: ['orgUnit', 'username'] });
    expect(renamed).toEqual({ named: { usernameTag: tagOf('ada.7@members.example'), namedBy: 'email', suffix: true } });
    expect(changes).toEqual([
      { orgUnit: 'basic-wifi', username: 'ada@members.example' },
      { username: 'ada.7@members.example' },
    ]);
  });

  test('a rename whose names are both taken leaves the account its own, and says so', async () => {
    inDirectory('ada@members.example', 'ada.7@members.example');
    expect(await run('changeAccount', { ...change, fields: ['username'] })).toEqual({
      named: null,
      leftOut: { fields: ['username'], code: 'duplicate', message: 'taken' },
    });
  });

  test.each([
    ['ada@members.example', undefined],
    ['before@members.example', 'ada@members.example'],
  ])('an account named %s is renamed with its address, not with its person’s name', async (had, username) => {
    inDirectory();
    rules = rulesOf({ onEmailChange: 'rename' });
    await run('changeAccount', { ...change, usernameTag: tagOf(had), fields: ['identity'] });
    expect(changes[0]?.username).toBe(username);
  });
});

describe('the mark of an account', () => {
  const old = { ...credential, credentialId: '00000000-5b7c-4e8d-9a01-23456789abcd' };
  const change = { ...who, account, target, suffix: false, namedBy: 'email', notAfter: null };
  let changes: AccountChange[];

  /** A directory whose account has these notes. */
  const inDirectory = (notes: string, refused = false) => {
    changes = [];
    noted('change', (_id, wanted) => {
      changes.push(wanted);
      const leftOut = { fields: ['notes' as const], code: 'rejected' as const, message: 'notes' };
      return Promise.resolve({ ...shown, notes, leftOut: refused && wanted.notes !== undefined ? leftOut : null });
    });
  };

  test('of a new one tells the credential', async () => {
    let notes = '';
    noted('create', (wanted) => {
      notes = wanted.notes;
      return Promise.resolve({ ...shown, notes });
    });
    await run('createAccount', { ...who, target, suffix: false, notAfter: null });
    expect(parseMark(notes)).toEqual({ ...who, credential });
  });

  test('follows a new password, and keeps what others wrote behind it', async () => {
    inDirectory(withCredential('latchkey:main:7 VIP', old));
    await run('changeAccount', { ...change, credential: old, fields: ['credential'] });
    expect(changes.map((each) => Object.keys(each))).toEqual([['password'], ['notes']]);
    expect(changes[1]?.notes).toBe(withCredential('latchkey:main:7 VIP', credential));
  });

  test.each([
    ['an older version wrote it', 'latchkey:main:7', credential, 2],
    ['it tells the credential', markOf('main', '7', credential), credential, 1],
    ['nobody knows the password', 'latchkey:main:7', { keyId: '', credentialId: '' }, 1],
    ['it is another member’s', 'latchkey:main:8', credential, 1],
  ])('costs a call more with another change only where it has to: %s', async (_what, notes, known, calls) => {
    inDirectory(notes);
    await run('changeAccount', { ...change, credential: known, fields: ['orgUnit'] });
    expect(changes).toHaveLength(calls);
  });

  test('that is refused is told, and the rest is done', async () => {
    inDirectory('latchkey:main:7', true);
    expect(await run('changeAccount', { ...change, credential, fields: ['orgUnit'] })).toEqual({
      named: null,
      leftOut: { fields: ['notes'], code: 'rejected', message: 'notes' },
    });
  });

  test('tells whoever finds the account its password, name and person', async () => {
    noted('allAccounts', () => Promise.resolve([{ ...shown, notes: markOf('main', '7', old) }]));
    expect(await run('settleAccount', { ...who, suffix: false })).toEqual({
      holder: 'nobody',
      account: {
        ...{ id: account, enabled: true, orgUnit: 'basic-wifi', credential: old, namedBy: 'email' },
        identity: identityOf(keys.identityKey, ada, rules),
        usernameTag: usernameTag(keys.identityKey, ada.email ?? ''),
      },
    });
  });
});

describe('an order that Temporal has kept for more than an hour', () => {
  const order = { ...who, account, target, fields: ['enabled' as const], suffix: false, namedBy: '', notAfter: null };
  beforeEach(() => {
    scheduledAt = Date.now() - 61 * 60_000;
    noted('change', () => Promise.resolve(shown));
    noted('create', () => Promise.resolve(shown));
  });

  test('grants nothing', async () => {
    expect(await run('changeAccount', order)).toBe('orderExpired');
    expect(await run('createAccount', { ...who, target, suffix: false, notAfter: null })).toBe('orderExpired');
    expect(asked).toEqual([]);
  });

  test('still takes away', async () => {
    await run('disableAccount', { ...who, account });
    await run('changeAccount', { ...order, target: { ...target, enabled: false } });
    expect(asked).toEqual(['change', 'change']);
  });
});
