import { spawnSync } from 'node:child_process';
import path from 'node:path';
import fc from 'fast-check';
import { makeProfile } from '../../domain/profiles/make-profile';
import { nextRootCa, passEnd, profileInput, rootCa } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { hostileTo } from './hostile';

const { test } = needing('xmllint');

const schema = path.join(__dirname, 'schema', 'eap-config.xsd');

/** What xmllint says of a document; empty: valid. Without xmllint the tests fail. */
function faults(document: Buffer | string): string {
  const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], {
    input: document,
  });
  if (error) throw error;
  return status === 0 ? '' : stderr.toString();
}

const document = (...[changes]: Parameters<typeof profileInput>): string =>
  makeProfile('android', profileInput(changes)).body.toString();

test.each(['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const)(
  'an .eap-config for %s keeps to the schema',
  (method) => {
    const trust = {
      method,
      caCertificates: [rootCa, nextRootCa],
      serverNames: ['a.wifi.loft.example', 'b.wifi.loft.example'],
    };
    expect(faults(document({ trust }))).toBe('');
    expect(faults(document({ trust, removeAt: passEnd + 1 }))).toBe('');
  },
);

test('so does one with strange names', () => {
  const hostile = hostileTo('android').map((input) => makeProfile('android', input).body);
  fc.assert(
    fc.property(hostile, (file) => {
      expect(faults(file)).toBe('');
    }),
    { numRuns: 15 },
  );
});

test.each([
  [/<CA .*<\/CA>/, ''],
  [/<ServerID>.*<\/ServerID>/, ''],
  [/<OuterIdentity>.*<\/OuterIdentity>/, ''],
  [/(<ServerID>.*<\/ServerID>)/, '$1<CA format="X.509" encoding="base64">AAAA</CA>'],
  [/CCMP/, 'TKIP'],
  [/<Type>1<\/Type>/, '<Type>2</Type>'],
  [/59:00Z/, '59:00.5Z'],
])('the schema does see what is missing or misplaced: %s', (pattern, instead) => {
  const whole = document({ removeAt: passEnd });
  expect(whole).toMatch(pattern);
  expect(faults(whole.replace(pattern, instead))).not.toBe('');
});
