import { toDataURL } from 'qrcode';
import { credentialLetters, letterKinds, type LetterKind } from '../../domain/replayed/letter-kinds';
import { renderLetter, type LetterChoice } from '../../domain/letters/letter';
import type { LetterValues } from '../../domain/letters/placeholders';
import { ada, everything, link } from '../domain/letters/letter-values';
import { background, barriers, overflow, pictures, writings } from '../support/look';
import { needing } from '../support/tools';
import { openMailReader, type MailReader } from './support/mail-reader';

const { test, describe, beforeAll } = needing('chromium');

jest.setTimeout(60_000);

let reader: MailReader;
/** As a mail program shows it that puts the attached picture in its place. */
let withPicture: LetterValues;
beforeAll(async () => {
  reader = await openMailReader();
  withPicture = { ...everything, qr_code: await toDataURL(link.profile_url) };
});
afterAll(() => reader.close());

const html = (kind: LetterKind, values: LetterValues): string => renderLetter({ kind }, values).html;

/** Some mail programs drop them. */
const withoutStyleSheets = (page: string): string => page.replaceAll(/<style[^]*?<\/style>/g, '');

const button = () => reader.page.getByRole('link', { name: 'Set up this device' });

const views = [360, 640].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

test('these tests would see a letter that is small, pale, wide, and fetches its pictures', async () => {
  const pale = 'font-size:12px;color:#dddddd;background:#ffffff;width:400px';
  await reader.show(`<html lang="en"><p style="${pale}">pale</p><img alt="" src="https://pictures.example/one.png">`);
  expect(await writings(reader.page)).toEqual([{ text: 'pale', size: 12 }]);
  expect(await overflow(reader.page)).toBeGreaterThan(0);
  expect(await barriers(reader.page)).toContainEqual(expect.stringMatching(/^color-contrast: <p/));
  expect(reader.requests()).toEqual(['https://pictures.example/one.png']);
});

describe.each(letterKinds)('our letter %s', (kind) => {
  test.each(views)('can be read by everybody at $width pixels, dark: $dark', async (view) => {
    await reader.show(html(kind, withPicture), view);
    const seen = await writings(reader.page);
    expect(seen.map(({ text }) => text).join(' ')).toContain('Ada Lovelace');
    expect(seen.filter(({ size }) => size < 14)).toEqual([]);
    expect(await overflow(reader.page)).toBe(0);
    expect(await barriers(reader.page)).toEqual([]);
  });

  test('asks the network for nothing', async () => {
    await reader.show(html(kind, withPicture));
    await reader.page.waitForLoadState('networkidle');
    expect(reader.requests()).toEqual([]);
  });

  test('can be read where style sheets are dropped', async () => {
    const bare = withoutStyleSheets(html(kind, everything));
    expect(bare).not.toContain('@media');
    await reader.show(bare);
    expect((await writings(reader.page)).filter(({ size }) => size < 14)).toEqual([]);
    expect(await overflow(reader.page)).toBe(0);
  });

  test('is dark where the member wants it dark', async () => {
    await reader.show(html(kind, everything), { width: 360, dark: true });
    expect(await background(reader.page, 'body')).toBe('rgb(28, 25, 23)');
    expect(await background(reader.page, '.page > div[role=article]')).toBe('rgb(28, 25, 23)');
    expect(await background(reader.page, '.card')).toBe('rgb(41, 37, 36)');
  });

  test('is laid out for screen readers: a language, one heading, no tables', async () => {
    await reader.show(html(kind, everything));
    expect(await reader.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await reader.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await reader.page.locator('table:not([role=presentation])').count()).toBe(0);
  });

  test('has a line for the list of mails, which the mail itself hides', async () => {
    await reader.show(html(kind, everything));
    const first = reader.page.locator('body > div').first();
    expect((await first.textContent())?.trim().length).toBeGreaterThan(20);
    expect(await first.isVisible()).toBe(false);
  });

  test('has room for long names', async () => {
    const long = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6);
    await reader.show(
      html(kind, {
        space_name: long,
        member_name: long,
        ssid: 'W'.repeat(32),
        username: `${long}@${long}.example`,
        password: 'w'.repeat(60),
        profile_url: `https://${'w'.repeat(60)}.example/w/${'w'.repeat(200)}`,
        qr_code: link.qr_code,
        plan_name: long,
        valid_until: long,
      }),
    );
    expect(await overflow(reader.page)).toBe(0);
  });

  test('takes no markup from what members are called', async () => {
    const evil = '<img src="https://evil.example/x"><script>document.title="x"</script></td></tr></table><h1>Hi</h1>';
    await reader.show(html(kind, withPicture));
    const elements = await reader.page.locator('*').count();
    await reader.show(html(kind, { ...withPicture, member_name: evil, plan_name: evil, username: evil }));
    expect(await reader.page.locator('*').count()).toBe(elements);
    expect(await reader.page.innerText('body')).toContain(evil);
    expect(reader.requests()).toEqual([]);
  });
});

describe.each(credentialLetters)('our letter %s', (kind) => {
  test.each([
    ...views.map((view) => ({ ...view, without: 'nothing' })),
    { width: 360, dark: false, without: 'style sheets' },
  ])('has a large button to the page at $width pixels, dark: $dark, without $without', async ({ without, ...view }) => {
    const letter = html(kind, withPicture);
    await reader.show(without === 'nothing' ? letter : withoutStyleSheets(letter), view);
    expect(await button().isVisible()).toBe(true);
    expect(await button().getAttribute('href')).toBe(link.profile_url);
    const box = await button().boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(view.width);
  });

  test.each(views)('shows the code on white at $width pixels, dark: $dark', async (view) => {
    await reader.show(html(kind, withPicture), view);
    expect(await pictures(reader.page)).toEqual([
      expect.objectContaining({ isLoaded: true, width: 136, height: 136, background: 'rgb(255, 255, 255)' }),
    ]);
  });

  test('works while pictures are blocked, and says what is missing', async () => {
    await reader.show(html(kind, everything));
    expect(await pictures(reader.page)).toEqual([
      expect.objectContaining({ isLoaded: false, alt: 'QR code: the same link, for the camera of your phone' }),
    ]);
    expect(await reader.page.getByRole('img').isVisible()).toBe(true);
    expect(await button().isVisible()).toBe(true);
    expect(await reader.page.getByRole('link', { name: link.profile_url }).isVisible()).toBe(true);
    expect(await overflow(reader.page)).toBe(0);
  });
});

describe('a letter that the operator gives as text alone', () => {
  const choice: LetterChoice = {
    kind: 'welcome',
    text: 'Hello {{ member_name }},\n\n  User name: {{ username }}\n\n{{ profile_url }}\n',
    html: null,
  };

  test.each(views)('can be read by everybody at $width pixels, dark: $dark', async (view) => {
    await reader.show(renderLetter(choice, everything).html, view);
    expect((await reader.page.locator('.card').innerText()).trim()).toBe(
      `Hello Ada Lovelace,\n\n  User name: ada@members.example\n\n${link.profile_url}`,
    );
    expect(await reader.page.getByRole('link').getAttribute('href')).toBe(link.profile_url);
    expect((await writings(reader.page)).filter(({ size }) => size < 14)).toEqual([]);
    expect(await overflow(reader.page)).toBe(0);
    expect(await barriers(reader.page)).toEqual([]);
    expect(reader.requests()).toEqual([]);
  });

  test('takes no markup from what members are called', async () => {
    await reader.show(renderLetter(choice, { ...ada, member_name: '<img src="https://evil.example/x">' }).html);
    expect(await pictures(reader.page)).toEqual([]);
    expect(reader.requests()).toEqual([]);
  });
});
