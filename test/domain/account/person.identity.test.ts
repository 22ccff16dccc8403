import { chosenPassword, identityKeyOf, identityOf, type Person } from '../../../domain/account/person';

const key = identityKeyOf(Buffer.alloc(32, 7));
const rules = { username: 'email', password: 'generated' } as const;
const ada: Person = {
  fullName: 'Ada Lovelace',
  email: 'ada@example.com',
  customFields: { wifi_name: 'ada', wifi_password: 'Secret 1' },
};
const identity = (person: Partial<Person>, by: Parameters<typeof identityOf>[2] = rules) =>
  identityOf(key, { ...ada, ...person }, by);

test('is twelve hex digits that say nothing without the key', () => {
  expect(identity({})).toMatch(/^[0-9a-f]{12}$/);
  expect(identity({})).not.toBe(identityOf(identityKeyOf(Buffer.alloc(32, 8)), ada, rules));
});

test('changes with whatever is written or mailed', () => {
  const byFields = { username: 'customField:wifi_name', password: 'customField:wifi_password' } as const;
  const fields = { wifi_name: 'ada', wifi_password: 'Secret 1' };
  expect(identity({ fullName: 'Ada King' })).not.toBe(identity({}));
  expect(identity({ email: 'ada@example.org' })).not.toBe(identity({}));
  expect(identity({ email: null })).not.toBe(identity({}));
  expect(identity({ customFields: { ...fields, wifi_name: 'countess' } }, byFields)).not.toBe(identity({}, byFields));
  expect(identity({ customFields: { ...fields, wifi_password: 'secret 1' } }, byFields)).not.toBe(
    identity({}, byFields),
  );
});

test('does not change with anything else', () => {
  expect(identity({ customFields: { wifi_name: 'other', wifi_password: 'other' } })).toBe(identity({}));
  expect(identity({ customFields: null })).toBe(identity({}));
  expect(identity({ fullName: ' Ada Lovelace ' })).toBe(identity({}));
});

test('a chosen password is the value of the field, or none', () => {
  expect(chosenPassword(ada, { password: 'customField:wifi_password' })).toBe('Secret 1');
  expect(chosenPassword(ada, { password: 'customField:other' })).toBeNull();
  expect(chosenPassword(ada, { password: 'generated' })).toBeNull();
});
