import {
  adoptionMark,
  handOverMark,
  isAdopted,
  markOf,
  ownershipMark,
  parseMark,
  withCredential,
} from '../../../domain/account/ownership';
import { memberId } from '../../../domain/replayed/ids';

test('the mark names the connector and the member, and is read back', () => {
  expect(ownershipMark('main', '4411')).toBe('latchkey:main:4411');
  expect(parseMark('latchkey:main:4411')).toEqual({ connector: 'main', member: '4411', credential: null });
});

test.each(['latchkey:main:4411 printer on floor 2', 'latchkey:main:4411\nVIP', '  latchkey:main:4411  '])(
  'what operators write behind it does no harm: %j',
  (notes) => {
    expect(parseMark(notes)).toEqual({ connector: 'main', member: '4411', credential: null });
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

const first = { keyId: '0123abcd', credentialId: '6d9f2a10-5b7c-4e8d-9a01-23456789abcd' };
const second = { ...first, credentialId: '00000000-5b7c-4e8d-9a01-23456789abcd' };

describe('the credential in the mark', () => {
  test('is read back', () => {
    expect(parseMark(markOf('main', '4411', first))).toEqual({ connector: 'main', member: '4411', credential: first });
  });

  test.each([
    ['latchkey:main:4411', ''],
    ['latchkey:main:4411 printer on floor 2', ' printer on floor 2'],
    ['latchkey:main:4411\nVIP', '\nVIP'],
    [adoptionMark('main', '4411', 'made by hand'), ' adopted made by hand'],
    [withCredential('latchkey:main:4411 VIP', second), ' VIP'],
  ])('takes the place of an older one, and leaves what others wrote: %j', (notes, rest) => {
    const marked = withCredential(notes, first);
    expect(marked).toBe(`${markOf('main', '4411', first)}${rest}`);
    expect(isAdopted(marked)).toBe(isAdopted(notes));
  });

  test.each([
    markOf('main', '4411', first).slice(0, -1),
    'latchkey:main:4411 VIP credential:0123abcd:6d9f2a10-5b7c-4e8d-9a01-23456789abcd',
    'latchkey:main:4411 credential:0123ABCD:6d9f2a10-5b7c-4e8d-9a01-23456789abcd',
    'latchkey:main:4411 credential:0123abcd:first',
  ])('is none where it is cut, or in another place or form: %j', (notes) => {
    expect(parseMark(notes)).toMatchObject({ member: '4411', credential: null });
  });

  test('says an adoption only where the mark does', () => {
    expect(isAdopted('latchkey:main:4411 was adopted')).toBe(false);
    expect(isAdopted('adopted')).toBe(false);
  });
});

describe('an account that goes to another profile of the same person', () => {
  const heir = memberId('4412');
  const mark = markOf('main', '4411', first);

  test('keeps its password, which is derived with the id of the first one', () => {
    const credential = { ...first, of: memberId('4411') };
    expect(parseMark(handOverMark('main', heir, mark))).toEqual({ connector: 'main', member: heir, credential });
  });

  test('and with it when it goes on to a third', () => {
    const twice = handOverMark('main', memberId('4413'), handOverMark('main', heir, mark));
    expect(parseMark(twice)).toMatchObject({ member: '4413', credential: { of: '4411' } });
  });

  test('keeps what others wrote, and a mark that tells no password', () => {
    expect(handOverMark('main', heir, `${mark} VIP`)).toMatch(/^latchkey:main:4412 credential:\S+:4411 VIP$/);
    expect(handOverMark('main', heir, 'latchkey:main:4411 VIP')).toBe('latchkey:main:4412 VIP');
    expect(isAdopted(handOverMark('main', heir, withCredential(adoptionMark('main', '4411', ''), first)))).toBe(true);
  });

  test('has a password of its own again after the next rotation', () => {
    expect(parseMark(withCredential(handOverMark('main', heir, mark), second))?.credential).toEqual(second);
  });
});
