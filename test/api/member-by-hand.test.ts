import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { Rules } from '../../domain/settings/rules';
import { settingsDocument } from './support/fake-gateways';
import { caPem, knowing, link, member, pageOf, tokenOf, trustingRules } from './support/member-visit';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
afterEach(() => api.close());

/** The fold of the revealed page that is for who types it in. */
async function byHand(rules: Rules, language = 'en'): Promise<string> {
  api = await serveApi({ external: knowing() });
  api.fake.document = { ...settingsDocument(), resolved: rules };
  api.fake.memberPages.set(member, pageOf());
  const path = `/w/${tokenOf(link)}/reveal?lang=${language}`;
  const response = await api.call('POST', path, { headers: { accept: 'text/html' } });
  // the steps for Windows, in the set-up, are a list too
  return /.*(<ol>.*<\/ol>)/s.exec(await response.text())?.[1] ?? '';
}

const trusting = (caCertificates: string[]) =>
  trustingRules({ radius: { caCertificates, serverNames: ['a.loft.example', 'b.loft.example'], method: 'ttls-pap' } });

const downloads = (text: string): string[] =>
  [...text.matchAll(/href="data:application\/x-x509-ca-cert;base64,([^"]+)" download="[\w-]+\.crt"/g)].map(
    ([, content = '']) => new X509Certificate(Buffer.from(content, 'base64')).fingerprint256,
  );

const [publicRoot = ''] = rootCertificates;

describe('help to type it in by hand', () => {
  it('goes step by step, with the exact names of the servers and all that a device asks for', async () => {
    const text = await byHand(await trusting([await caPem()]));
    for (const word of [
      '<code>a.loft.example;b.loft.example</code>',
      'Loft Members',
      'TTLS',
      'PAP',
      'ada@members.example',
    ])
      expect(text).toContain(word);
  });

  it.each([
    ['en', 'Use system certificates'],
    ['de', 'Systemzertifikate verwenden'],
    ['es', 'Usar certificados del sistema'],
    ['fr', 'Utiliser les certificats système'],
  ])('begins with the certificate of a CA that no device knows (%s)', async (language, system) => {
    const text = await byHand(await trusting([await caPem()]), language);
    expect(downloads(text)).toEqual([new X509Certificate(await caPem()).fingerprint256]);
    for (const platform of ['Android', 'iPhone', 'Windows', 'ChromeOS', 'Linux']) expect(text).toContain(platform);
    expect(text).not.toContain(system);
  });

  it('tells to add a network that hides its name', async () => {
    const hidden = await trustingRules({ hiddenSsid: true, radius: (await trusting([await caPem()])).radius });
    expect(await byHand(hidden)).toContain('This network hides its name: add it by hand');
    await api.close();
    expect(await byHand(await trusting([await caPem()]))).not.toContain('hides its name');
  });

  it('leaves that out for a CA that every device brings with it', async () => {
    const text = await byHand(await trusting([publicRoot]));
    expect(text).toContain('Use system certificates');
    expect(downloads(text)).toEqual([]);
  });

  it('offers both certificates while a CA of one’s own takes the place of a public one', async () => {
    expect(downloads(await byHand(await trusting([publicRoot, await caPem()])))).toHaveLength(2);
  });
});
