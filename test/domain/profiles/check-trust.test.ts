import { rootCertificates } from 'node:tls';
import { resolveTrust } from '../../../domain/profiles/settings';
import { parseSettings } from '../../../domain/settings/settings';
import { at, required } from '../builders';
import { intermediateCa, nextRootCa, orphanCa, rootCa } from './builders';

const serverNames = ['radius.loft.example'];
const privateKey = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\n-----END PRIVATE KEY-----';
/** After the certificates of the builders were made. */
const now = at('2027-01-01T00:00');

/** What is said of a list of CA certificates when it is saved. */
function savedWith(caCertificates: string[], files: Record<string, string | null> = {}, when = now) {
  const parsed = parseSettings({ ...required, radius: { caCertificates, serverNames } });
  if (!parsed.ok) return { errors: parsed.errors, warnings: [], radius: null };
  return resolveTrust(parsed.settings, files, when);
}

describe('a list of CA certificates', () => {
  test.each([
    ['a root', [rootCa]],
    ['a root and what stands below it', [rootCa, intermediateCa]],
    ['the same the other way round', [intermediateCa, rootCa]],
    ['two roots, for a roll-over', [rootCa, nextRootCa]],
    ['one file with both', ['/etc/ca.pem']],
  ])('is good with %s', (_what, entries) => {
    const files = { '/etc/ca.pem': `${intermediateCa}\n${rootCa}` };
    expect(savedWith(entries, files)).toMatchObject({ errors: [], warnings: [] });
  });

  test('without a root is refused, with the root that is missing and where it is', () => {
    expect(savedWith([orphanCa]).errors).toEqual([
      {
        path: 'radius.caCertificates',
        message:
          'holds no root, and devices end a chain at a root only. Add the certificate that signed O=Public Trust, CN=R11: ' +
          'O=Public Trust, CN=Public Root (download http://ca.loft.example/root.crt).',
      },
    ]);
  });

  test('that holds the bundle of a system is refused: any of its CAs could make a false server', () => {
    const path = '/etc/ssl/certs/ca-certificates.crt';
    const [error, ...others] = savedWith([path], { [path]: rootCertificates.slice(0, 7).join('\n') }).errors;
    expect(error?.path).toBe('radius.caCertificates');
    expect(error?.message).toContain('holds 7 certificates, more than 6: ');
    expect(others).toEqual([]);
    expect(savedWith(rootCertificates.slice(0, 6)).errors).toEqual([]);
  });

  test('with a certificate whose root is missing, beside a whole chain, is taken with a warning', () => {
    const { errors, warnings } = savedWith([rootCa, orphanCa]);
    expect(errors).toEqual([]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('no device uses a certificate without its root. Add the certificate that signed');
  });

  test.each([
    [
      'not valid yet',
      '2026-11-26T00:00',
      'is not valid yet (Nov 26 02:12:07 2026 GMT): until then no device takes it.',
    ],
    ['expired', '2126-11-03T00:00', 'has expired (Nov  2 02:12:07 2126 GMT).'],
  ])('with one that is %s is taken with a warning', (_what, when, warning) => {
    const warnings = [`radius.caCertificates.0: O=Loft, CN=Loft Root ${warning}`];
    expect(savedWith([rootCa], {}, at(when))).toMatchObject({ errors: [], warnings });
  });
});

describe('what is no CA certificate is refused, and never repeated', () => {
  const secret = 'MIGHAgEAMBMGByqGSM49AgEG';
  const NO_PATH = 'is neither a CA certificate in PEM form nor the path of a PEM file';
  const NO_KEY = 'holds a private key, which has no place in settings: give the certificates alone';

  test.each<[what: string, entry: string, files: Record<string, string>, message: string]>([
    ['a private key', privateKey, {}, NO_KEY],
    ['a private key beside a certificate', `${rootCa}\n${privateKey}`, {}, NO_KEY],
    ['lines of base64', `${secret}\n${secret}`, {}, NO_PATH],
    ['something else in PEM form', privateKey.replaceAll('PRIVATE', 'PUBLIC'), {}, NO_PATH],
    ['base64 in one line', secret, {}, 'names a file that the worker cannot read'],
    ['the path of a private key', '/ca.key', { '/ca.key': privateKey }, 'holds a private key and no certificate'],
    ['the path of a text', '/ca.txt', { '/ca.txt': secret }, 'holds no certificate in PEM form'],
  ])('%s', (_what, entry, files, message) => {
    const { errors } = savedWith([rootCa, entry], files);
    expect(errors).toEqual([{ path: 'radius.caCertificates.1', message }]);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  test.each<[path: string, changes: object]>([
    ['radius.serverNames.0', { radius: { caCertificates: [rootCa], serverNames: [privateKey] } }],
    ['radius.method', { radius: { caCertificates: [rootCa], serverNames, method: privateKey } }],
    ['radius', { radius: privateKey }],
    ['profileSigning', { profileSigning: privateKey }],
    ['profileSigning.certificate', { profileSigning: { certificate: privateKey, key: '/sign.key' } }],
    ['profileSigning.key', { profileSigning: { certificate: '/sign.pem', key: privateKey } }],
    ['password', { password: privateKey }],
    ['password', { password: secret }],
    ['cutOff', { cutOff: privateKey }],
    ['timeZone', { timeZone: privateKey }],
    ['live', { live: privateKey }],
    ['(a long key)', { [privateKey]: true }],
  ])('a key in the place of %s', (path, changes) => {
    const parsed = parseSettings({ ...required, ...changes });
    const errors = parsed.ok ? [] : parsed.errors;
    expect(errors.map((error) => error.path)).toEqual([path]);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });
});
