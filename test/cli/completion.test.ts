import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../cli/commands';
import { dashed } from '../../cli/frame/command';
import { clearScratch, scratch } from '../api/support/scratch';
import { latchkey } from './support/latchkey';
import { needing } from '../support/tools';

afterEach(clearScratch);

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout } = await latchkey(['completion', shell]);
  expect(code).toBe(0);
  const file = join(scratch(), `latchkey.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

/** What bash offers for the last of these words. */
function offered(script: string, ...words: string[]): string[] {
  const line = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', line, 'bash', script, 'latchkey', ...words], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

it('completes commands, what belongs to them, options and their values in bash', async () => {
  const script = await scriptOf('bash');
  expect(offered(script, 're')).toEqual(['resend', 'rotate', 'retry'].filter((word) => word.startsWith('re')));
  expect(offered(script, 'holds', '')).toEqual(['list', 'show', 'approve', 'reject']);
  expect(offered(script, 'sync', '--d')).toEqual(['--dry-run']);
  expect(offered(script, 'sync', '--member', '1001', '--')).toContain('--dry-run');
  expect(offered(script, 'tokens', 'create', 'x', '--role', '')).toEqual(['viewer', 'desk', 'admin']);
  expect(offered(script, 'completion', 'f')).toEqual(['fish']);
});

it.each(['bash', 'zsh', 'fish'])('knows every command and option in %s', async (shell) => {
  const { stdout } = await latchkey(['completion', shell]);
  for (const each of commands)
    for (const { name, options } of 'commands' in each ? each.commands : [each]) {
      expect(stdout).toContain(name);
      for (const option of Object.keys(options))
        expect(stdout).toContain(shell === 'fish' ? `--long-option ${dashed(option).slice(2)} ` : dashed(option));
    }
});

const taken = async (shell: string): Promise<void> => {
  const ran = spawnSync(shell, ['-n', await scriptOf(shell)], { encoding: 'utf8' });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
};
test('is a script that bash takes', () => taken('bash'));
needing('zsh').test('is a script that zsh takes', () => taken('zsh'));
needing('fish').test('is a script that fish takes', () => taken('fish'));

needing('fish').test('has fish offer the same', async () => {
  const script = await scriptOf('fish');
  const ask = (line: string) =>
    execFileSync('fish', ['-N', '-c', `source ${script}; complete --do-complete "${line}"`], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((found) => found.split('\t')[0]);
  expect(ask('latchkey ho')).toEqual(['holds']);
  expect(ask('latchkey holds ').sort()).toEqual(['approve', 'list', 'reject', 'show']);
  expect(ask('latchkey sync --d')).toEqual(['--dry-run']);
  expect(ask('latchkey tokens create x --role ').sort()).toEqual(['admin', 'desk', 'viewer']);
});
