import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { ProblemError } from '../../contracts/api/client';
import { changesBetween, type Change } from '../../domain/settings/changes';
import { type Mistake, toYaml, YamlText } from '../../domain/settings/yaml-text';
import { value } from './command';
import type { Context } from './context';
import type { Output } from './output';
import { usage } from './trouble';

export const fileArgument = value('FILE', 'the settings as YAML; - is stdin', z.string({ error: 'is missing' }));

const VERSION = /^# Latchkey settings, version (\d{1,9})\b/;

/** The text of a file of settings. Its first line says which version it was taken from, so that `push` overwrites no later one. */
export const fileOf = (settings: unknown, version: number): string =>
  `# Latchkey settings, version ${version}\n${toYaml(settings)}`;

export interface SettingsFile {
  name: string;
  settings: Record<string, unknown>;
  /** The version that it was pulled from; null: it does not say. */
  version: number | null;
  yaml: YamlText;
}

/** Throws a Trouble that names the lines where it is no YAML of settings. */
export async function readSettingsFile({ world }: Context, name: string): Promise<SettingsFile> {
  const content = name === '-' ? await text(world.stdin) : contentOf(name);
  const yaml = new YamlText(content);
  if (yaml.settings === null || yaml.mistakes.length > 0) throw wrong(name, yaml.mistakes);
  const version = VERSION.exec(content)?.[1];
  return { name, settings: yaml.settings, version: version === undefined ? null : Number(version), yaml };
}

function contentOf(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    throw usage(
      `The file cannot be read: ${(error as Error).message}`,
      'latchkey settings pull --output FILE makes one.',
    );
  }
}

const wrong = (name: string, mistakes: readonly Mistake[]) =>
  usage(
    `${name} does not hold settings.`,
    'Put these right; docs/configuration.md has all settings.',
    mistakes.map(({ line, message }) => (line === null ? message : `line ${line}: ${message}`)),
  );

/** Has the API check or save a file; what it does not like is told with the lines of the file. */
export async function withLines<Answer>({ name, yaml }: SettingsFile, sent: Promise<Answer>): Promise<Answer> {
  try {
    return await sent;
  } catch (error) {
    const errors = error instanceof ProblemError ? (error.problem?.errors ?? []) : [];
    throw errors.length === 0
      ? error
      : wrong(
          name,
          errors.map((each) => yaml.mistakeAt(each)),
        );
  }
}

/** What saving a document would change. */
export const changesTo = (saved: unknown, settings: unknown): Change[] => changesBetween(saved ?? {}, settings);

/** A change a line, as diff has them. */
export function showChanges(changes: readonly Pick<Change, 'path' | 'was' | 'is'>[], output: Output): void {
  for (const { path, was, is } of changes) {
    const key = path.join('.');
    if (was !== undefined) output.line(output.bad(`- ${key}: ${JSON.stringify(was)}`));
    if (is !== undefined) output.line(output.good(`+ ${key}: ${JSON.stringify(is)}`));
  }
}
