import fc from 'fast-check';
import { renderLetter } from '../../../domain/letters/letter';
import type { LetterValues } from '../../../domain/letters/placeholders';
import { letterFilters } from '../../../domain/letters/liquid';
import { placeholders } from '../../../domain/letters/placeholders';
import { problemsOf } from './letter-values';

test.each([
  'Hello {{ member_name | upcase }}',
  'Hello {{ member_name | default: "you" }}{% comment %} {{ nobody }} {% endcomment %}',
  '{% if profile_url %}{{ profile_url }}{% else %}{{ password }}{% endif %}!',
  '{% assign name = member_name | split: " " | first %}Hello {{ name }}',
  '{% if plan_name %}{% assign plan = plan_name %}{% endif %}Plan: {{ plan }}',
  '{% for word in member_name %}{{ forloop.index }}{{ word }}{% endfor %}.',
  '{% case ssid %}{% when "Loft" %}a{% else %}b{% endcase %}',
  '{% raw %}{{ as it stands }}{% endraw %}',
  'plain',
])('a template may say %j', (template) => {
  expect(problemsOf({ text: template, html: template })).toEqual([]);
});

test.each(placeholders)('a template may use %s', (name) => {
  expect(problemsOf({ text: `to {{ ${name} }}`, html: `to {{- ${name} -}}` })).toEqual([]);
});

test.each(['password', 'profile_url', 'qr_code'])('a subject must not contain %s', (name) => {
  expect(problemsOf({ subject: `to {{ ${name} }}` })).toEqual([
    `mail.subject must not contain "${name}" at line 1, column 7: anybody can read a subject`,
  ]);
});

test.each(letterFilters)('a template may use the filter %s', (filter) => {
  expect(problemsOf({ text: `Hello {{ ssid | ${filter}: "a", "b" }}.` })).toEqual([]);
});

test.each([
  [
    { text: 'Hello\n{{ user_name }}' },
    'mail.text uses the unknown placeholder "user_name" at line 2, column 4; did you mean "username"?',
  ],
  [{ html: '<p>\n\n{{ token }}' }, 'mail.html uses the unknown placeholder "token" at line 3, column 4'],
  [{ subject: '{% if wat %}x{% endif %}' }, 'mail.subject uses the unknown placeholder "wat" at line 1, column 7'],
  [
    { text: 'a{% if ssid == "x" %}{{ ssid | append: Password }}{% endif %}' },
    'mail.text uses the unknown placeholder "Password" at line 1, column 40; did you mean "password"?',
  ],
  [{ text: '{{ name }}{% assign name = 1 %}' }, 'mail.text uses the unknown placeholder "name" at line 1, column 4'],
  [
    { text: 'Hello\n {{ member_name.first }}' },
    'mail.text reads "member_name.first" at line 2, column 5: use the filters first, last, size',
  ],
  [
    { text: '{% assign names = member_name | split: " " %}{{ names[1] }}' },
    'mail.text reads "names[1]" at line 1, column 49: use the filters first, last, size',
  ],
  [{ text: 'a\n{{ password' }, 'mail.text has an error: output "{{ password" not closed, line:2, col:1'],
  [{ text: '\n{% if ssid %}' }, 'mail.text has an error: tag {% if ssid %} not closed, line:2, col:1'],
  [{ text: '{{ ssid | shout }}' }, 'mail.text has an error: undefined filter: shout, line:1, col:1'],
  [
    { text: '{% if ssid == "x" %}{{ ssid | shout }}{% endif %}' },
    'mail.text has an error: undefined filter: shout, line:1, col:21',
  ],
  [{ text: '{% shout %}' }, 'mail.text has an error: tag "shout" not found, line:1, col:1'],
  [{ html: '{{ member_name | raw }}' }, 'mail.html has an error: undefined filter: raw, line:1, col:1'],
  [{ text: "{% include 'secrets' %}" }, 'mail.text has an error: tag "include" not found, line:1, col:1'],
  [{ text: "{% render 'secrets' %}" }, 'mail.text has an error: tag "render" not found, line:1, col:1'],
  [{ text: "{% layout 'secrets' %}" }, 'mail.text has an error: tag "layout" not found, line:1, col:1'],
  [
    { text: '{% for i in (1..999999999) %}x{% endfor %}' },
    'mail.text has an error: memory alloc limit exceeded, line:1, col:1',
  ],
  [
    { text: 'a\nb {% for i in (1..username) %}x{% endfor %}' },
    'mail.text has an error: memory alloc limit exceeded, line:2, col:3',
  ],
  [{ text: '' }, 'mail.text must not be empty'],
  [{ subject: ' {% comment %}later{% endcomment %}' }, 'mail.subject comes out empty'],
  [{ text: 7 }, 'mail.text must be text, not 7'],
])('%j is refused with its place', (mail, problem) => {
  expect(problemsOf(mail)).toEqual([problem]);
});

test.each([
  ['a template', 'x'.repeat(100_001)],
  ['what a template makes', `{% for i in (1..1001) %}${'x'.repeat(100)}{% endfor %}`],
])('%s has an end', (_what, text) => {
  expect(problemsOf({ text })).toEqual([
    'mail.text must not be longer than 100000 characters: mail programs cut such letters',
  ]);
});

test('several faults are reported at once', () => {
  expect(problemsOf({ text: '{{ a }}{{ b }}{{ ssid.c }}', subject: '{{ d }}' })).toHaveLength(4);
});

test('a template that is nested far too deeply is refused, not fatal', () => {
  const deep = `${'{% if ssid %}'.repeat(5_000)}x${'{% endif %}'.repeat(2_000)}`;
  expect(problemsOf({ text: deep })).toEqual([expect.stringMatching(/^mail\.text has an error: .+/)]);
});

// --- properties ----------------------------------------------------------------------------------------------------

const bits = [
  '{{',
  '}}',
  '{%',
  '%}',
  '{{ password }}',
  '{% endif %}',
  '<b>',
  '&amp;',
  '"',
  "'",
  '\\',
  '$&',
  '99999',
  ' ',
];
const words = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...bits), fc.string())).map((parts) => parts.join('')),
);
const filled = words.filter((text) => text.trim() !== '');

const anyMember: fc.Arbitrary<LetterValues> = fc.record({
  space_name: filled,
  member_name: words,
  ssid: filled,
  username: filled,
  password: fc.option(filled),
  profile_url: fc.option(fc.webUrl()),
  qr_code: fc.option(fc.constant('cid:link')),
  plan_name: fc.option(filled),
  valid_until: fc.option(filled),
});

const unescaped = (html: string): string =>
  html.replaceAll(/&(amp|lt|gt|#34|#39);/g, (_, name: string) => entities[name] ?? '');
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" };

test('whatever a value holds, it appears in the letter as it is and is not run', () => {
  const template = placeholders.map((name) => `${name}=[{{ ${name} }}]`).join('\n');
  fc.assert(
    fc.property(anyMember, (values) => {
      const { text, html } = renderLetter({ kind: 'welcome', text: template, html: template }, values);
      const name = values.member_name.replace(/\s+/g, ' ').trim() || values.username;
      const shown: Record<string, string | null | undefined> = { ...values, member_name: name };
      expect(text).toBe(placeholders.map((placeholder) => `${placeholder}=[${shown[placeholder] ?? ''}]`).join('\n'));
      expect(html).not.toMatch(/[<>"']/);
      expect(unescaped(html)).toBe(text);
    }),
  );
});

const literal = fc.constantFrom('"a"', '" "', '""', '"<i>"', '1', '-1', 'nil', 'blank', 'true', ...placeholders);
const value = fc
  .tuple(fc.constantFrom(...placeholders), fc.array(fc.tuple(fc.constantFrom(...letterFilters), literal, literal)))
  .map(([name, filters]) => [name, ...filters.map(([filter, one, two]) => `${filter}: ${one}, ${two}`)].join(' | '));
const condition = fc
  .tuple(literal, fc.constantFrom('==', '!=', '<', '>=', 'contains', 'and', 'or'), literal)
  .map((parts) => parts.join(' '));

/** Templates that are put together as the language has it, so that most of them are accepted. */
const { block } = fc.letrec<{ block: string; piece: string }>((tie) => ({
  block: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { depthSize: 'small' },
    fc.constant('words'),
    value.map((shown) => `{{ ${shown} }}`),
    value.map((set) => `{% assign mine = ${set} %}{{ mine }}`),
    fc
      .tuple(condition, tie('block'))
      .map(([when, set]) => `{% if ${when} %}{% assign part = ssid %}${set}{% endif %}{{ part }}`),
    fc
      .tuple(value, tie('block'))
      .map(
        ([list, each]) => `{% assign list = ${list} | split: "a" %}{% for one in list %}{{ one }}${each}{% endfor %}`,
      ),
    fc
      .tuple(fc.constantFrom(...placeholders), tie('block'))
      .map(([list, each]) => `{% for one in ${list} %}{{ one }}${each}{% endfor %}`),
    fc
      .tuple(literal, literal, tie('block'))
      .map(([of, when, then]) => `{% case ${of} %}{% when ${when} %}${then}{% else %}{% echo ${of} %}{% endcase %}`),
    fc
      .tuple(tie('block'), value)
      .map(([kept, shown]) => `{% capture kept %}${kept}{% endcapture %}{{ kept }}{% cycle kept, ${shown} %}`),
  ),
}));

test('a template that was accepted can be filled for every member, and lets no markup into HTML', () => {
  let accepted = 0;
  fc.assert(
    fc.property(block, anyMember, (middle, values) => {
      const template = `Hello${middle}`;
      if (problemsOf({ text: template, html: template }).length > 0) return;
      accepted += 1;
      const letter = renderLetter({ kind: 'welcome', text: template, html: template }, values);
      expect(letter.text).toMatch(/^Hello/);
      expect(letter.html).not.toMatch(/[<>]/);
    }),
    { numRuns: 100 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test('whatever is saved as a template is accepted or refused with a message', () => {
  const scraps = [
    ...bits,
    '{% if ',
    '{% for i in ',
    '{% case ',
    '{% assign x = ',
    'ssid',
    ' | ',
    '..',
    '(',
    ')',
    '[',
    ']',
    '.',
    '\n',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 12 }), (parts) => {
      for (const problem of problemsOf({ text: parts.join('') })) expect(problem).toMatch(/^mail\.text \S.+/);
    }),
    { numRuns: 200 },
  );
});
