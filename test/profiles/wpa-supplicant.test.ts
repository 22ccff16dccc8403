import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limitsOf, makeProfile } from '../../domain/profiles/make-profile';
import type { ProfileInput } from '../../domain/profiles/profile';
import { profileInput } from '../domain/profiles/builders';
import { needing } from '../support/tools';

const { test } = needing('eapol_test');

const folder = mkdtempSync(join(tmpdir(), 'latchkey-wpa-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What wpa_supplicant's own parser says to a configuration; there is no server to go on with. */
function parsed(configuration: string): string {
  const file = join(folder, 'wpa.conf');
  writeFileSync(file, configuration);
  const options = ['-c', file, '-a', '127.0.0.1', '-p', '9', '-s', 'secret', '-t', '1', '-r', '0'];
  return spawnSync('eapol_test', options, { encoding: 'utf8' }).stdout;
}

const configuration = (input: ProfileInput): string => makeProfile('wpa_supplicant', input).body.toString();
const tooLong = 'Long line in configuration file truncated';
const withPassword = (characters: number) => profileInput({ password: 'é'.repeat(characters) });

test('wpa_supplicant reads the longest line that we hand out, and cuts one off that we do not', () => {
  const longest = configuration(withPassword(497));
  expect(parsed(longest)).not.toMatch(/truncated|Failed to read or parse/);
  expect(limitsOf('wpa_supplicant', withPassword(498))).toContain('cannotCarry');
  expect(parsed(longest.replaceAll(/^\tpassword=/gm, '$&c3a9c3a9c3a9'))).toContain(tooLong);
});
