import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { makeProfile } from '../../domain/profiles/make-profile';
import { nextRootCa, profileInput, rootCa } from '../domain/profiles/builders';
import { needing } from '../support/tools';
import { hostileTo } from './hostile';
import { readProfile } from './readers';
import { parseKeyfile } from './readers/networkmanager';

const { test } = needing('nmcli');

/** NetworkManager's own parser and writer, without a daemon. It drops keys that it does not know without a word. */
const throughNetworkManager = (file: Buffer): Buffer =>
  execFileSync('nmcli', ['--offline', 'connection', 'modify', 'connection.autoconnect', 'yes'], { input: file });

const keysOf = (file: Buffer): string[] =>
  [...parseKeyfile(file.toString())].flatMap(([section, entries]) =>
    [...entries.keys()].map((key) => `${section}.${key}`),
  );

test.each(['peap-mschapv2', 'ttls-pap', 'ttls-mschapv2'] as const)(
  'NetworkManager keeps every key of ours (%s)',
  (method) => {
    const input = profileInput({ trust: { method, caCertificates: [rootCa, nextRootCa] } });
    const ours = makeProfile('networkmanager', input).body;
    const theirs = throughNetworkManager(ours);
    expect(keysOf(ours).filter((key) => !keysOf(theirs).includes(key))).toEqual([]);
    for (const [section, entries] of parseKeyfile(ours.toString()))
      expect(Object.fromEntries(parseKeyfile(theirs.toString()).get(section) ?? [])).toMatchObject(
        Object.fromEntries(entries),
      );
  },
);

test('NetworkManager reads strange names as we mean them', () => {
  fc.assert(
    fc.property(hostileTo('networkmanager'), (input) => {
      const ours = makeProfile('networkmanager', input).body;
      expect(readProfile({ format: 'networkmanager', file: throughNetworkManager(ours) })).toEqual(
        readProfile({ format: 'networkmanager', file: ours }),
      );
    }),
    { numRuns: 20 },
  );
});
