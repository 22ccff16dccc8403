import { renderLetter } from '../../../domain/letters/letter';
import { ada, everything } from './letter-values';

test('every placeholder has the value of its name', () => {
  const text =
    '{{space_name}}|{{member_name}}|{{ssid}}|{{username}}|{{password}}|{{profile_url}}|{{plan_name}}|{{valid_until}}';
  const values = { ...everything, profile_url: 'https://wifi.example/w/1' };
  expect(renderLetter({ kind: 'welcome', text }, values).text).toBe(
    'The Loft|Ada Lovelace|Loft Members|ada@members.example|abcd2345efgh6789|https://wifi.example/w/1|Dedicated Desk|31 Dec 2026 at 18:00 Europe/London',
  );
});

test('a placeholder without a value is empty', () => {
  expect(renderLetter({ kind: 'ended', text: '[{{ password }}{{ profile_url }}{{ qr_code }}]' }, ada).text).toBe('[]');
});

test('what is not chosen is ours', () => {
  const ours = renderLetter({ kind: 'rotated' }, ada);
  expect(renderLetter({ kind: 'rotated', subject: 'News for {{ username }}' }, ada)).toEqual({
    ...ours,
    subject: 'News for ada@members.example',
  });
});

test('values are escaped in HTML and nowhere else', () => {
  const template = 'Hello {{ member_name }}';
  const letter = renderLetter(
    { kind: 'welcome', subject: template, text: template, html: template },
    { ...ada, member_name: `Ada <b>&"'` },
  );
  expect(letter).toEqual({
    subject: `Hello Ada <b>&"'`,
    text: `Hello Ada <b>&"'`,
    html: 'Hello Ada &lt;b&gt;&amp;&#34;&#39;',
  });
});

test('a subject stays on one line, and so does a name', () => {
  const template = '{{ member_name }}\r\nX-Spam: no';
  const letter = renderLetter(
    { kind: 'welcome', subject: template, text: template },
    { ...ada, member_name: ' Ada\r\nBcc: all@example.com\u2028' },
  );
  expect(letter.subject).toBe('Ada Bcc: all@example.com X-Spam: no');
  expect(letter.text).toBe('Ada Bcc: all@example.com\r\nX-Spam: no');
});

test('a member without a name is addressed by the user name', () => {
  expect(renderLetter({ kind: 'ended' }, { ...ada, member_name: ' \n' }).text).toMatch(
    /^Hello ada@members\.example,\n/,
  );
});

describe('a letter with a text only', () => {
  const text = 'Hello {{ member_name }},\n\n  Password:  {{ password }}\n\nPage: {{ profile_url }}';
  const letter = renderLetter({ kind: 'welcome', text, html: null }, { ...everything, member_name: 'Ada <i>' });

  test('has the same words in HTML, line for line', () => {
    expect(letter.html).toMatch(/>Hello Ada &lt;i&gt;,<br><br> {2}Password: {2}abcd2345efgh6789<br><br>Page: </);
    expect(letter.html).not.toContain('your own key');
  });

  test('has the link as a link', () => {
    const address = 'https://wifi.loft.example/w/4411-abcdefghijkmnpqrstuvwx2345?a=1&amp;b=2';
    expect(letter.html).toContain(`href="${address}"`);
    expect(letter.html).toContain(`>${address}</a>`);
  });

  test('does without a link', () => {
    const { html } = renderLetter({ kind: 'welcome', text: 'Hello\nyou', html: null }, ada);
    expect(html).toContain('>Hello<br>you<br></div>');
    expect(html).not.toContain('<a ');
  });
});
