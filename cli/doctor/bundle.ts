import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { MAY_BE_FILES, readSecret } from '../../config';
import { adminTokenIn, foresee } from '../../launch/plan';
import type { Context } from '../frame/context';
import { readLogin } from '../frame/login-file';
import { ownVersion } from '../frame/own-version';
import { usage } from '../frame/trouble';
import type { Machine } from './machine';
import { OwnWords } from './own-words';
import type { DoctorCheck } from './report';

/** Throws where something is there already: nothing is overwritten. */
export function demandNoFile(file: string): void {
  if (existsSync(file)) throw usage(`There is a file of this name already: ${file}`, 'Name another one.');
}

/** Writes what somebody needs who helps from afar, for its owner alone: nothing about persons, and no secret. */
export async function writeBundle(
  file: string,
  context: Context,
  machine: Machine,
  checks: readonly DoctorCheck[],
): Promise<void> {
  const { env, progress } = context;
  progress.say('Writing the support file');
  const words = new OwnWords(secretsOf(env));
  const { home, cache } = foresee(env);
  const bundle = {
    madeAt: new Date(machine.now()).toISOString(),
    versions: { latchkey: ownVersion(), node: machine.node },
    system: {
      ...{ platform: platform(), release: release(), arch: arch(), cpus: cpus().length },
      memory: { total: totalmem(), available: machine.availableBytes() },
      free: { home: machine.freeBytes(home), cache: machine.freeBytes(cache) },
    },
    variables: Object.keys(env).filter((name) => OURS.test(name) && env[name]),
    checks: words.filter(checks),
    health: words.filter(await health(context).catch(() => null)),
    counts: await counts(context).catch(() => null),
    logs: logsOf(join(home, 'logs'), words),
  };
  writeFileSync(file, `${JSON.stringify(bundle, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
}

/** Names of variables that say something of Latchkey. */
const OURS = /^(?:(?:LATCHKEY|NEXUDUS|IRONWIFI|TEMPORAL|SANDBOX|SMTP|MAIL)_[A-Z_]+|NODE_[A-Z_]+|(?:HTTPS?|NO)_PROXY)$/;

/** Whatever this process can know of them. */
function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const values = [...MAY_BE_FILES, 'LATCHKEY_TOKEN', 'MAIL_FROM'].flatMap((name) => readSecret(env, name).value ?? []);
  const adminToken = adminTokenIn(foresee(env).home);
  return [
    ...values.flatMap((value) => [value, ...value.split(/[,:/@\s]+/)]),
    ...(existsSync(adminToken) ? [readFileSync(adminToken, 'utf8').trim()] : []),
    ...(tryLogin(env) ?? []),
  ];
}

function tryLogin(env: NodeJS.ProcessEnv): string[] | null {
  try {
    const login = readLogin(env);
    return login === null ? null : [login.token];
  } catch {
    return null;
  }
}

/** Rejects also where there is no token to ask with. */
const health = async ({ api }: Context): Promise<object> => api.readHealth();

/** A hundred members a page. */
const MOST_PAGES = 100;

async function counts({ api }: Context): Promise<object> {
  const { holds } = await api.listHolds();
  const members: string[] = [];
  for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page++) {
    const list = await api.listMembers({ query: { page: String(page) } });
    pages = list.pages;
    members.push(...list.members.map(({ status }) => status ?? 'none'));
  }
  return { members: tally(members), holds: tally(holds.map(({ state }) => state)) };
}

function tally(words: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const word of words) found[word] = (found[word] ?? 0) + 1;
  return found;
}

const LINES = 100;

/** The last lines of each log. */
function logsOf(folder: string, words: OwnWords): Record<string, unknown[]> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^[a-z]+\.log$/.test(name)) : [];
  return Object.fromEntries(
    names.map((name) => [name, lastLines(join(folder, name)).map((line) => shown(line, words))]),
  );
}

const lastLines = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .slice(-LINES);

function shown(line: string, words: OwnWords): unknown {
  try {
    return words.filter(JSON.parse(line));
  } catch {
    return words.text(line);
  }
}
