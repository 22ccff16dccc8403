import { GatewayError } from '../../api/ports/gateways';
import type { MemberPage } from '../../contracts/replayed';
import { rulesOf } from '../domain/builders';
import { step } from './support/builders';
import {
  denied,
  keys,
  knowing,
  link,
  member,
  namelessCa,
  oldLink,
  pageOf,
  password,
  person,
  tokenOf,
  trustingRules,
} from './support/member-visit';
import { api, fetched, html, open, reveal, revealed, show, token } from './support/visited-page';

describe('a live link', () => {
  it('is looked at by scanners and people without being opened or saying anything secret', async () => {
    await open();
    for (const method of ['GET', 'HEAD', 'GET']) await api.call(method, `/w/${token}`, { headers: html });
    const text = await (await show()).text();
    expect(text).toContain('Show my WiFi details');
    expect(text).toContain('Loft Members');
    for (const secret of [password, 'ada@members.example']) expect(text).not.toContain(secret);
    expect(api.fake.asked).toEqual([]);
  });

  it('reveals network, user name and password by POST, as JSON for programs', async () => {
    await open();
    const response = await reveal();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      state: 'valid',
      network: 'Loft Members',
      username: 'ada@members.example',
      password,
      validUntil: null,
      serverNames: [],
      profiles: [],
    });
    expect(api.fake.asked).toEqual([{ open: member, link: link.id, cas: [] }]);
  });

  it('reveals them as a page for people', async () => {
    await open();
    const response = await reveal('text/html,*/*');
    const text = await response.text();
    for (const word of ['Loft Members', 'ada@members.example', password, 'Hot Desk', 'as long as your membership'])
      expect(text).toContain(word);
    expect(text).not.toMatch(/WIFI:/);
  });

  it('says until when it is valid, in UTC for programs and in the local day for people', async () => {
    const end = Date.UTC(2027, 5, 30, 23);
    await open(pageOf({ steps: [step({ from: 0 }), denied('ended', { from: end })] }));
    expect(await revealed()).toMatchObject({ validUntil: '2027-06-30T23:00:00.000Z' });
    expect(await (await reveal('text/html')).text()).toContain('the end of Wednesday, June 30, 2027');
  });

  it('is good for no more than its openings, even for two who open the last one at the same time', async () => {
    await open();
    api.fake.gateways.pages.open = () => Promise.resolve({ opening: null });
    const response = await reveal();
    expect([response.status, await response.json()]).toEqual([
      410,
      { state: 'usedUp', network: 'Loft Members', validUntil: null, serverNames: [] },
    ]);
  });

  it('costs no opening when nobody can say the user name now', async () => {
    await open(pageOf(), rulesOf(), knowing(null));
    const response = await reveal();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await (await reveal('text/html')).text()).toContain('Please try again in a minute');
    expect(api.fake.asked).toEqual([]);
  });

  it('shows a password that no profile can carry, without profiles', async () => {
    const chosen = 'chosen\tby-ada';
    const external = knowing({ ...person, customFields: { 'WiFi password': chosen } });
    await open(pageOf(), await trustingRules({ password: 'customField:WiFi password' }), external);
    expect(await revealed()).toMatchObject({ password: chosen, profiles: [] });
    const shown = await reveal('text/html');
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('by-ada')]);
  });

  it('shows the details of a network whose CA has no name', async () => {
    await open(
      pageOf(),
      await trustingRules({ radius: { caCertificates: [namelessCa], serverNames: ['radius.loft.example'] } }),
    );
    expect((await revealed()).profiles).not.toEqual([]);
    const shown = await reveal('text/html');
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining(password)]);
  });

  it.each(['text/html', 'application/json'])('costs no opening when it cannot be shown as %s', async (accept) => {
    const rules = await trustingRules();
    const radius = rules.radius && { ...rules.radius, caCertificates: ['no certificate'] };
    await open(pageOf(), { ...rules, radius });
    expect((await reveal(accept)).status).toBe(500);
    expect(api.fake.asked).toEqual([]);
  });

  it('shows the name that the directory has, where the settings would make another today', async () => {
    const external = knowing();
    const account = {
      id: 'a-1' as never,
      username: 'ada.old@members.example',
      enabled: true,
      orgUnit: null,
      notes: '',
    };
    await open(pageOf({ account: { ...pageOf().account, usernameTag: 'other' } as never }), rulesOf(), {
      ...external,
      directory: { ...external.directory, read: () => Promise.resolve(account) },
    });
    expect(await revealed()).toMatchObject({ username: 'ada.old@members.example' });
  });
});

describe('a link that opens nothing', () => {
  const gone = { state: 'expired', network: 'Loft Members', validUntil: null, serverNames: [] };
  const cases: [string, MemberPage | null, string][] = [
    ['never was one', pageOf(), `${member}-${'a'.repeat(26)}`],
    ['is no token at all', pageOf(), 'robots.txt'],
    ['is of nobody who is followed', null, token],
    ['has expired', pageOf({ link: { ...link, expiresAt: Date.now() - 1, openingsLeft: 10 } }), token],
    ['was replaced', pageOf(), tokenOf(oldLink)],
  ];

  it.each(cases)('because it %s answers 410 like all the others', async (_why, page, of) => {
    await open(page);
    const response = await reveal('application/json', of);
    expect([response.status, await response.json()]).toEqual([410, gone]);
    expect((await show(of)).status).toBe(410);
    expect(api.fake.asked).toEqual([]);
  });

  it('because it is used up says so', async () => {
    await open(pageOf({ link: { ...link, expiresAt: Date.now() + 1e6, openingsLeft: 0 } }));
    expect(await revealed()).toEqual({ ...gone, state: 'usedUp' });
    expect(await (await show()).text()).toContain('This link has been used up');
  });

  it.each(cases.slice(0, 5))('because it %s gives the same answer to who asks for a new one', async (why, page, of) => {
    await open(page);
    const response = await api.call('POST', `/w/${of}/renew`, { headers: html });
    expect(response.status).toBe(202);
    expect((await response.text()).replaceAll(of, '…')).toContain('If this was your link');
    const isTheirs = why === 'has expired' || why === 'was replaced';
    expect(api.fake.asked).toHaveLength(isTheirs ? 1 : 0);
  });

  it('does not say whose it was', async () => {
    await open(pageOf({ link: { ...link, expiresAt: 0, openingsLeft: 1 } }));
    const [theirs, nobodys] = [await (await show()).text(), await (await show('robots.txt')).text()];
    expect(theirs.replaceAll(token, '…')).toBe(nobodys.replaceAll('robots.txt', '…'));
  });

  it('is refused after thirty tries in a minute, and then asks no workflow', async () => {
    await open();
    const asked = jest.spyOn(api.fake.gateways.pages, 'page');
    const guess = `${member}-${'a'.repeat(26)}`;
    for (let times = 0; times < 30; times += 1) expect((await show(guess)).status).toBe(410);
    for (const nonsense of [guess, 'robots.txt']) expect((await show(nonsense)).status).toBe(429);
    expect(asked).toHaveBeenCalledTimes(30);
  });
});

test('a renewed link opens beside the live one, with openings of its own', async () => {
  const renewed = { id: 'link-2', keyId: link.keyId };
  await open(pageOf({ renewedLink: { ...renewed, expiresAt: Date.now() + 1e6, openingsLeft: 3 } }));
  expect(await (await show(tokenOf(renewed))).text()).toContain('3 more times');
  for (const each of [link, renewed]) expect((await reveal('application/json', tokenOf(each))).status).toBe(200);
  expect(api.fake.asked).toEqual([link, renewed].map(({ id }) => ({ open: member, link: id, cas: [] })));
});

describe('whatever its address has done, a link', () => {
  it.each(['nonsense', `${member}-${'a'.repeat(26)}`])('opens after a flood of %s', async (nonsense) => {
    await open(pageOf(), await trustingRules());
    for (let times = 0; times < 31; times += 1) await show(nonsense);
    expect((await show(nonsense)).status).toBe(429);
    expect((await show()).status).toBe(200);
    const [profile] = (await revealed()).profiles ?? [];
    expect((await fetched(profile?.url ?? '')).status).toBe(200);
    expect((await api.call('POST', `/w/${token}/rotate`, { headers: html })).status).toBe(202);
    expect((await show(tokenOf(oldLink))).status).toBe(410);
    expect((await api.call('POST', `/w/${tokenOf(oldLink)}/renew`, { headers: html })).status).toBe(202);
  });

  it('opens for sixty at once', async () => {
    await open();
    let arrived = 0;
    const all = new Promise<MemberPage>((resolve) => {
      api.fake.gateways.pages.page = () => {
        if (++arrived === 60) resolve(pageOf());
        return all;
      };
    });
    const shown = await Promise.all(Array.from({ length: 60 }, () => show()));
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('opens where a letter from before links proved themselves brought it', async () => {
    await open();
    expect((await show(keys.unprovenToken({ connector: 'main', member }, link) ?? '')).status).toBe(200);
  });
});

describe('a member who may not connect', () => {
  it.each<[string, MemberPage, string]>([
    [
      'notYet',
      pageOf({ steps: [denied('notStarted'), step({ from: Date.UTC(2027, 0, 4, 8) })] }),
      'Monday, January 4, 2027',
    ],
    ['checkIn', pageOf({ steps: [denied('checkInNeeded')] }), 'Check in first'],
    ['checkIn', pageOf({ steps: [denied('checkedOut')] }), 'Check in first'],
    ['ended', pageOf({ steps: [denied('ended')] }), 'Your WiFi access has ended'],
    ['ended', pageOf({ steps: [denied('passExpired')] }), 'Your WiFi access has ended'],
    ['paused', pageOf({ steps: [denied('paused'), step({ from: Date.UTC(2027, 1, 1) })] }), 'It comes back on Monday'],
    ['paused', pageOf({ steps: [denied('paused')] }), 'Your membership is paused'],
    ['blocked', pageOf({ steps: [denied('suspended')] }), 'Your WiFi access is blocked'],
    ['blocked', pageOf({ steps: [denied('blocked')] }), 'ask at the desk of The Loft'],
    ['preparing', pageOf({ account: null }), 'One moment'],
    ['preparing', pageOf({ steps: [], account: null }), 'One moment'],
  ])('reads %s, with what to do next', async (state, page, words) => {
    await open(page);
    const response = await reveal();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ state, network: 'Loft Members', validUntil: null, serverNames: [] });
    const shown = await show();
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining(words)]);
  });

  it('waits on a page that looks again by itself while the account is prepared', async () => {
    await open(pageOf({ account: null }));
    expect(await (await show()).text()).toContain('http-equiv="refresh"');
  });

  it('waits on the page itself, also where a reveal was answered: that is not there to be looked at', async () => {
    await open(pageOf({ account: null }));
    const page = `/w/${token}?lang=en`;
    const text = await (await reveal('text/html')).text();
    expect(text).toContain(`<meta http-equiv="refresh" content="4; url=${page}"/>`);
    expect(text).toContain(`data-page="${page}"`);
    expect((await api.call('GET', page, { headers: html })).status).toBe(200);
  });
});

describe('every answer', () => {
  it('keeps out of caches, frames, referrers and third parties', async () => {
    await open(pageOf(), await trustingRules());
    for (const response of [await show(), await reveal('text/html'), await show('robots.txt'), await reveal()]) {
      const header = (name: string) => response.headers.get(name) ?? '';
      expect(header('cache-control')).toBe('no-store');
      expect(header('referrer-policy')).toBe('no-referrer');
      expect(header('content-security-policy')).toMatch(/^default-src 'none';/);
      expect(header('content-security-policy')).not.toMatch(/https?:|unsafe|\*/);
      expect(await response.text()).not.toMatch(/(?:src|action)="https?:|@import|url\(/);
    }
  });

  it('is under 60 kB in all, with everything on it', async () => {
    await open(pageOf(), await trustingRules());
    const size =
      Buffer.byteLength(await (await show()).text()) + Buffer.byteLength(await (await reveal('text/html')).text());
    expect(size).toBeLessThan(60_000);
  });

  it('speaks the language of the browser, or the one that was chosen', async () => {
    await open();
    expect(await (await show(token, { ...html, 'accept-language': 'de-AT,de;q=0.9' })).text()).toContain('lang="de"');
    expect(await (await show(token, { ...html, 'accept-language': 'ja' })).text()).toContain('lang="en"');
    expect(await (await show(`${token}?lang=fr`)).text()).toContain('Afficher mes identifiants WiFi');
  });

  it('escapes what others have named', async () => {
    const external = knowing({ ...pageOf(), ...{ email: 'x' } } as never);
    await open(pageOf(), rulesOf({ ssid: '<b>"&\'</b>', spaceName: '<script>x</script>' }), external);
    const text = await (await show()).text();
    expect(text).not.toMatch(/<b>|<script>x/);
    expect(text).toContain('&lt;b>');
  });

  it('is a page that says so while Temporal is away', async () => {
    await open();
    api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    const response = await show();
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('Please try again')]);
    expect((await reveal()).headers.get('content-type')).toContain('application/problem+json');
  });

  it('stays out of the log', async () => {
    await open(pageOf(), await trustingRules());
    await show();
    await reveal();
    await fetched((await revealed()).profiles?.[0]?.url ?? '');
    expect(api.logged.join('\n')).not.toMatch(new RegExp(`${token}|${password}|ada@`));
  });
});

describe('somebody who knows the password', () => {
  const rotate = () => api.call('POST', `/w/${token}/rotate`, { headers: html });

  it('is shut out by the member, who gets a new one by mail', async () => {
    await open();
    expect((await rotate()).status).toBe(202);
    expect(api.fake.asked).toEqual([{ rotateByMember: member, link: link.id }]);
  });

  it('is not helped by asking too often, or with a dead link', async () => {
    await open();
    api.fake.gateways.pages.rotate = () => Promise.resolve({ done: false });
    expect((await rotate()).status).toBe(429);
    api.fake.memberPages.set(member, pageOf({ link: null }));
    expect((await rotate()).status).toBe(410);
  });

  it('is shut out in Nexudus where that is the place of passwords: here nothing is changed or offered', async () => {
    const inNexudus = knowing({ ...person, customFields: { 'WiFi password': 'chosen-by-ada' } });
    await open(pageOf(), rulesOf({ password: 'customField:WiFi password' }), inNexudus);
    const shown = await (await reveal('text/html')).text();
    expect(shown).toContain('chosen-by-ada');
    expect(shown).toContain('your member profile in Nexudus');
    expect(shown).not.toContain('/rotate');
    const response = await rotate();
    expect([response.status, await response.text()]).toEqual([
      409,
      expect.stringContaining('Your password is kept in Nexudus'),
    ]);
    expect(api.fake.asked).toEqual([{ open: member, link: link.id, cas: [] }]);
    api.fake.memberPages.set(member, pageOf({ link: null }));
    expect((await rotate()).status).toBe(410);
  });
});
