import { commands } from '../../cli/commands';
import type { Command } from '../../cli/frame/command';
import { clearScratch, scratch } from '../api/support/scratch';
import { adminToken, type ServedApi } from '../api/support/served-api';
import { latchkey } from './support/latchkey';
import { drafted, serveSpace, settingsFile } from './support/space';

/** Every command by its words. */
const all: readonly (readonly [words: string, command: Command])[] = commands.flatMap((each) =>
  'commands' in each
    ? each.commands.map((command) => [`${each.name} ${command.name}`, command] as const)
    : [[each.name, each] as const],
);

interface Case {
  /** After the words of the command; URL and FILE are those of the API and of a file of settings. */
  given?: string[] | ((api: ServedApi) => Promise<string[]>);
  stdin?: string;
  /** Where it is not 0. */
  code?: number;
}

const idOfNewToken = async (api: ServedApi): Promise<string[]> => {
  const made = await api.admin('POST', '/tokens', { name: 'Front desk', role: 'desk' });
  return [((await made.json()) as { id: string }).id];
};
const olderVersion = async (api: ServedApi): Promise<string[]> => {
  await api.admin('PUT', '/settings', drafted, { 'if-match': '*' });
  return ['3', '--yes'];
};

/** How each command with --json is tried. */
const cases: Record<string, Case> = {
  login: { given: ['--url', 'URL'], stdin: adminToken },
  // the fakes are not well
  doctor: { code: 1 },
  logout: {},
  probe: { given: ['--show'] },
  members: { given: ['ada', '--status', 'none'] },
  explain: { given: ['byron'] },
  resend: { given: ['1001'] },
  rotate: { given: ['1001'] },
  override: { given: ['1001', '--access', 'block', '--until', '2h', '--reason', 'asked to leave'] },
  retry: { given: ['1001'] },
  erase: { given: ['1001', '--reason', 'request of today', '--yes'] },
  sync: { code: 4 },
  'holds list': {},
  'holds show': { given: ['12'] },
  'holds approve': { given: ['12', '--members', '1001', '--yes'] },
  'holds reject': { given: ['12', '--reason', 'a mistake'] },
  plan: { given: ['FILE'], code: 3 },
  apply: { given: ['FILE', '--auto-approve'] },
  'settings pull': {},
  'settings push': { given: ['FILE'] },
  'settings history': {},
  'settings revert': { given: olderVersion },
  'webhooks install': { given: ['--dry-run'], code: 3 },
  'webhooks status': {},
  'tokens list': {},
  'tokens create': { given: ['Front desk', '--role', 'desk', '--expires', '30d'] },
  'tokens revoke': { given: idOfNewToken },
  audit: { given: ['--from', '1d'] },
  version: {},
};

/** They go on until Ctrl-C, and are tried by tests of their own. */
const endless = ['events'];

let api: ServedApi;
beforeEach(async () => (api = await serveSpace()));
afterEach(async () => {
  await api.close();
  clearScratch();
});

describe.each(all)('latchkey %s', (words, command) => {
  const spoken = words.split(' ');

  it('explains itself, with an example', async () => {
    const { code, stdout } = await latchkey([...spoken, '--help']);
    expect(code).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`${command.summary}.`);
    expect(stdout).toContain(`Examples:\n  $ latchkey ${words}`);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/);
  });

  it('names the nearest option for one that it does not have', async () => {
    const { code, stdout, stderr } = await latchkey([...spoken, '--hepl']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("Unknown option '--hepl'");
    expect(stderr).toContain('--help');
  });

  it('gives examples that it takes', () => {
    const known = ['--help', '--json', '--url', ...Object.keys(command.options).map(dashed)];
    for (const [line] of command.examples)
      expect(known).toEqual(expect.arrayContaining([...line.matchAll(/(?<= )--[a-z-]+/g)].map(([option]) => option)));
  });

  if (command.json === null || endless.includes(words)) return;
  const { json } = command;

  it('prints with --json what its operation answers, and nothing else', async () => {
    const { given = [], stdin, code = 0 } = cases[words] ?? missing(words);
    const placed = (word: string) => ({ URL: api.url, FILE: settingsFile() })[word] ?? word;
    const more = Array.isArray(given) ? given.map(placed) : await given(api);
    const env = { XDG_CONFIG_HOME: scratch() };
    const ran = await latchkey([...spoken, ...more, '--json'], { api, env, stdin });
    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: '' });
    ran.json(json);
  });
});

it('tries no command that there is not', () => {
  expect(Object.keys(cases).filter((words) => !all.some(([known]) => known === words))).toEqual([]);
});

const dashed = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function missing(words: string): never {
  throw new Error(`latchkey ${words} needs a case in this test`);
}
