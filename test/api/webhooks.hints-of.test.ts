import { hintsOf, readRecords } from '../../api/webhooks/hints-of';
import { noon } from './support/builders';
import { type Action, actionOf, actions, neededActions } from '../../domain/webhooks/actions';

const read = (text: string) => readRecords(Buffer.from(text));

function action(word: number | string): Action {
  const found = actionOf(String(word));
  if (!found) throw new Error(`no action ${word}`);
  return found;
}

const told = (word: number | string, record: Record<string, unknown>): string[] =>
  hintsOf(action(word), [record], noon).map(({ member, signal }) => `${member} ${signal}`);

describe('what a hook tells', () => {
  it.each([
    [2, 'accessChanged'],
    [3, 'memberCreated'],
    [50, 'accessChanged'],
    [61, 'accessChanged'],
    [35, 'checkedOut'],
    [36, 'checkedIn'],
  ])('action %i: the coworker that it is', (number, signal) => {
    expect(told(number, { Id: 1001 })).toEqual([`1001 ${signal}`]);
  });

  it.each([
    [10, 'planChanged'],
    [12, 'planChanged'],
    [13, 'planChanged'],
    [14, 'planChanged'],
    [60, 'planChanged'],
    [62, 'planChanged'],
    [11, 'membershipCancelled'],
    [77, 'membershipCancelled'],
    [21, 'accessChanged'],
    [22, 'accessChanged'],
    [23, 'accessChanged'],
    [35, 'checkedOut'],
    [36, 'checkedIn'],
    [47, 'checkedIn'],
    [49, 'accessChanged'],
  ])('action %i: the coworker that it belongs to, never the id of the record', (number, signal) => {
    expect(told(number, { Id: 77, CoworkerId: 1001 })).toEqual([`1001 ${signal}`]);
  });

  it('a check-in that was changed counts as a check-out once it has an end', () => {
    expect(told('CheckinUpdated', { Id: 5, CoworkerId: 1001, ToTime: null })).toEqual(['1001 checkedIn']);
    expect(told('CheckinUpdated', { Id: 5, CoworkerId: 1001, ToTime: '2026-11-03T18:00:00Z' })).toEqual([
      '1001 checkedOut',
    ]);
  });

  it.each([57, 58, 59])('action %i: everybody in the team, and who pays for it, once', (number) => {
    const team = { Id: 7, TeamMembers: [1001, '1002', 1001, null], PayingMemberId: 1003 };
    expect(told(number, team)).toEqual(['1001 accessChanged', '1002 accessChanged', '1003 accessChanged']);
  });

  it.each([
    ['urgent: somebody is at the door', 'CoworkerCheckin', 1, 'urgent'],
    ['urgent: somebody leaves', 'CoworkerCheckout', 1, 'urgent'],
    ['as usual otherwise', 'CoworkerContractCancel', 20, undefined],
    ['in the background: it names many', 'CoworkerUpdate', 21, 'background'],
    ['in the background: so many are not at the door', 'CoworkerCheckin', 21, 'background'],
  ])('is %s', (_what, word, members, priority) => {
    const records = Array.from({ length: members }, (_, n) => ({ CoworkerId: 1001 + n }));
    const hints = hintsOf(action(word), records, noon);
    expect(hints).toHaveLength(members);
    expect(new Set(hints.map(({ hint }) => hint.priority))).toEqual(new Set([priority]));
  });

  it('a team without members tells nobody', () => {
    expect(told('TeamDeleted', { Id: 7, TeamMembers: [] })).toEqual([]);
    expect(told('TeamDeleted', { Id: 7 })).toEqual([]);
  });

  it('all other actions tell nobody, whatever they carry', () => {
    const heard = actions.filter(({ number }) => told(number, { Id: 1, CoworkerId: 2, TeamMembers: [3] }).length > 0);
    expect(heard.map(({ number }) => number)).toEqual([
      2, 3, 10, 11, 12, 13, 14, 21, 22, 23, 35, 36, 47, 48, 49, 50, 57, 58, 59, 60, 61, 62, 77,
    ]);
    expect(heard.map(({ name }) => name).sort()).toEqual([...neededActions({ unpaid: 'deny' })].sort());
  });

  it('names the action and the record, and nothing else', () => {
    const [hint] = hintsOf(
      action('CoworkerContractCancel'),
      [{ Id: 4411, CoworkerId: 1001, CoworkerFullName: 'Ada' }],
      noon,
    );
    expect(hint).toEqual({
      member: '1001',
      signal: 'membershipCancelled',
      hint: { source: 'hook', action: 'CoworkerContractCancel', evidence: ['4411'], at: noon },
    });
  });

  it('merges records of one member', () => {
    const records = [4411, 4412].map((Id) => ({ Id, CoworkerId: 1001 }));
    expect(hintsOf(action(60), records, noon)).toEqual([
      expect.objectContaining({ hint: expect.objectContaining({ evidence: ['4411', '4412'] }) }),
    ]);
  });

  it.each([
    ['61 without Id', 61, { FullName: 'Ada' }],
    ['a contract without CoworkerId', 11, { Id: 4411 }],
    ['an id that is none', 61, { Id: 'ada' }],
    ['zero', 61, { Id: 0 }],
    ['a fraction', 61, { Id: 1.5 }],
    ['a team that is none', 58, { Name: 'A' }],
  ])('refuses %s and says what is missing', (_what, number, record) => {
    expect(() => told(number, record)).toThrow(/No usable id: a record of \w+ must carry/);
  });

  it('passes over a record without an id among usable ones', () => {
    expect(hintsOf(action(61), [{ Id: 1001 }, {}], noon)).toHaveLength(1);
  });
});

describe('the records of a body', () => {
  it('are a list, or a bare object', () => {
    expect(read('[{"Id":1},{"Id":2}]')).toEqual([{ Id: 1 }, { Id: 2 }]);
    expect(read('{"Id":1}')).toEqual([{ Id: 1 }]);
    expect(read('\uFEFF[]')).toEqual([]);
  });

  it('keep ids that are larger than a number can hold, and leave text alone', () => {
    const text = '[{"Id":9007199254740993,"Note":"call 9007199254740993, \\"or\\" 1","Price":1234567890.123456789}]';
    expect(read(text)).toEqual([
      { Id: '9007199254740993', Note: 'call 9007199254740993, "or" 1', Price: 1234567890.1234567 },
    ]);
    expect(told('AccessControlUpdate', read(text)[0] ?? {})).toEqual(['9007199254740993 accessChanged']);
  });

  it.each(['', '{', 'nonsense', '[1,]'])('refuse what is not JSON: %j', (text) => {
    expect(() => read(text)).toThrow('not JSON');
  });

  it.each(['1', '"Id"', 'null', '[1]', '[[]]', '[null]'])('refuse what is no record: %s', (text) => {
    expect(() => read(text)).toThrow('neither a record nor a list');
  });
});
