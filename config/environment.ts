import { readFileSync } from 'node:fs';
import type { ConfigProblem } from './config-error';

/** Variables whose value may lie in a file, named by `NAME_FILE`, as container secrets do. */
export const MAY_BE_FILES = [
  'NEXUDUS_USERNAME',
  'NEXUDUS_PASSWORD',
  'NEXUDUS_API_KEY',
  'NEXUDUS_API_SECRET',
  'NEXUDUS_WEBHOOK_SECRET',
  'IRONWIFI_API_KEY',
  'SMTP_URL',
  'LATCHKEY_OPERATOR_EMAIL',
  'LATCHKEY_MASTER_KEY',
  'LATCHKEY_ADMIN_TOKEN',
  'LATCHKEY_OIDC_CLIENT_SECRET',
  'TEMPORAL_API_KEY',
];

/** The names that users look for: an API key and its secret are a user name and password for Basic authentication. */
const ALIASES = { NEXUDUS_API_KEY: 'NEXUDUS_USERNAME', NEXUDUS_API_SECRET: 'NEXUDUS_PASSWORD' } as const;

/** Any of these asks for the real systems: an incomplete configuration is refused, not replaced by a sandbox. */
const REAL_SYSTEMS = [
  'NEXUDUS_API_URL',
  'NEXUDUS_URL',
  'NEXUDUS_USERNAME',
  'NEXUDUS_PASSWORD',
  'NEXUDUS_API_KEY',
  'NEXUDUS_API_SECRET',
  'NEXUDUS_WEBHOOK_SECRET',
  'IRONWIFI_API_URL',
  'IRONWIFI_API_KEY',
  'IRONWIFI_COMPANY_ID',
];

export type FlatEnvironment = Record<string, string>;

/** True when nothing in the environment points at a real Nexudus or IronWifi. */
export function wantsSandbox(env: NodeJS.ProcessEnv): boolean {
  return !REAL_SYSTEMS.some((name) => isSet(env[name]) || isSet(env[`${name}_FILE`]));
}

/** The environment as flat strings under their own names: files read, aliases resolved, empty values removed. */
export function readEnvironment(env: NodeJS.ProcessEnv): { values: FlatEnvironment; problems: ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const given = Object.entries(env).filter((entry): entry is [string, string] => isSet(entry[1]));
  const values: FlatEnvironment = Object.fromEntries(given);
  for (const name of MAY_BE_FILES) readFromFile(name, values, problems);
  resolveAliases(values, problems);
  return { values, problems };
}

/** One secret, from the variable of this name or the file that `NAME_FILE` names. Undefined: neither is set. */
export function readSecret(env: NodeJS.ProcessEnv, name: string): { value?: string; problem?: ConfigProblem } {
  const given = [name, `${name}_FILE`].flatMap((each) => (isSet(env[each]) ? [[each, env[each] ?? '']] : []));
  const values: FlatEnvironment = Object.fromEntries(given) as FlatEnvironment;
  const problems: ConfigProblem[] = [];
  readFromFile(name, values, problems);
  return { value: values[name], problem: problems[0] };
}

function readFromFile(name: string, values: FlatEnvironment, problems: ConfigProblem[]): void {
  const fileVariable = `${name}_FILE`;
  const path = values[fileVariable];
  if (path === undefined) return;
  if (values[name] !== undefined) {
    problems.push({ name: fileVariable, message: `is set together with ${name}: set one of them` });
    return;
  }
  try {
    const content = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (isSet(content)) values[name] = content;
    else problems.push({ name: fileVariable, message: `names an empty file: ${path}` });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    problems.push({ name: fileVariable, message: `names a file that cannot be read (${code}): ${path}` });
  }
}

function resolveAliases(values: FlatEnvironment, problems: ConfigProblem[]): void {
  for (const [alias, name] of Object.entries(ALIASES)) {
    if (values[alias] === undefined) continue;
    if (values[name] !== undefined) {
      problems.push({ name: alias, message: `is set together with ${name}, which means the same: set one of them` });
    }
    if (values.NEXUDUS_AUTH === 'bearer') {
      problems.push({ name: 'NEXUDUS_AUTH', message: `must be basic (or unset) with ${alias}` });
    }
    values[name] ??= values[alias];
    values.NEXUDUS_AUTH = 'basic';
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}
