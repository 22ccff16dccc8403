import { defaultLetters } from '../../domain/letters/default-letters';
import { renderLetter, type LetterValues } from '../../domain/letters/letter';
import { parseSettings } from '../../domain/settings';
import { required } from './builders';

const defaultLetter = defaultLetters.welcome;

const values: LetterValues = {
  space_name: 'The Loft',
  member_name: 'Ada <b>&',
  ssid: 'Loft Members',
  username: 'ada@example.com',
  password: 'abcd2345abcd2345',
};

describe('the default letter', () => {
  const letter = renderLetter(defaultLetter, values);

  test('says all that a phone asks for', () => {
    expect(letter.subject).toBe('Your WiFi at The Loft');
    for (const word of ['Loft Members', 'ada@example.com', 'abcd2345abcd2345']) {
      expect(letter.text).toContain(word);
      expect(letter.html).toContain(word);
    }
  });

  test('escapes what members call themselves in HTML only', () => {
    expect(letter.text).toContain('Hello Ada <b>&,');
    expect(letter.html).toContain('Hello Ada &lt;b&gt;&amp;,');
  });

  test('speaks of the page only where there is one', () => {
    expect(`${letter.text}${letter.html}`).not.toContain('one tap');
    const linked = renderLetter(defaultLetter, { ...values, profile_url: 'https://wifi.example/w/1?a=1&b=2' });
    expect(linked.text).toContain('\nhttps://wifi.example/w/1?a=1&b=2\n');
    expect(linked.html).toContain('<a href="https://wifi.example/w/1?a=1&amp;b=2">');
  });
});

test('a subject stays on one line, whatever a name holds', () => {
  const templates = { ...defaultLetter, subject: 'WiFi for {{ member_name }}' };
  expect(renderLetter(templates, { ...values, member_name: 'Ada\r\nBcc: all@example.com' }).subject).toBe(
    'WiFi for Ada Bcc: all@example.com',
  );
});

test('a value is not a template', () => {
  const templates = { ...defaultLetter, text: '{{ member_name }}' };
  expect(renderLetter(templates, { ...values, member_name: '{{ password }}' }).text).toBe('{{ password }}');
});

describe('a template of the operator', () => {
  const problems = (mail: object) => {
    const parsed = parseSettings({ ...required, mail });
    return parsed.ok ? [] : parsed.errors.map(({ path, message }) => `${path} ${message}`);
  };

  test.each([
    'Hello {{ member_name | upcase }}',
    '{% if profile_url %}{{ profile_url }}{% else %}{{ password }}{% endif %}',
    '{% assign name = member_name | split: " " | first %}Hello {{ name }}',
    'plain',
  ])('may say %j', (text) => {
    expect(problems({ text })).toEqual([]);
  });

  test.each([
    [
      { text: 'Hello\n{{ user_name }}' },
      'mail.text uses the unknown placeholder "user_name" on line 2; did you mean "username"?',
    ],
    [{ html: '<p>\n\n{{ token }}' }, 'mail.html uses the unknown placeholder "token" on line 3'],
    [{ subject: '{% if wat %}x{% endif %}' }, 'mail.subject uses the unknown placeholder "wat" on line 1'],
    [{ text: 'a\n{{ password' }, 'mail.text has an error: output "{{ password" not closed, line:2, col:1'],
    [{ text: '\n{% if ssid %}' }, 'mail.text has an error: tag {% if ssid %} not closed, line:2, col:1'],
    [{ text: '{{ ssid | shout }}' }, 'mail.text has an error: undefined filter: shout, line:1, col:1'],
    [{ html: '{{ member_name | raw }}' }, 'mail.html has an error: undefined filter: raw, line:1, col:1'],
    [{ text: "{% include 'secrets' %}" }, 'mail.text has an error: tag "include" not found, line:1, col:1'],
    [{ text: "{% render 'secrets' %}" }, 'mail.text has an error: tag "render" not found, line:1, col:1'],
    [{ text: '' }, 'mail.text must not be empty'],
  ])('%j is refused with its place', (mail, problem) => {
    expect(problems(mail)).toEqual([problem]);
  });

  test('that would never end is refused', () => {
    expect(problems({ text: '{% for i in (1..999999999) %}x{% endfor %}' })).toHaveLength(1);
  });

  test('with several faults tells them all', () => {
    expect(problems({ text: '{{ a }}{{ b }}', subject: '{{ c }}' })).toHaveLength(3);
  });
});
