import { defaultLetters, type FilledLetter, renderLetter } from '../../../domain/letters/letter';
import { credentialLetters, letterKinds, newsLetters, type LetterKind } from '../../../domain/replayed/letter-kinds';
import { ada, everything, link, password, problemsOf } from './letter-values';

const escaped = (text: string): string => text.replaceAll('&', '&amp;');

/** Everything a member can see of the HTML, and where its links and pictures lead. */
const sources = (html: string): string[] => [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? '');

const ways = [
  ['the password and the link', { ...everything }],
  ['the password alone', { ...ada, password }],
  ['the link alone', { ...ada, ...link }],
  ['neither', ada],
] as const;

describe.each(letterKinds)('our letter %s', (kind) => {
  test('would be accepted as a setting', () => {
    expect(problemsOf({ letters: { [kind]: defaultLetters[kind] } })).toEqual([]);
  });

  test.each(ways)('with %s is complete', (_what, values) => {
    const letter = renderLetter({ kind }, values);
    for (const part of Object.values(letter) as string[]) {
      expect(part).not.toMatch(/\{\{|\{%|\bnull\b|undefined|\[object/);
    }
    for (const part of [letter.text, letter.html]) {
      expect(part).toContain('Ada Lovelace');
      expect(part).toContain('The Loft');
      expect(part).toContain('Loft Members');
      expect(part).toContain('at the desk');
    }
    expect(letter.subject).toMatch(/^Your .*The Loft/);
  });

  test.each(ways)('with %s has short lines and is far from what mail programs cut', (_what, values) => {
    const { text, html } = renderLetter({ kind }, values);
    const long = text.split('\n').filter((line) => line.length > 78 && !line.startsWith('https://'));
    expect(long).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  });

  test('loads nothing: no fonts, and only its own picture', () => {
    const { html } = renderLetter({ kind }, everything);
    expect(html).not.toMatch(/@import|@font-face|url\(|<script|<link\b|<form|\son\w+=/i);
    expect(sources(html)).toEqual(
      sources(html).filter((url) => [escaped(link.profile_url), link.qr_code].includes(url)),
    );
  });
});

describe.each(credentialLetters)('our letter %s', (kind) => {
  test.each(ways)('with %s says what a device asks for', (_what, values) => {
    const { text, html } = renderLetter({ kind }, values);
    for (const part of [text, html]) {
      expect(part).toContain('ada@members.example');
      expect(part).toContain('for you alone');
      expect(part).toContain('reply to this mail or ask at the desk');
    }
  });

  test('has the password only when it is given', () => {
    for (const [, values] of ways) {
      const { text, html } = renderLetter({ kind }, values);
      expect([text.includes(password), html.includes(password)]).toEqual(
        'password' in values ? [true, true] : [false, false],
      );
    }
  });

  test('without the password says where it is', () => {
    const linked = renderLetter({ kind }, { ...ada, ...link });
    expect(linked.text).toContain('Password:  on the page behind the link\n');
    expect(linked.html).toContain('>On the page behind the link<');
    const bare = renderLetter({ kind }, ada);
    expect(bare.text).toContain('Password:  ask for it at the desk\n');
    expect(bare.html).toContain('>Ask for it at the desk<');
  });

  test('with the link has it as a button, in words and as a picture', () => {
    const { text, html } = renderLetter({ kind }, { ...ada, ...link });
    expect(text).toContain(`\n\n${link.profile_url}\n\n`);
    const address = escaped(link.profile_url);
    expect(sources(html)).toEqual([address, link.qr_code, address]);
    expect(html).toContain(`>${address}</a>`);
  });

  test('with a link that has no picture leaves the picture out', () => {
    const { html } = renderLetter({ kind }, { ...ada, profile_url: link.profile_url });
    expect(html).not.toContain('<img');
    expect(html).toContain(`>${escaped(link.profile_url)}</a>`);
  });

  test('without the link mentions no page, button or code', () => {
    const { text, html } = renderLetter({ kind }, { ...ada, password });
    expect(sources(html)).toEqual([]);
    for (const part of [text, html]) {
      expect(part).not.toMatch(/\bpage behind|tap the button|at the code|limited time/);
      expect(part).toMatch(/Choose the network on your phone or laptop/);
    }
  });

  test('says until when, if an end is known', () => {
    const both = ({ text, html }: FilledLetter): string[] => [text, html];
    for (const part of both(renderLetter({ kind }, everything)))
      expect(part).toContain('It works until 31 Dec 2026 at 18:00 Europe/London.');
    for (const part of both(renderLetter({ kind }, ada))) expect(part).toContain('as long as your membership does');
  });
});

describe.each(newsLetters)('our letter %s', (kind) => {
  test('contains no credentials, even if it could', () => {
    const { text, html } = renderLetter({ kind }, everything);
    for (const part of [text, html]) {
      expect(part).not.toContain(password);
      expect(part).not.toContain('wifi.loft.example');
      expect(part).not.toContain(link.qr_code);
    }
  });
});

test.each<[LetterKind, string[]]>([
  ['welcome', ['elcome to The Loft', 'your own key']],
  ['resend', ['again', 'A device that connects can stay as it is']],
  ['rotated', ['old one no longer works', 'each of your devices has to be set up again']],
  ['renewed', ['fresh link', 'If you did not ask for it, you can ignore this mail']],
  [
    'renewProfile',
    ['set up each of your devices again', 'stay the same', 'Bitte richte', 'Configura de nuevo', 'Reconfigurez chacun'],
  ],
  ['planChanged', ['Dedicated Desk', 'There is nothing to do', 'the same']],
  [
    'endingSoon',
    ['works until', '31 Dec 2026 at 18:00 Europe/London', 'no longer connect', 'If your membership goes on'],
  ],
  ['ended', ['has ended', 'Thank you', 'come back']],
])('our letter %s says %j', (kind, words) => {
  const { text, html } = renderLetter({ kind }, everything);
  for (const part of [text, html])
    for (const word of words) expect(part.replaceAll(/<[^>]*>|\s+/g, ' ').replaceAll(/ +/g, ' ')).toContain(word);
});

test('news of which a part is unknown are still sent', () => {
  expect(renderLetter({ kind: 'planChanged' }, ada).text).toContain('your plan has changed,\n');
  expect(renderLetter({ kind: 'endingSoon' }, ada).text).toContain('\nends soon.\n');
});
