import { ownershipMark, parseMark } from '../../../domain/account/ownership';

test('the mark names the connector and the member, and is read back', () => {
  expect(ownershipMark('main', '4411')).toBe('latchkey:main:4411');
  expect(parseMark('latchkey:main:4411')).toEqual({ connector: 'main', member: '4411' });
});

test.each(['latchkey:main:4411 printer on floor 2', 'latchkey:main:4411\nVIP', '  latchkey:main:4411  '])(
  'what operators write behind it does no harm: %j',
  (notes) => {
    expect(parseMark(notes)).toEqual({ connector: 'main', member: '4411' });
  },
);

test.each([
  '',
  null,
  'printer',
  'was latchkey:main:4411',
  'latchkey:main:',
  'latchkey::4411',
  'latchkey:main:4411,5',
  'Latchkey:main:1',
])('anything else is not ours: %j', (notes) => {
  expect(parseMark(notes)).toBeNull();
});
