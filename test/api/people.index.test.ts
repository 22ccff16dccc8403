import { PeopleIndex } from '../../api/people/people-index';
import { memberId, planId } from '../../domain/replayed/ids';
import { contractOf, coworkerRow, peopleNamed } from './support/people';

const noon = Date.parse('2026-11-03T12:00:00Z');

describe('finding somebody', () => {
  const people = peopleNamed({
    '1': 'Ann Sophie Müller',
    '2': 'Sophie Ann Brandt',
    '3': 'Hannes Sophian',
    '12': 'Ann',
    '120': 'José Núñez Ørsted',
    '7': 'Łukasz Weiß-Brandt',
  });
  const found = (text: string) => people.find(text).map(({ id }) => id);

  it.each([
    ['ann', ['12', '1', '2', '3'], 'the whole name, then its beginning, then the beginning of a word, then any place'],
    ['sophie ann', ['2', '1'], 'every word, in any order'],
    ['12', ['12', '120'], 'an id before a part of one'],
    ['12@members.example', ['12'], 'an address'],
    ['MULLER', ['1'], 'no accents, no capitals'],
    ['müller', ['1'], 'accents'],
    ['nunez orsted', ['120'], 'letters that are written in another way'],
    ['weiss lukasz', ['7'], 'ß'],
    ['brandt', ['7', '2'], 'words behind a hyphen'],
    ['ann xyz', [], 'nothing where one word fits nobody'],
  ])('by %p: %p (%s)', (text, ids) => {
    expect(found(text)).toEqual(ids);
  });

  it('gives fifty at most', () => {
    const many = peopleNamed(Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`${n + 1}`, `Ann ${n}`])));
    expect(many.find('ann')).toHaveLength(50);
  });
});

describe('a person', () => {
  it('has the plans of contracts that have not ended, each once', () => {
    let now = noon;
    const people = new PeopleIndex(() => now);
    people.takePeople([coworkerRow('1', 'Ada')], null);
    people.takeAllContracts([
      contractOf('1', 'Hot Desk', { id: 'a', cancellation: noon + 1 }),
      contractOf('1', 'Locker', { id: 'b', planId: planId('12') }),
      contractOf('1', 'Locker', { id: 'c', planId: planId('12') }),
      contractOf('1', 'Old', { id: 'd', planId: planId('13'), active: false }),
      contractOf('2', 'Of nobody here', { planId: planId('14') }),
    ]);
    const plans = () => people.one(memberId('1'))?.plans;
    expect(plans()).toEqual(['Hot Desk', 'Locker']);
    now += 1;
    expect(plans()).toEqual(['Locker']);
  });

  it('is named by what there is', () => {
    const people = new PeopleIndex();
    people.takePeople([coworkerRow('1', ' '), coworkerRow('2', '', { email: null })], null);
    expect(people.of([memberId('2'), memberId('1')]).map(({ name }) => name)).toEqual(['2', '1@members.example']);
  });

  it('has the user name that the settings make, and keeps one that a row of a list leaves open', () => {
    const people = new PeopleIndex();
    const username = () => people.one(memberId('1'))?.username;
    people.takePeople([coworkerRow('1', 'Ada', { email: 'Ada@Members.example' })], { username: 'email' });
    expect(username()).toBe('ada@members.example');
    const byField = { username: 'customField:wifi' } as const;
    people.takePeople([coworkerRow('1', 'Ada', { customFields: { wifi: 'ada.b' } })], byField);
    people.takePeople([coworkerRow('1', 'Ada')], byField);
    expect(username()).toBe('ada.b');
    expect(people.find('ada.b')).toHaveLength(1);
    people.takePeople([coworkerRow('1', 'Ada')], null);
    expect(username()).toBeNull();
  });
});
