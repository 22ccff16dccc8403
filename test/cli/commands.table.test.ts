import { commands } from '../../cli/commands';
import type { Command } from '../../cli/frame/command';
import { clearScratch, scratch } from '../api/support/scratch';
import { adminToken, serveApi, type ServedApi } from '../api/support/served-api';
import { latchkey } from './support/latchkey';

/** Every command by its words. */
const all: readonly (readonly [words: string, command: Command])[] = commands.flatMap((each) =>
  'commands' in each
    ? each.commands.map((command) => [`${each.name} ${command.name}`, command] as const)
    : [[each.name, each] as const],
);

interface Case {
  /** After the words of the command. */
  given?: string[];
  stdin?: string;
  prepare?: (api: ServedApi) => void;
  /** Where it is not 0. */
  code?: number;
}

/** How each command with --json is tried. */
const cases: Record<string, Case> = {
  login: { given: ['--url', 'URL'], stdin: adminToken },
  logout: {},
  version: {},
};

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
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

  if (command.json === null) return;
  const { json } = command;

  it('prints with --json what its operation answers, and nothing else', async () => {
    const { given = [], stdin, prepare, code = 0 } = cases[words] ?? missing(words);
    prepare?.(api);
    const env = { XDG_CONFIG_HOME: scratch() };
    const all = [...spoken, ...given.map((word) => (word === 'URL' ? api.url : word)), '--json'];
    const ran = await latchkey(all, { api, env, stdin });
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
