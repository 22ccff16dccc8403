import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { Secret } from '../../config';
import { shortFingerprint } from '../../domain/profiles/trust';
import { intermediateCa, rootCa } from '../domain/profiles/builders';
import { caPem, knowing, link, member, oldLink, pageOf, person, trustingRules } from './support/member-visit';
import { masterKey } from './support/served-api';
import { api, fetched, html, open, reveal, revealed, token } from './support/visited-page';

describe('profiles', () => {
  it('are offered with what a device needs to check the server, and each can be fetched once', async () => {
    await open(pageOf(), await trustingRules());
    const { profiles = [], serverNames } = await revealed();
    expect(serverNames).toEqual(['radius.loft.example']);
    expect(profiles.map(({ format }) => format).sort()).toEqual(
      ['android', 'apple', 'chromeos', 'networkmanager', 'windows', 'wpa_supplicant'].sort(),
    );
    const apple = profiles.find(({ format }) => format === 'apple')?.url ?? '';
    expect((await fetched(apple, 'HEAD')).status).toBe(200);
    expect(api.fake.asked).toHaveLength(1);
    const response = await fetched(apple);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-apple-aspen-config']);
    expect(await response.text()).toContain('radius.loft.example');
    const cas = [shortFingerprint(new X509Certificate(await caPem()))];
    expect(api.fake.asked).toEqual([
      { open: member, link: link.id, cas },
      { take: member, link: link.id, opening: 1, document: 'apple', cas },
    ]);
    api.fake.gateways.pages.takeProfile = () => Promise.resolve({ taken: false });
    expect((await fetched(apple)).status).toBe(410);
  });

  it('are refused with a wrong key, another format’s key, or after the link was replaced', async () => {
    await open(pageOf(), await trustingRules());
    const { profiles = [] } = await revealed();
    const apple = profiles.find(({ format }) => format === 'apple')?.url ?? '';
    const wrong = [
      `/w/${token}/profile/apple`,
      `${apple}x`,
      apple.replace('/apple', '/android'),
      apple.replace('key=1-', 'key=2-'),
    ];
    for (const url of wrong) expect([url, (await fetched(url)).status]).toEqual([url, 410]);
    expect((await fetched(`/w/${token}/profile/floppy`)).status).toBe(404);
    api.fake.memberPages.set(
      member,
      pageOf({ link: { ...oldLink, expiresAt: Date.now() + 1e6, openingsLeft: 9 }, pastLinks: [link] }),
    );
    expect((await fetched(apple)).status).toBe(410);
  });

  it('are not there any more, and not used up, once the settings speak another method', async () => {
    const { caCertificates } = (await trustingRules()).radius ?? {};
    const speaking = (method: string) =>
      trustingRules({ radius: { caCertificates, serverNames: ['radius.loft.example'], method } });
    await open(pageOf(), await speaking('ttls-pap'));
    const passpoint = (await revealed()).profiles?.find(({ format }) => format === 'passpoint')?.url ?? '';
    await api.close();
    await open(pageOf(), await speaking('peap-mschapv2'));
    expect((await fetched(passpoint)).status).toBe(404);
    expect(api.fake.asked).toEqual([]);
    await api.close();
    await open(pageOf(), await speaking('ttls-pap'));
    expect((await fetched(passpoint)).status).toBe(200);
  });

  it('keep their identifier when an old master key is taken away, so that a new one replaces the old', async () => {
    const older = new Secret(Buffer.alloc(32, 8));
    const known = { id: 'a-1' as never, username: 'ada@members.example', enabled: true, orgUnit: null, notes: '' };
    const directory = { ...knowing().directory, read: () => Promise.resolve(known) };
    const external = { ...knowing(), directory };
    const identifier = async (masterKeys: [Secret<Buffer>, ...Secret<Buffer>[]]) => {
      await open(pageOf(), await trustingRules(), external, masterKeys);
      const { profiles = [] } = await revealed();
      const file = await fetched(profiles.find(({ format }) => format === 'apple')?.url ?? '');
      return /<string>latchkey\.([0-9a-f-]{36})<\/string>/.exec(await file.text())?.[1];
    };
    const before = await identifier([masterKey, older]);
    await api.close();
    expect(before).toBeDefined();
    expect(await identifier([masterKey])).toBe(before);
  });

  it('are not offered where the settings name no RADIUS trust', async () => {
    await open();
    expect((await revealed()).profiles).toEqual([]);
    expect(await (await reveal('text/html')).text()).not.toContain('/profile/');
  });

  it('for Passpoint come with TTLS only', async () => {
    const radius = {
      caCertificates: (await trustingRules()).radius?.caCertificates,
      serverNames: ['radius.loft.example'],
    };
    await open(pageOf(), await trustingRules({ radius: { ...radius, method: 'ttls-pap' } }));
    expect((await revealed()).profiles?.map(({ format }) => format)).toContain('passpoint');
  });

  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)', 'Download the profile'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'Download the profile'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Download the profile'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 9)', 'Download for the geteduroam app'],
    ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)', 'Download the ONC file'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'Download for NetworkManager'],
  ])('for %s come first', async (agent, button) => {
    await open(pageOf(), await trustingRules());
    const response = await api.call('POST', `/w/${token}/reveal`, { headers: { ...html, 'user-agent': agent } });
    const [, first] = /class="button main"[^>]*>([^<]+)</.exec(await response.text()) ?? [];
    expect(first).toBe(button);
  });

  describe('for Windows', () => {
    const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
    const setUp = async (caCertificates: string[]) => {
      await open(pageOf(), await trusting({ caCertificates }));
      return offers(windows);
    };

    it('begin with the certificate of a CA that Windows does not know, and offer the app that brings it along', async () => {
      const text = await setUp([await caPem()]);
      const places = [
        'Trusted Root',
        'application/x-x509-ca-cert',
        '/profile/windows',
        'netsh wlan',
        'app “geteduroam” for Windows',
        '/profile/android',
      ];
      const found = places.map((place) => text.indexOf(place));
      expect(found).toEqual([...found].sort((one, other) => one - other));
      expect(found).not.toContain(-1);
      expect(text).not.toContain('If it does not connect');
    });

    it('begin with the profile where the CA is public, whose certificate Windows gets by itself', async () => {
      const text = await setUp([rootCertificates[0] ?? '']);
      expect(text.indexOf('/profile/windows')).toBeLessThan(text.indexOf('application/x-x509-ca-cert'));
      expect(text).toContain('If it does not connect');
    });

    it('come with the root alone: what stands below it, the server sends', async () => {
      const [windowsPart = ''] = (await setUp([intermediateCa, rootCa])).split('/profile/windows');
      expect(windowsPart.match(/application\/x-x509-ca-cert/g)).toHaveLength(1);
    });

    it('have no link to Settings: Windows installs only what is signed there, and we sign nothing of it', async () => {
      expect(await setUp([await caPem()])).not.toContain('ms-settings');
      const { profiles = [] } = await revealed();
      const url = profiles.find(({ format }) => format === 'windows')?.url ?? '';
      expect((await fetched(url.replace('/windows?', '/provisioning?'))).status).toBe(404);
    });
  });

  describe('that would not work are not offered, and the page says why', () => {
    const android = 'Mozilla/5.0 (Linux; Android 15; Pixel 9)';
    const names = { serverNames: ['radius.loft.example', 'radius.attic.example'] };

    it('at hand first', async () => {
      await open(pageOf(), await trusting(names));
      const text = await offers(android);
      expect(text).toContain('There is no file for Android. The network is set up in a way that');
      expect(text.indexOf('There is no file')).toBeLessThan(text.indexOf('Other devices'));
      expect(text).not.toContain('/profile/android');
      expect((await revealed()).profiles?.map(({ format }) => format)).not.toContain('android');
    });

    it('among the others', async () => {
      await open(pageOf(), await trusting(names));
      const text = await offers('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)');
      expect(text.indexOf('There is no file for Android')).toBeGreaterThan(text.indexOf('Other devices'));
    });

    it('for a password that its member has chosen', async () => {
      const external = knowing({ ...person, customFields: { Wifi: 'correct 🐴 battery' } });
      await open(pageOf(), await trusting({ method: 'ttls-mschapv2' }, { password: 'customField:Wifi' }), external);
      const text = await offers('Mozilla/5.0 (X11; Linux x86_64)');
      expect(text).toContain(
        'There is no file for Linux. Your password is too long for it, or has characters that it gets wrong',
      );
      expect((await revealed()).profiles?.map(({ format }) => format)).toEqual(['apple', 'windows']);
    });
  });
});

/** Rules whose network has this trust. */
async function trusting(trust: object, changes: object = {}) {
  const radius = { caCertificates: [await caPem()], serverNames: ['radius.loft.example'], ...trust };
  return trustingRules({ radius, ...changes });
}

/** The part of the revealed page that sets a device up. */
async function offers(agent: string): Promise<string> {
  const response = await api.call('POST', `/w/${token}/reveal`, { headers: { ...html, 'user-agent': agent } });
  return (await response.text()).split('Type it in by hand')[0] ?? '';
}
