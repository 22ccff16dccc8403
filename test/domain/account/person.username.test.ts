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
] as const)('%s is a problem that has a name', (_what, rules, changes, problem) => {
  expect(usernameOf(person(changes), rules)).toEqual({ problem });
});

test.each([
  ['a control character', 'a\u0000b@example.com', 'holds the character U+0000'],
  ['a private character', 'a\u{f0001}b@example.com', 'holds the character U+F0001'],
  [
    'the name of a throw-away account',
    'Latchkey-Probe.main.0123456789ab',
    'is kept for the throw-away accounts of the probe',
  ],
  ['more than 253 bytes', `${'ü'.repeat(122)}@example.com`, 'has more than 253 bytes'],
])('%s cannot be in a user name, and the reason says so', (_what, email, because) => {
  expect(usernameOf(person({ email }), byEmail)).toEqual({ problem: 'unusable', because });
});

test.each([
  'fay\u200b@example.test',
  '\u00a0fay@example.test\u00a0',
  '\ufefffay@exa\u00admple.test',
  '\u202afay@example.test\u202c\u200d',
])('what nobody sees is no part of a name: %j', (text) => {
  const fay = { username: 'fay@example.test' };
  expect(usernameOf(person({ email: text }), byEmail)).toEqual(fay);
  expect(usernameOf(person({ customFields: { wifi_name: text } }), byField)).toEqual(fay);
});

test('a joiner that tells words of a script apart stays', () => {
  const name = '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc';
  expect(usernameOf(person({ email: `${name}@example.test` }), byEmail)).toMatchObject({ problem: 'unusable' });
});
