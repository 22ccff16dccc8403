import { ExternalError } from '../../clients/external-error';
import {
  type Journal,
  type Journalled,
  type ProbeAccess,
  type ProbeOptions,
  type ProbeProgress,
  removeLeftovers,
  stepsOf,
} from '../../clients/ironwifi/probe/probe';
import { type IronwifiSwitches, switchChoices } from '../../sandbox/ironwifi/controls/switches';
import { coveringTriples } from './support/covering';
import { ada, type Directory, mark, now, startDirectory } from './support/directory';
import { memoryJournal, probeOf, throwAways } from './support/probing';

/** How IronWifi treats what Latchkey does not use, or what no request of the probe can see. */
const unasked = ['updateVerb', 'membershipEndpoint', 'enforcement', 'emptyList'] as const;
type Asked = Omit<IronwifiSwitches, (typeof unasked)[number]>;
const isAsked = ([name]: [string, unknown]): boolean => !unasked.some((other) => other === name);
const choices = Object.fromEntries(Object.entries(switchChoices).filter(isAsked)) as unknown as {
  readonly [K in keyof Asked]: readonly Asked[K][];
};

/** What a tenant with these switches is like, in the words of the probe. */
function truth(tenant: Asked): Record<string, string> {
  const { usernames, names, orgUnitBy, patchPassword, duplicate } = tenant;
  const shape = tenant.envelope === 'hal' ? 'HAL' : 'a bare array';
  return {
    tenant: 'sandbox-0a1b2c3d in us-east1',
    created: '201',
    ids: tenant.ids === 'uuid' ? 'text' : 'numbers',
    notes: 'whole',
    deletionDate: 'kept as written',
    statusWords: tenant.statusVocabulary,
    otherStatus: tenant.statusUnknown === 'refuse' ? 'refused' : 'stored',
    orgUnitBy: orgUnitBy === 'either' ? 'name and id' : orgUnitBy,
    otherOrgUnit: tenant.orgUnitUnknown === 'refuse' ? 'refused' : 'ignored',
    attributes: shape,
    noAttributes: 'an empty body',
    passwordReadable: 'no',
    attributeTwice: tenant.attributeDuplicate === 'append' ? 'it stands beside the first' : 'it replaces the first',
    patchPassword: patchPassword === '422' ? 'refused' : patchPassword,
    lastName: names === 'lastname-422' ? 'refused' : 'taken',
    emoji: names === 'emoji-500' ? 'the server fails' : 'taken',
    lists: shape,
    pageSizeBy: tenant.paging,
    pageCap: '100',
    pastEnd: tenant.envelope === 'hal' ? '409' : 'an empty page',
    filters: 'no',
    duplicate: duplicate === '200-existing' ? 'the account that has it' : duplicate,
    longUsername: usernames === 'cut-at-64' ? 'cut at 64' : 'taken',
    removed: '204',
    errors: tenant.errors,
    reports: 'rows under rows',
    scim: 'no',
    rateHeaders: tenant.rateHeaders === 'on' ? 'yes' : 'no',
  };
}

const answers = ({ findings }: ProbeProgress) => Object.fromEntries(findings.map(({ id, answer }) => [id, answer]));

const stateOf = ({ steps }: ProbeProgress, id: string) => steps.find((step) => step.id === id)?.state;

/** A minute of whose time goes by in a few hundred calls, so that its rate limit is not met. */
function slowly() {
  let at = Date.UTC(2026, 10, 3);
  return { ratePerMinute: 100_000, now: () => (at += 100) };
}

/** Ends the probe when a step is done. */
function upTo(last: string): Pick<ProbeOptions, 'signal' | 'onProgress'> {
  const stopping = new AbortController();
  const onProgress = ({ steps }: ProbeProgress) => {
    if (steps.some(({ id, state }) => id === last && state === 'done')) stopping.abort();
  };
  return { signal: stopping.signal, onProgress };
}

let directory: Directory;
afterEach(() => directory.close());

test('whichever three switches are how, it finds the truth, touches nobody else and leaves nothing', async () => {
  const rows = coveringTriples<Asked>(choices);
  expect(rows.length).toBeGreaterThan(27);
  for (const switches of rows) {
    directory = await startDirectory({ switches, tenant: slowly() });
    const { tenant, client } = directory;
    const before = tenant.snapshot();
    const found = await probeOf(client);
    expect({ switches, ...answers(found) }).toEqual({ switches, ...truth(switches) });
    expect(found.learned).toEqual({
      statusWords: switches.statusVocabulary,
      orgUnitBy: switches.orgUnitBy === 'id' ? 'id' : 'name',
      patchPassword: switches.patchPassword === 'applied' ? 'applied' : 'ignored',
    });
    expect(found.steps.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(found.account).toBe('removed');
    const { users, attributes } = tenant.snapshot();
    expect({ users, attributes }).toEqual({ users: before.users, attributes: before.attributes });
    // SCIM is asked for beside the API
    expect(found.calls.made).toBe(tenant.calls.length + 1);
    expect(found.calls.made).toBeLessThanOrEqual(found.calls.most ?? 0);
    await directory.close();
  }
}, 60_000);

test('what it has learned spares calls: a new password is one, and no status is tried', async () => {
  const switches = { patchPassword: 'applied', orgUnitBy: 'id', statusVocabulary: 'active/inactive' } as const;
  const callsOfALife = async (): Promise<number> => {
    directory.tenant.resetCalls();
    const client = directory.another();
    const { id } = await client.create(ada({ enabled: false }), now());
    await client.change(id, { enabled: true, orgUnit: 'premium-wifi' }, now());
    await client.change(id, { password: 'second-secret' }, now());
    expect(directory.tenant.mayLogIn('ada@members.example', 'second-secret')).toBe(true);
    expect(directory.tenant.mayLogIn('ada@members.example', 'first-secret')).toBe(false);
    await client.remove(id, now());
    await client.close();
    return directory.tenant.calls.length;
  };
  directory = await startDirectory({ switches });
  const unknowing = await callsOfALife();
  const { learned } = await probeOf(directory.client);
  Object.assign(directory.capabilities, learned);
  // one write each, and the list of org units
  expect(await callsOfALife()).toBe(5);
  expect(unknowing).toBeGreaterThan(8);
});

describe('killed', () => {
  /** Ends a process when its nth act, a call or a write of the journal, is done, and it has not heard of it. */
  async function until(at: number, { client }: Directory, journal: Journal): Promise<'killed' | 'ended'> {
    let acts = 0;
    let die: () => void = () => undefined;
    const died = new Promise<'killed'>((resolve) => (die = () => resolve('killed')));
    const mortal =
      <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        acts += 1;
        const result = acts <= at ? await act(...args) : undefined;
        if (acts < at && result !== undefined) return result;
        die();
        return new Promise<never>(() => undefined);
      };
    const access: ProbeAccess = {
      ask: mortal((...asked) => client.ask(...asked)),
      askAtOnce: (request) => client.askAtOnce(request),
      tenant: mortal((call) => client.tenant(call)),
    };
    const write = mortal(async (entries: readonly Journalled[]) => (await journal.write(entries), true));
    const written: Journal = { read: () => journal.read(), write: async (entries) => void (await write(entries)) };
    return Promise.race([died, probeOf(access, { journal: written }).then(() => 'ended' as const)]);
  }

  test('after any act, it leaves nothing behind at the next start, or run', async () => {
    directory = await startDirectory();
    const { tenant, client } = directory;
    const before = tenant.snapshot();
    let left = 0;
    for (let at = 1; ; at++) {
      const journal = memoryJournal();
      if ((await until(at, directory, journal)) === 'ended') break;
      const killed = tenant.snapshot();
      if (throwAways(directory).length > 0) left += 1;
      // an hour later, when nothing that was sent may still come
      journal.entries = journal.entries.map((entry) => ({ ...entry, at: entry.at - 3_600_000 }));
      await removeLeftovers({ directory: client, connector: 'main', journal });
      expect({ at, left: throwAways(directory) }).toEqual({ at, left: [] });
      expect(journal.entries).toEqual([]);
      // and by its name alone, should the file be lost
      tenant.restore(killed);
      await probeOf(client, upTo('leftovers'));
      expect({ at, left: throwAways(directory) }).toEqual({ at, left: [] });
      tenant.restore(before);
    }
    expect(left).toBeGreaterThan(30);
    expect(tenant.snapshot().users).toEqual(before.users);
  }, 60_000);

  test('where the reply to the creation is lost, the account is found by its name', async () => {
    directory = await startDirectory();
    const { tenant, client } = directory;
    const ask: ProbeAccess['ask'] = (request, call, where) => {
      if (request.method === 'POST') tenant.faults.loseReplies = 1;
      return client.ask(request, call, where);
    };
    const found = await probeOf({ ...client, ask });
    expect(found).toMatchObject({ account: 'removed', findings: [{ id: 'tenant' }] });
    expect(stateOf(found, 'creation')).toBe('failed');
    expect(throwAways(directory)).toEqual([]);
  });
});

describe('nothing stays behind', () => {
  test('where a creation without an answer is carried out when all is over', async () => {
    directory = await startDirectory();
    const { client } = directory;
    const journal = memoryJournal();
    let carryOut: () => Promise<unknown> = () => Promise.reject(new Error('nothing was sent'));
    const ask: ProbeAccess['ask'] = (request, call, where) => {
      if (request.method !== 'POST') return client.ask(request, call, where);
      carryOut = () => client.ask(request, call, where);
      return Promise.reject(new ExternalError('ironwifi', 'timeout', 'no answer', { retryable: true }));
    };
    const found = await probeOf({ ...client, ask }, { journal });
    expect(found.account).toBe('left');
    await carryOut();
    expect(await removeLeftovers({ directory: client, connector: 'main', journal })).toBe(1);
    expect(throwAways(directory)).toEqual([]);
    expect(journal.entries).toEqual([]);
  });

  test('whatever an account is answered with: only a 404 means that it is gone', async () => {
    directory = await startDirectory();
    const { client } = directory;
    const journal = memoryJournal();
    const ask: ProbeAccess['ask'] = async (request, call, where) => {
      const reply = await client.ask(request, call, where);
      return /^\/users\/./.test(request.path) ? { ...reply, status: 400 } : reply;
    };
    expect((await probeOf({ ...client, ask }, { journal })).account).toBe('left');
    await removeLeftovers({ directory: client, connector: 'main', journal });
    expect(throwAways(directory)).toEqual([]);
  });

  test('whatever the connector is called, and where its name is cut', async () => {
    directory = await startDirectory({ switches: { usernames: 'cut-at-64' } });
    expect(stateOf(await probeOf(directory.client, { connector: 'Attic' }), 'creation')).toBe('done');
    const found = await probeOf(directory.client, { connector: 'a'.repeat(60) });
    expect(stateOf(found, 'creation')).toBe('failed');
    expect(directory.tenant.writes().length).toBeGreaterThan(0);
    expect(throwAways(directory)).toEqual([]);
  });

  test('a roster that is read to find it makes way for those at the door', async () => {
    directory = await startDirectory();
    const { client, tenant } = directory;
    const priorities: string[] = [];
    const ask: ProbeAccess['ask'] = (request, call, where) => {
      if (request.method === 'POST') tenant.faults.loseReplies = 1;
      if (request.path === '/users' && request.method === 'GET') priorities.push(call.priority);
      return client.ask(request, call, where);
    };
    await probeOf({ ...client, ask });
    expect(priorities).toEqual(['background', 'background']);
  });
});

describe('what is not certain is not learned', () => {
  test('a tenant that shows any org unit as it was written says of none that the account is in it', async () => {
    directory = await startDirectory();
    const { client } = directory;
    let written: string | undefined;
    const ask: ProbeAccess['ask'] = async (request, call, where) => {
      const { orgunit } = JSON.parse(request.body ?? '{}') as { orgunit?: string };
      written = orgunit ?? written;
      const reply = await client.ask(orgunit === undefined ? request : { ...request, body: '{}' }, call, where);
      if (written === undefined || !/^\/users\/./.test(request.path)) return reply;
      return { ...reply, json: () => ({ ...(reply.json() as object), orgunit: written }) };
    };
    const found = await probeOf({ ...client, ask });
    expect(answers(found)).toMatchObject({ otherOrgUnit: 'stored', orgUnitBy: '' });
    expect(found.learned).not.toHaveProperty('orgUnitBy');
  });

  test('an account that goes while it is asked about says nothing of passwords', async () => {
    directory = await startDirectory();
    const { client } = directory;
    const ask: ProbeAccess['ask'] = async (request, call, where) => {
      if (request.body?.includes('"password"') && request.method === 'PATCH')
        await client.ask({ method: 'DELETE', path: request.path }, call, where);
      return client.ask(request, call, where);
    };
    const found = await probeOf({ ...client, ask });
    expect(found.steps.find(({ id }) => id === 'password')).toMatchObject({
      state: 'failed',
      trouble: expect.stringContaining('is gone') as string,
    });
    expect(found.learned).not.toHaveProperty('patchPassword');
    expect(answers(found)).not.toHaveProperty('patchPassword');
  });

  test.each([
    ['the old password in a new row', (stale: string) => stale, 'ignored', 'ignored'],
    ['stars in a row', () => '****', '', undefined],
  ])('%s', async (_, shown, answer, learned) => {
    directory = await startDirectory({ switches: { patchPassword: 'ignored' } });
    const { client } = directory;
    let stale = '';
    let reads = 0;
    const ask: ProbeAccess['ask'] = async (request, call, where) => {
      const sent = JSON.parse(request.body ?? '{}') as { password?: string };
      if (request.method === 'POST' && request.path === '/users') stale = sent.password ?? '';
      const reply = await client.ask(request, call, where);
      if (request.path !== '/attributes' || request.query?.table !== 'radcheck') return reply;
      const id = answer === '' ? '7' : String((reads += 1));
      return { ...reply, json: () => [{ id, attribute: 'Cleartext-Password', value: shown(stale) }] };
    };
    const found = await probeOf({ ...client, ask });
    expect(answers(found)['patchPassword']).toBe(answer);
    expect(found.learned.patchPassword).toBe(learned);
  });
});

describe('told to end', () => {
  test('after any step, it removes the account, and says what it has not come to', async () => {
    directory = await startDirectory();
    const ids = stepsOf({ rateLimit: false }).map(({ id }) => id);
    for (const last of ids.slice(0, -1)) {
      const found = await probeOf(directory.client, upTo(last));
      expect(throwAways(directory)).toEqual([]);
      expect(found.account).not.toBe('left');
      const rest = found.steps.slice(ids.indexOf(last) + 1);
      expect(rest.map(({ state, trouble }) => [state, trouble])).toEqual(
        rest.map(() => ['skipped', 'The probe was told to end.']),
      );
    }
  }, 30_000);
});

describe('when something fails', () => {
  test('one step costs its own answers only', async () => {
    directory = await startDirectory();
    const { client } = directory;
    const ask: ProbeAccess['ask'] = (request, call, where) =>
      request.path === '/attributes'
        ? client.ask({ ...request, path: '/nothing/here' }, call, where)
        : client.ask(request, call, where);
    const found = await probeOf({ ...client, ask });
    expect(found.account).toBe('removed');
    expect(found.findings.filter(({ sure }) => sure === 'open').map(({ id }) => id)).toEqual([
      ...['attributes', 'passwordReadable', 'noAttributes', 'attributeTwice', 'patchPassword'],
    ]);
    expect(found.learned).toEqual({ statusWords: 'enabled/disabled', orgUnitBy: 'name' });
  });

  test('IronWifi going away in the middle ends it with what it knows; the account stays in the journal until it is back', async () => {
    directory = await startDirectory();
    const { tenant, client } = directory;
    const journal = memoryJournal();
    const onProgress = ({ steps }: ProbeProgress) => {
      if (steps.some(({ id, state }) => id === 'status' && state === 'done')) tenant.faults.down = '503';
    };
    const found = await probeOf(client, { journal, onProgress });
    expect(found.account).toBe('left');
    expect(answers(found)).toMatchObject({ statusWords: 'enabled/disabled' });
    expect(found.steps.map(({ state }) => state).filter((state) => state === 'failed')).toHaveLength(2);
    expect(stateOf(found, 'scim')).toBe('skipped');
    expect(journal.entries).toHaveLength(1);
    tenant.faults.down = 'off';
    expect(await removeLeftovers({ directory: client, connector: 'main', journal })).toBe(1);
    expect(throwAways(directory)).toEqual([]);
  });

  test('a key that may only read makes nothing', async () => {
    directory = await startDirectory({ client: { apiKey: () => 'sandbox-ironwifi-read-only-key' } });
    const found = await probeOf(directory.client);
    expect(found).toMatchObject({ account: 'none', learned: {} });
    expect(found.steps.find(({ id }) => id === 'creation')).toMatchObject({
      state: 'failed',
      trouble: expect.stringContaining('forbidden') as string,
    });
  });

  test('another tenant than the syncs know is not written to', async () => {
    directory = await startDirectory();
    const found = await probeOf(directory.client, { knownCompany: 'attic' });
    expect(found.steps[0]).toMatchObject({
      state: 'failed',
      trouble: expect.stringContaining('wrongTenant') as string,
    });
    expect(directory.tenant.writes()).toEqual([]);
  });

  test('a tenant without org units or other users leaves open what these would tell', async () => {
    directory = await startDirectory();
    const { tenant, client } = directory;
    const empty = tenant.snapshot();
    tenant.restore({ ...empty, users: [], plain: {} });
    tenant.switches.envelope = 'flat-array';
    const found = await probeOf(client);
    const unknown = found.findings.filter(({ sure }) => sure === 'open').map(({ id }) => id);
    expect(unknown).toEqual(['orgUnitBy', 'pageSizeBy', 'filters']);
    expect(throwAways(directory)).toEqual([]);
  });
});

describe('the rate limit', () => {
  test('is obeyed in between, and met on purpose where that is asked for', async () => {
    directory = await startDirectory({ tenant: { ratePerMinute: 100 }, client: { ratePerMinute: Infinity } });
    const { tenant, client } = directory;
    const found = await probeOf(client, { rateLimit: true });
    expect(answers(found)).toMatchObject({ rateLimit: '429 with Retry-After', rateHeaders: 'yes' });
    expect(throwAways(directory)).toEqual([]);
    const refused = tenant.calls.filter(({ status }) => status === 429);
    expect(refused.every(({ path }) => path.endsWith('/account'))).toBe(false);
  });
});

test('no roster shows its account, so no sync counts it or takes it for a member’s', async () => {
  directory = await startDirectory();
  directory.tenant.addForeign({ username: 'Latchkey-probe.attic.0123456789ab', notes: mark });
  const shown = (await directory.client.allAccounts(now())).map(({ username }) => username);
  expect(shown).toEqual(['printer@staff.example', 'desk@staff.example']);
});

test('a person’s account whose name only begins so is shown', async () => {
  directory = await startDirectory();
  directory.tenant.addForeign({ username: 'latchkey-probe.bob@staff.example' });
  const shown = (await directory.client.allAccounts(now())).map(({ username }) => username);
  expect(shown).toContain('latchkey-probe.bob@staff.example');
});

test('another connector’s account is left to it', async () => {
  directory = await startDirectory();
  const others = [
    'latchkey-probe.attic.0123456789ab',
    'latchkey-probe.main.attic.0123456789ab',
    'latchkey-probe.main.ada',
  ];
  for (const username of others) directory.tenant.addForeign({ username });
  await probeOf(directory.client);
  expect(throwAways(directory)).toEqual(others);
});

test('it finds no secret worth telling: neither a password nor a member is in what it says', async () => {
  directory = await startDirectory();
  const said = JSON.stringify(await probeOf(directory.client));
  const passwords = directory.tenant.accounts().map(({ password }) => password);
  expect(said).not.toMatch(/@|printer|desk@|sandbox-ironwifi-key/);
  for (const password of passwords.filter((each) => each !== '')) expect(said).not.toContain(password);
});
