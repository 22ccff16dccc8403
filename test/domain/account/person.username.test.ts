import { type Named, usernameOf } from '../../../domain/account/person';
import { memberId } from '../../../domain/replayed/ids';

const person = (changes: Partial<Named> = {}): Named => ({
  id: memberId('4411'),
  email: 'ada@example.com',
  customFields: { wifi_name: 'ada.l' },
  ...changes,
});
const byEmail = { username: 'email' } as const;
const byField = { username: 'customField:wifi_name' } as const;

test.each([
  ['email', { username: 'ada@example.com' }],
  ['memberId', { username: '4411' }],
  ['customField:wifi_name', { username: 'ada.l' }],
] as const)('username: %s', (username, expected) => {
  expect(usernameOf(person(), { username })).toEqual(expected);
});

test('spellings of one address are one name', () => {
  const composed = person({ email: ' Zoë@Example.COM ' });
  const decomposed = person({ email: 'zoe\u0308@example.com' });
  expect(usernameOf(composed, byEmail)).toEqual({ username: 'zo\u00eb@example.com' });
  expect(usernameOf(decomposed, byEmail)).toEqual(usernameOf(composed, byEmail));
});

test('the second member with a name has the member id in it, always the same way', () => {
  expect(usernameOf(person(), byEmail, { suffix: true })).toEqual({ username: 'ada.4411@example.com' });
  expect(usernameOf(person(), byField, { suffix: true })).toEqual({ username: 'ada.l.4411' });
});

test.each([
  ['no address', byEmail, { email: null }, 'noEmail'],
  ['an empty address', byEmail, { email: '  ' }, 'noEmail'],
  ['an empty field', byField, { customFields: { wifi_name: ' ' } }, 'noCustomField'],
  ['a field that is not there', byField, { customFields: {} }, 'noCustomField'],
  ['a field of every object', { username: 'customField:constructor' } as const, {}, 'noCustomField'],
  ['fields that were not read', byField, { customFields: null }, 'noCustomField'],
  ['a control character', byEmail, { email: 'a\u0000b@example.com' }, 'unusable'],
  ['more than 253 bytes', byEmail, { email: `${'ü'.repeat(122)}@example.com` }, 'unusable'],
] as const)('%s is a problem that has a name', (_what, rules, changes, problem) => {
  expect(usernameOf(person(changes), rules)).toEqual({ problem });
});
