import type { Message } from '../../sandbox/mailbox';
import { createNexudus } from '../../sandbox/nexudus';
import { judgeAccess, type Absence } from './support/judge';
import { busiestMinute, judgeHints, judgeLetters, judgeRate } from './support/judge-records';
import { Life } from './support/lives';
import type { Level } from './support/levels';
import type { Sight } from './support/witness';

/** The judge of the stories sees what it is there to see. */
const began = 1_000_000;
const second = 1_000;

/** A life that has these levels from these seconds on. */
function life(...phases: [at: number, level: Level, foretold?: boolean][]): Life {
  const told = new Life(createNexudus(), 'stays', 1);
  for (const [at, level, foretold = false] of phases) told.truth.push({ from: began + at * second, level, foretold });
  return told;
}

const shown = (...levels: [at: number, level: Level, password?: string][]): Sight[] =>
  levels.map(([at, level, password = 'same']) => ({ at: began + at * second, level, username: 'life', password }));

const away = (of: Absence['of'], from: number, until: number): Absence => ({
  of,
  from: began + from * second,
  until: began + until * second,
});

const judged = (told: Life, sights: Sight[], absences: Absence[] = []): string[] =>
  judgeAccess(told, sights, { began, end: began + 300 * second, absences });

const member = [-30, 'basic-wifi'] as const;

describe('access', () => {
  it('that follows is right', () => {
    expect(
      judged(life([...member], [10, null], [20, 'office-wifi']), shown([...member], [12, null], [70, 'office-wifi'])),
    ).toEqual([]);
  });

  it.each([
    ['taken away for a moment', shown([...member], [10, null], [10.1, 'basic-wifi'])],
    ['lowered for a moment', shown([...member], [10, 'guest-wifi'], [10.1, 'basic-wifi'])],
  ])('%s is a wrong shut-out', (_what, sights) => {
    expect(judged(life([...member]), sights)).toContainEqual(expect.stringMatching(/^wrongly shut out/));
  });

  it('with another password is told', () => {
    expect(judged(life([...member]), shown([...member], [10, 'basic-wifi', 'other']))).toEqual([
      expect.stringMatching(/^another password/),
    ]);
  });

  it('has a minute from the return of what was away, and not more', () => {
    const suspended = life([...member], [10, null]);
    const absences = [away('nexudus', 5, 30), away('workers', 25, 40)];
    expect(judged(suspended, shown([...member], [99, null]), absences)).toEqual([]);
    expect(judged(suspended, shown([...member], [101, null]), absences)).toEqual([
      expect.stringMatching(/^no access was due by .*, there was basic-wifi; so only 1.0 s later/),
    ]);
    expect(judged(suspended, shown([...member]), absences)).toEqual([expect.stringMatching(/never so$/)]);
  });

  it('ends to the second where the end was foretold, also while Nexudus and the API are away', () => {
    const ending = life([...member], [10, null, true]);
    const absences = [away('nexudus', 0, 60), away('api', 0, 60), away('mail', 0, 60)];
    expect(judged(ending, shown([...member], [14, null]), absences)).toEqual([]);
    expect(judged(ending, shown([...member], [16, null]), absences)).toHaveLength(1);
    expect(judged(ending, shown([...member], [70, null]), [away('ironwifi', 5, 15)])).toEqual([]);
  });

  it('that nobody was entitled to is told', () => {
    expect(judged(life(), shown([10, 'basic-wifi']))).toHaveLength(1);
  });
});

describe('letters', () => {
  const letter = (messageId: string, subject: string, at: number): Message => ({
    ...{ id: messageId, messageId, subject, to: [], from: '', text: '', html: '', raw: '' },
    receivedAt: new Date(began + at * second).toISOString(),
  });
  const welcome = 'Your WiFi at Testing Space';
  const told = (letters: Message[], absences: Absence[] = []): string[] => {
    const newcomer = life([...member]);
    newcomer.letters.welcome = 1;
    return judgeLetters(newcomer, letters, { began, end: began + 300 * second, absences });
  };

  it('come once', () => {
    expect(told([letter('a', welcome, 1)])).toEqual([]);
    expect(told([])).toEqual(['no letter of welcome']);
    expect(told([letter('a', welcome, 1), letter('b', welcome, 2)])).toHaveLength(1);
    expect(told([letter('a', welcome, 1), letter('b', `${welcome} has ended`, 2)])).toHaveLength(1);
    expect(told([letter('a', welcome, 1), letter('b', 'Another', 2)])).toHaveLength(1);
  });

  it('come again only where the reply to them, or the memory of them, was lost', () => {
    const twice = [letter('a', welcome, 1), letter('a', welcome, 30)];
    expect(told(twice)).toHaveLength(1);
    expect(told(twice, [away('workers', 100, 110)])).toHaveLength(1);
    expect(told(twice, [away('workers', 2, 5)])).toEqual([]);
    expect(told(twice, [away('mail', 0, 5)])).toEqual([]);
  });
});

test('a hint that was acknowledged and is followed by no look is lost', () => {
  const nexudus = createNexudus();
  const hinted = new Life(nexudus, 'stays', 1);
  hinted.id = '7';
  const delivery = {
    webhookId: 1,
    action: 11,
    businessId: 1001,
    url: '',
    signature: null,
    attempt: 0,
    error: null,
    at: 500,
  };
  nexudus.webhookDeliveries.push(
    { ...delivery, status: 202, body: '[{"Id":12,"CoworkerId":7}]' },
    { ...delivery, status: 202, body: '[{"Id":8}]', at: 900 },
    { ...delivery, status: null, body: '[{"Id":7}]', at: 900 },
  );
  const looked = (lastLookAt: number) =>
    judgeHints(hinted, nexudus, { lastLookAt } as Parameters<typeof judgeHints>[2]);
  expect(looked(500)).toEqual([]);
  expect(looked(499)).toHaveLength(1);
  expect(judgeHints(hinted, nexudus, null)).toHaveLength(1);
});

test('a minute over the rate is found wherever it begins', () => {
  const calls = [0, 30, 50, 70, 89].map((at) => ({ at: at * second }));
  expect(busiestMinute(calls)).toBe(4);
  expect(judgeRate('Nexudus', 4, 4)).toEqual([]);
  expect(judgeRate('Nexudus', 4, 3)).toHaveLength(1);
});
