import { renderLetter } from '../../../domain/letters/letter';
import { mailRules, mailSettings, mailWarnings } from '../../../domain/letters/mail-settings';
import { letterKinds, newsLetters, type LetterKind } from '../../../domain/replayed/letter-kinds';
import { rulesOf } from '../builders';
import { ada, everything, problemsOf } from './letter-values';

const rulesFrom = (mail: object) => mailRules(mailSettings.parse(mail));
const letterFrom = (mail: object, kind: LetterKind) => renderLetter(rulesFrom(mail).letters[kind], everything);

test('without settings every letter is ours, the password stays behind the link, and no end is announced', () => {
  expect(rulesFrom({})).toEqual({
    includePassword: false,
    later: false,
    endingSoonDays: 0,
    letters: Object.fromEntries(letterKinds.map((kind) => [kind, { kind }])),
    silent: [],
  });
});

test('the rules have what was chosen and none of our letters: they are small, and ours stay up to date', () => {
  expect(JSON.stringify(rulesOf({}).mail).length).toBeLessThan(500);
});

describe('the operator’s letter', () => {
  const mail = { subject: 'Hi', text: 'Your WiFi: {{ username }}', html: '<p>{{ username }}</p>' };
  const letter = { subject: 'Hi', text: 'Your WiFi: ada@members.example', html: '<p>ada@members.example</p>' };

  test.each(['welcome', 'resend'] as const)('is the %s', (kind) => {
    expect(letterFrom(mail, kind)).toEqual(letter);
  });

  test.each(['rotated', 'renewed', ...newsLetters] as const)(
    'is not the letter %s, which says something else',
    (kind) => {
      expect(letterFrom(mail, kind)).toEqual(letterFrom({}, kind));
    },
  );

  test.each(letterKinds)('of the kind %s takes precedence', (kind) => {
    const own = { subject: 'S', text: 'T', html: 'H' };
    expect(letterFrom({ ...mail, letters: { [kind]: own } }, kind)).toEqual(own);
  });

  test('may be given in part', () => {
    const { text, html } = letterFrom({}, 'ended');
    expect(letterFrom({ letters: { ended: { subject: 'Bye' } } }, 'ended')).toEqual({ subject: 'Bye', text, html });
    expect(letterFrom({ ...mail, letters: { welcome: { subject: 'Bye' } } }, 'welcome')).toEqual({
      ...letter,
      subject: 'Bye',
    });
    expect(letterFrom({ letters: { ended: { html: '<p>Bye' } } }, 'ended')).toMatchObject({ text, html: '<p>Bye' });
  });

  test.each([
    ['of the mail', { text: 'Only {{ username }} this' }],
    ['of a kind', { letters: { welcome: { text: 'Only {{ username }} this' } } }],
    ['of a kind, above HTML for all', { ...mail, letters: { welcome: { text: 'Only {{ username }} this' } } }],
  ])('as text alone (%s) is what HTML says too', (_where, given) => {
    const { text, html } = letterFrom(given, 'welcome');
    expect(text).toBe('Only ada@members.example this');
    expect(html).toContain('>Only ada@members.example this');
    expect(html).not.toContain('your own key');
  });
});

describe('a letter without credentials', () => {
  test.each(['planChanged', 'ended'] as const)('need not be sent: %s', (kind) => {
    expect(rulesFrom({ letters: { [kind]: { send: false } } }).silent).toEqual([kind]);
    expect(rulesFrom({ letters: { [kind]: { subject: 'Hi' } } }).silent).toEqual([]);
  });

  test('about a coming end is sent so many days before', () => {
    expect(rulesFrom({ endingSoonDays: 7 }).endingSoonDays).toBe(7);
  });

  test('about a coming end is not sent when it is switched off', () => {
    const off = rulesFrom({ endingSoonDays: 7, letters: { endingSoon: { send: false } } });
    expect(off).toMatchObject({ endingSoonDays: 0, silent: [] });
  });
});

test.each([
  [
    { letters: { ended: { text: 'Bye {{ name }}' } } },
    'mail.letters.ended.text uses the unknown placeholder "name" at line 1, column 8',
  ],
  [
    { letters: { rotated: { html: '<p>{{ ssid | raw }}' } } },
    'mail.letters.rotated.html has an error: undefined filter: raw, line:1, col:4',
  ],
  [{ letters: { rotated: { subject: '' } } }, 'mail.letters.rotated.subject must not be empty'],
  [{ letters: { wellcome: {} } }, 'mail.letters.wellcome is not a setting; did you mean "welcome"?'],
  [{ letters: { ended: { body: 'x' } } }, 'mail.letters.ended.body is not a setting'],
  [{ letters: { ended: { Text: 'x' } } }, 'mail.letters.ended.Text is not a setting; did you mean "text"?'],
  [{ letters: { welcome: { send: false } } }, 'mail.letters.welcome.send is not a setting'],
  [{ letters: { ended: { send: 'no' } } }, 'mail.letters.ended.send must be true or false, not "no"'],
  [{ letters: { ended: 'Bye' } }, 'mail.letters.ended must be a group of settings, not "Bye"'],
  [{ includePasswords: true }, 'mail.includePasswords is not a setting; did you mean "includePassword"?'],
  [{ includePassword: 'yes' }, 'mail.includePassword must be true or false, not "yes"'],
  [{ endingSoonDays: -1 }, 'mail.endingSoonDays must be at least 0, not -1'],
  [{ endingSoonDays: 61 }, 'mail.endingSoonDays must be at most 60, not 61'],
  [{ endingSoonDays: 1.5 }, 'mail.endingSoonDays must be a whole number, not 1.5'],
])('%j is refused', (mail, problem) => {
  expect(problemsOf(mail)).toEqual([problem]);
});

describe('a letter that promises the password', () => {
  const warningsOf = (mail: object) => mailWarnings(mailSettings.parse(mail));

  test('while letters do not have it gets a warning', () => {
    expect(
      warningsOf({
        text: 'Password: {{ password }}',
        html: '{{ username }}',
        letters: { rotated: { html: '<b>{{ password }}</b>' }, ended: {} },
      }),
    ).toEqual([
      'mail.text prints {{ password }}, which is empty while mail.includePassword is false.',
      'mail.letters.rotated.html prints {{ password }}, which is empty while mail.includePassword is false.',
    ]);
  });

  test.each([
    { text: 'Password: {{ password }}', includePassword: true },
    { text: '{% if password %}Password: {{ password }}{% endif %}.' },
    { text: 'Password: {{ password | default: "on the page" }}' },
    { text: 'Hello' },
    {},
  ])('is none in %j', (mail) => {
    expect(warningsOf(mail)).toEqual([]);
  });

  test('is none of ours', () => {
    for (const kind of letterKinds) expect(renderLetter({ kind }, ada).text).not.toMatch(/Password: *$/m);
  });
});
