import type { Account, Credential } from '../../../domain/replayed/account';
import type { Access, Entitlement, Step } from '../../../domain/replayed/entitlement';
import { accountId } from '../../../domain/replayed/ids';
import { nextWrite, takesAway, type AccountView } from '../../../domain/replayed/next-write';
import { telling } from '../builders';

const now = Date.UTC(2026, 10, 3, 12);
const later = now + 3_600_000;
const credential: Credential = { keyId: 'k1', credentialId: 'c1' };

const granted = (orgUnit = 'basic-wifi', precedence = 20): Access => ({
  state: 'granted',
  planId: null,
  group: orgUnit,
  orgUnit,
  precedence,
  attributes: null,
});
const prepared: Access = { ...granted(), state: 'prepared' } as Access;
const denied: Access = { state: 'denied' };
const keep: Access = { state: 'keep' };

const step = (access: Access, from = 0): Step => ({
  from,
  access,
  reason: 'contract',
  evidence: [],
  sure: true,
  confirmAfterMs: 0,
  hash: '',
});
const entitled = (...steps: Step[]): Entitlement => ({
  steps,
  identity: 'i1',
  mayCreate: true,
  mayWrite: true,
  retentionMs: 0,
  settingsVersion: 1,
  businessId: null,
  telling,
});
const account = (more: Partial<Account> = {}): Account => ({
  id: accountId('a1'),
  enabled: true,
  orgUnit: 'basic-wifi',
  attributes: null,
  identity: 'i1',
  namedBy: 'email',
  usernameTag: 't1',
  credential,
  ...more,
});
const situation = (more: Partial<AccountView>): AccountView => ({
  entitlement: entitled(step(granted())),
  account: account(),
  outcomeUnknown: null,
  credential,
  renaming: false,
  rotating: false,
  lookFirst: false,
  adopting: null,
  vainCreates: null,
  eraseAt: null,
  erasure: null,
  ...more,
});

describe('nextWrite', () => {
  const order = (more: Partial<AccountView>) => nextWrite(situation(more), now);

  it('writes nothing while the account is in step', () => {
    expect(order({})).toBeNull();
    expect(order({ entitlement: null, account: null })).toBeNull();
    expect(order({ entitlement: entitled(step(denied)), account: account({ enabled: false }) })).toBeNull();
    expect(order({ entitlement: entitled(step(denied)), account: null })).toBeNull();
  });

  it('creates the account that is missing, enabled or prepared', () => {
    expect(order({ account: null })).toMatchObject({
      kind: 'create',
      target: { enabled: true, orgUnit: 'basic-wifi' },
    });
    expect(order({ account: null, entitlement: entitled(step(prepared)) })).toMatchObject({
      kind: 'create',
      target: { enabled: false },
    });
  });

  it('creates nothing where provisioning is off, or before a credential exists', () => {
    expect(order({ account: null, entitlement: { ...entitled(step(granted())), mayCreate: false } })).toBeNull();
    expect(order({ account: null, credential: null })).toBeNull();
  });

  it('settles a create without a reply before anything else, also when the answer is now no', () => {
    expect(order({ account: null, outcomeUnknown: 'create', entitlement: entitled(step(denied)) })).toEqual({
      kind: 'settle',
    });
  });

  it('disables and deletes the account of a member who is erased, whatever the entitlement, and makes no other', () => {
    const erasure = { doneAt: null };
    const off = account({ enabled: false });
    for (const entitlement of [entitled(step(granted())), entitled(step(denied)), null]) {
      expect(order({ erasure, entitlement })).toEqual({ kind: 'disable', account: 'a1' });
      expect(order({ erasure, entitlement, account: off })).toEqual({ kind: 'delete', account: 'a1' });
      expect(order({ erasure, entitlement, account: off, outcomeUnknown: 'delete' })).toMatchObject({ kind: 'delete' });
      expect(order({ erasure, entitlement, account: null, outcomeUnknown: 'create' })).toEqual({ kind: 'settle' });
      expect(order({ erasure, entitlement, account: null })).toBeNull();
    }
    expect(order({ erasure: { doneAt: now }, account: null })).toMatchObject({ kind: 'create' });
  });

  it('takes access away before anything else, whatever else is due or without a reply', () => {
    const ended = { entitlement: entitled(step(denied)) };
    const others: Partial<AccountView>[] = [
      { outcomeUnknown: 'create' },
      { outcomeUnknown: 'delete' },
      { outcomeUnknown: 'change' },
      { eraseAt: now },
      { adopting: accountId('a2') },
    ];
    for (const other of others) expect(order({ ...ended, ...other })).toEqual({ kind: 'disable', account: 'a1' });
  });

  it('changes all that differs by one order', () => {
    const moved = entitled(step(granted('premium-wifi')));
    expect(order({ entitlement: moved, account: account({ enabled: false, identity: 'i0' }) })).toMatchObject({
      kind: 'change',
      fields: ['enabled', 'orgUnit', 'identity'],
    });
  });

  it('leaves the level of a disabled account for the enabling that follows', () => {
    const ahead = entitled(step({ ...prepared, orgUnit: 'premium-wifi' } as Access));
    expect(order({ entitlement: ahead, account: account({ enabled: false }) })).toBeNull();
  });

  it('makes an account without names where a create has led nowhere, unless its user name was taken', () => {
    const after = (code: 'outage' | 'duplicate') =>
      order({ account: null, vainCreates: { times: 1, code, message: '' } });
    expect(after('outage')).toMatchObject({ kind: 'create', bare: true });
    expect(after('duplicate')).not.toHaveProperty('bare');
  });

  it('tries what the directory has refused after everything else', () => {
    const lacking = account({ leftOut: ['lastName'] });
    expect(order({ account: lacking })).toMatchObject({ kind: 'details', details: ['lastName'] });
    expect(order({ account: lacking, entitlement: entitled(step(granted('premium-wifi'))) })).toMatchObject({
      ...{ kind: 'change', fields: ['orgUnit'] },
    });
    expect(order({ account: lacking, entitlement: entitled(step(denied)) })).toMatchObject({ kind: 'disable' });
  });

  it('grants nothing before a look where what is known may be old, and takes away all the same', () => {
    expect(order({ lookFirst: true, account: account({ enabled: false }) })).toBeNull();
    expect(order({ lookFirst: true, account: null })).toBeNull();
    expect(order({ lookFirst: true, entitlement: entitled(step(denied)) })).toMatchObject({ kind: 'disable' });
  });

  it('leaves a password that nobody knows as it is, until another one is asked for', () => {
    const found = account({ credential: { keyId: '', credentialId: '' } });
    expect(order({ account: found })).toBeNull();
    expect(order({ account: found, rotating: true })).toMatchObject({ fields: ['credential'] });
  });

  it('says everything again after a change without a reply', () => {
    expect(order({ outcomeUnknown: 'change' })).toMatchObject({ kind: 'change', fields: ['enabled', 'orgUnit'] });
    expect(
      order({ outcomeUnknown: 'change', entitlement: entitled(step(denied)), account: account({ enabled: false }) }),
    ).toMatchObject({ kind: 'disable' });
  });

  it('keeps whatever there is where the entitlement says so', () => {
    expect(order({ entitlement: entitled(step(keep)) })).toBeNull();
    expect(order({ entitlement: entitled(step(keep)), account: account({ enabled: false }) })).toBeNull();
  });

  it('changes of what is kept only what somebody has asked for', () => {
    const rotated = { keyId: 'k1', credentialId: 'c2' };
    const kept = { entitlement: entitled(step(keep)), account: account({ orgUnit: 'elsewhere', identity: 'old' }) };
    expect(order({ ...kept, credential: rotated, renaming: true })).toMatchObject({
      kind: 'change',
      target: { enabled: true, orgUnit: 'elsewhere', identity: 'old', credential: rotated },
      fields: ['credential', 'username'],
    });
    const found = account({ credential: { keyId: '', credentialId: '' } });
    expect(order({ ...kept, account: found, credential: rotated })).toBeNull();
  });

  it('goes by the step whose instant has come, to the millisecond', () => {
    const ends = entitled(step(granted()), step(denied, later));
    expect(nextWrite(situation({ entitlement: ends }), later - 1)).toBeNull();
    expect(nextWrite(situation({ entitlement: ends }), later)).toMatchObject({ kind: 'disable' });
  });

  it('gives a grant the instant after which it must not be sent', () => {
    const ends = entitled(step(granted()), step(denied, later));
    expect(order({ entitlement: ends, account: null })).toMatchObject({ notAfter: later });
    const goesOn = entitled(step(granted()), step(granted('premium-wifi'), later));
    expect(order({ entitlement: goesOn, account: null })).toMatchObject({ notAfter: null });
  });

  it('deletes once the retention is over', () => {
    const ended = { entitlement: entitled(step(denied)), account: account({ enabled: false }) };
    expect(order({ ...ended, eraseAt: now + 1 })).toBeNull();
    expect(order({ ...ended, eraseAt: now })).toMatchObject({ kind: 'delete' });
  });

  it('writes a new credential', () => {
    expect(order({ credential: { keyId: 'k1', credentialId: 'c2' } })).toMatchObject({ fields: ['credential'] });
  });
});

describe('takesAway', () => {
  it.each([
    ['a removal', granted(), denied, true],
    ['a grant that becomes a preparation', granted(), prepared, true],
    ['a downgrade', granted('premium-wifi', 30), granted('basic-wifi', 20), true],
    ['a preparation that is withdrawn', prepared, denied, true],
    ['an upgrade', granted('basic-wifi', 20), granted('premium-wifi', 30), false],
    ['a grant', denied, granted(), false],
    ['more of the same', denied, denied, false],
    ['being kept', granted(), keep, false],
  ])('%s', (_, held, next, expected) => {
    expect(takesAway(held, next, true)).toBe(expected);
  });

  it('looks at the account where nothing is held', () => {
    expect(takesAway(null, denied, true)).toBe(true);
    expect(takesAway(null, denied, false)).toBe(false);
  });
});
