import { derivePassword, keyIdOf, PASSWORD_ALPHABET } from '../../../domain/account/keyring';

const masterKey = Buffer.alloc(32, 7);
const origin = { masterKey, connector: 'main', member: '4411', credentialId: 'c1' };

describe('a password', () => {
  test('is the same whenever it is derived', () => {
    expect(derivePassword(origin)).toBe(derivePassword({ ...origin, masterKey: Buffer.from(masterKey) }));
  });

  test('stays what it was in earlier versions, since members have it in their phones', () => {
    expect(derivePassword(origin)).toBe('w8kk2qmiaskri6rs');
  });

  test('differs for another key, connector, member or credential', () => {
    const others = [
      origin,
      { ...origin, masterKey: Buffer.alloc(32, 8) },
      { ...origin, connector: 'other' },
      { ...origin, member: '4412' },
      { ...origin, credentialId: 'c2' },
      { ...origin, connector: 'main"', member: ',"4411' },
    ];
    expect(new Set(others.map(derivePassword)).size).toBe(others.length);
  });

  test('is easy to type: 16 lower-case letters and digits that cannot be confused', () => {
    expect(derivePassword(origin)).toMatch(/^[a-kmnp-z2-9]{16}$/);
  });

  test('has 80 bits: 32 symbols, each as likely as the next', () => {
    expect(new Set(PASSWORD_ALPHABET).size).toBe(32);
    const symbols = Array.from({ length: 2000 }, (_, n) => derivePassword({ ...origin, credentialId: String(n) })).join(
      '',
    );
    const expected = symbols.length / 32;
    const counts = [...PASSWORD_ALPHABET].map((symbol) => symbols.split(symbol).length - 1);
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 31 degrees of freedom: 61 is exceeded by one in a thousand fair ones; the input is fixed.
    expect(chiSquare).toBeLessThan(61);
  });
});

test('a key id is eight hex digits and differs with the key', () => {
  expect(keyIdOf(masterKey)).toMatch(/^[0-9a-f]{8}$/);
  expect(keyIdOf(masterKey)).not.toBe(keyIdOf(Buffer.alloc(32, 8)));
});
