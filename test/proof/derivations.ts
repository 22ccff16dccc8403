import { spawnSync } from 'node:child_process';
import type { ProfileFormat } from '../../domain/profiles/profile';
import { judgesOf } from '../profiles/judges';
import { findTool, type Tool } from '../support/tools';

/** What of a profile a device trusts, and how it compares names. */
const derivations: Record<ProfileFormat, string> = {
  apple: 'any of the anchors; one of the whole names',
  windows:
    'the roots whose hashes it names, from the store; one of the whole names, although Microsoft calls them regular ' +
    'expressions, in which a dot is any character; name and password are typed',
  android:
    'the app for Android: any of the CAs; the end of the name, of several names their common end, as up to Android 9. ' +
    'Those for Windows and Linux compare whole names',
  passpoint: 'the one CA in the file; the end of the first name',
  chromeos: "any of the CAs; one of the whole names, in the certificate's alternative names",
  networkmanager: 'the first CA, which is all that reaches wpa_supplicant; one of the whole names',
  wpa_supplicant: 'the file itself, one CA after the other',
};

/** Per format: the parsers that were run, the rules that were only read, and the device that was made of a file. */
export function judgesTable(): string {
  const head = ['profile', 'parser (run)', 'rules (read)', 'what a device makes of it'];
  const rows = (Object.keys(derivations) as ProfileFormat[]).map((format) => {
    const judges = judgesOf[format];
    const run = judges.flatMap(({ name, tool }) => (tool === null ? [] : `${name} ${versionOf(tool)}`));
    const read = judges.flatMap(({ rules }) => rules ?? []);
    return [format, run.join(', ') || '–', read.join('; ') || '–', derivations[format]];
  });
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const versionFlags: Partial<Record<Tool, string>> = { nmcli: '--version', xmllint: '--version' };

/** As the program tells it; libxml2 writes 2.9.14 as 20914. */
export function versionOf(tool: Tool): string {
  const { stdout, stderr } = spawnSync(findTool(tool) ?? tool, [versionFlags[tool] ?? '-v'], { encoding: 'utf8' });
  const said = `${stdout}\n${stderr}`;
  const [, major, minor, patch] = /version (\d)(\d\d)(\d\d)$/m.exec(said) ?? [];
  return major === undefined ? (/\d+(\.\d+)+/.exec(said)?.[0] ?? '') : [major, minor, patch].map(Number).join('.');
}
