import { keyIdOf, Keyring, linkToken, memberOfToken, openingOfKey, profileKey } from '../../../domain/account/keyring';
import { identityKeyOf } from '../../../domain/account/person';
import { memberId } from '../../../domain/replayed/ids';

const masterKey = Buffer.alloc(32, 7);
const origin = { masterKey, connector: 'main', member: memberId('2147483683'), linkId: 'l1' };

describe('a token', () => {
  const token = linkToken(origin);

  test('names its member and has 130 more bits, in symbols that need no escaping in an address', () => {
    expect(token).toMatch(/^2147483683-[a-kmnp-z2-9]{26}$/);
    expect(memberOfToken(token)).toBe('2147483683');
  });

  test('is the same whenever it is derived: a letter that is sent twice carries one link', () => {
    expect(linkToken({ ...origin, masterKey: Buffer.from(masterKey) })).toBe(token);
  });

  test('differs for another key, connector, member or link', () => {
    const others = [
      origin,
      { ...origin, masterKey: Buffer.alloc(32, 8) },
      { ...origin, connector: 'other' },
      { ...origin, member: memberId('2147483684') },
      { ...origin, linkId: 'l2' },
    ];
    expect(new Set(others.map((each) => linkToken(each).split('-')[1])).size).toBe(others.length);
  });

  test.each([
    '',
    'abc',
    '0-' + 'a'.repeat(26),
    `1-${'a'.repeat(25)}`,
    `1-${'A'.repeat(26)}`,
    `1-${'l'.repeat(26)}`,
    '../1',
  ])('is never %j', (text) => {
    expect(memberOfToken(text)).toBeNull();
  });
});

describe('the key of a file', () => {
  const ticket = { ...origin, opening: 3, document: 'apple' };

  test('says which opening offered it, and works for nothing else', () => {
    const key = profileKey(ticket);
    expect(openingOfKey(key)).toBe(3);
    const others = [
      { ...ticket, opening: 4 },
      { ...ticket, document: 'windows' },
      { ...ticket, linkId: 'l2' },
    ];
    for (const other of others) expect(profileKey(other)).not.toBe(key);
    expect(key).not.toContain(linkToken(origin).split('-')[1]);
  });

  test.each(['', '3', `0-${'a'.repeat(26)}`, `x-${'a'.repeat(26)}`, `12345-${'a'.repeat(26)}`])(
    'is never %j',
    (text) => {
      expect(openingOfKey(text)).toBeNull();
    },
  );
});

describe('a keyring', () => {
  const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const keys = new Keyring([newer, older]);
  const holder = { connector: 'main', member: memberId('1') };

  test('makes new credentials with the newest key, and fingerprints with the oldest', () => {
    expect(keys.newest).toBe(keyIdOf(newer));
    expect(keys.identityKey.equals(identityKeyOf(older))).toBe(true);
  });

  test('knows a link that it made, with any of its keys, and no other', () => {
    const keyIds = [newer, older].map(keyIdOf);
    for (const keyId of keyIds) {
      const token = keys.token(holder, { keyId, id: 'l' }) ?? '';
      expect(keys.hasIssued('main', token)).toBe(true);
      expect(keys.hasIssued('other', token)).toBe(false);
      expect(keys.hasIssued('main', token.replace('1-', '2-'))).toBe(false);
      const last = token.endsWith('a') ? 'b' : 'a';
      expect(keys.hasIssued('main', token.slice(0, -1) + last)).toBe(false);
      expect(keys.hasIssued('main', keys.unprovenToken(holder, { keyId, id: 'l' }) ?? '')).toBe(false);
      expect(new Keyring([Buffer.alloc(32, 3)]).hasIssued('main', token)).toBe(false);
    }
    for (const nonsense of ['', '1-', `1-${'a'.repeat(26)}`, 'robots.txt'])
      expect(keys.hasIssued('main', nonsense)).toBe(false);
  });

  test('knows what an older key made until that is removed', () => {
    const credential = { keyId: keyIdOf(older), credentialId: 'c' };
    const link = { keyId: keyIdOf(older), id: 'l' };
    const before = new Keyring([older]);
    expect(keys.password(holder, credential)).toBe(before.password(holder, credential));
    expect(keys.token(holder, link)).toBe(before.token(holder, link));
    const after = new Keyring([newer]);
    expect([
      after.password(holder, credential),
      after.token(holder, link),
      after.profileKey(holder, link, 1, 'x'),
    ]).toEqual([null, null, null]);
  });
});
