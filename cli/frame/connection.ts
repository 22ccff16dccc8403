import { readFileSync } from 'node:fs';
import { homeFolder, ownUrl, readSecret, Variables } from '../../config';
import { adminTokenIn, localApi } from '../../launch/plan';
import { loginFile, readLogin } from './login-file';
import { type Caller, Trouble, usage } from './trouble';

/** Where the API is and who calls; the token is for the header alone. */
export interface Connection extends Caller {
  token: string;
}

const HOW = 'Set LATCHKEY_TOKEN or LATCHKEY_TOKEN_FILE, or run latchkey login.';

/**
 * Which API a command talks to: `--url`, LATCHKEY_URL, the login that is kept, or the system of this machine, in this order. A
 * token goes only where it was meant for: that of a login to the login's address, that of this machine to this machine.
 * Throws a Trouble where something is missing or wrong.
 */
export function connect(env: NodeJS.ProcessEnv, urlOption: string | undefined): Connection {
  const local = localAddress(env);
  const login = readLogin(env);
  const given = urlOption ?? (env.LATCHKEY_URL || undefined);
  const url = given === undefined ? (login?.url ?? local) : addressFrom(given, urlOption === undefined);
  const isLocal = url === local;
  const { value, problem } = readSecret(env, 'LATCHKEY_TOKEN');
  if (problem !== undefined) throw usage(`${problem.name} ${problem.message}`, HOW);
  if (value !== undefined) {
    const tokenFrom = env.LATCHKEY_TOKEN ? 'LATCHKEY_TOKEN' : `LATCHKEY_TOKEN_FILE (${env.LATCHKEY_TOKEN_FILE})`;
    return { url, token: tokenFor(value, tokenFrom), tokenFrom, isLocal };
  }
  if (login?.url === url) return { url, token: login.token, tokenFrom: loginFile(env), isLocal };
  if (isLocal) return { url, ...localToken(env), isLocal };
  throw new Trouble('There is no token for this API.', { where: url, todo: HOW, code: 'noToken', exitCode: 2 });
}

/** One that fits into a header: fetch prints a header that does not, with the token in it. Throws a Trouble. */
export function tokenFor(given: string, from: string): string {
  const token = given.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw usage(`${from} is no token: it has blanks, more than one line, or characters that no token has.`, HOW);
}

/** An address that a token may be sent to. @param fromEnv whether LATCHKEY_URL has named it, and not `--url` */
export function addressFrom(given: string, fromEnv = false): string {
  const parsed = ownUrl().safeParse(given);
  if (parsed.success) return parsed.data;
  const name = fromEnv ? 'LATCHKEY_URL' : 'The address';
  throw usage(`${name} ${parsed.error.issues[0]?.message}.`, 'An address looks like https://wifi.example.com.');
}

/** Where `latchkey up` of this machine, with these variables, has its API. */
export function localAddress(env: NodeJS.ProcessEnv): string {
  const given = { LATCHKEY_HOST: env.LATCHKEY_HOST || undefined, LATCHKEY_PORT: env.LATCHKEY_PORT || undefined };
  const parsed = Variables.pick({ LATCHKEY_HOST: true, LATCHKEY_PORT: true }).safeParse(given);
  if (parsed.data === undefined) throw usage(`LATCHKEY_PORT ${parsed.error?.issues[0]?.message}.`, 'Put it right.');
  return localApi({ config: { host: parsed.data.LATCHKEY_HOST, port: parsed.data.LATCHKEY_PORT } });
}

function localToken(env: NodeJS.ProcessEnv): { token: string; tokenFrom: string } {
  const { value, problem } = readSecret(env, 'LATCHKEY_ADMIN_TOKEN');
  if (problem !== undefined) throw usage(`${problem.name} ${problem.message}`, HOW);
  if (value !== undefined) return { token: tokenFor(value, 'LATCHKEY_ADMIN_TOKEN'), tokenFrom: 'LATCHKEY_ADMIN_TOKEN' };
  const file = adminTokenIn(homeFolder(env));
  try {
    return { token: readFileSync(file, 'utf8').trim(), tokenFrom: file };
  } catch {
    throw new Trouble('There is no token for the system of this machine yet.', {
      where: file,
      todo: `latchkey up makes one. For another system: ${HOW}`,
      code: 'noToken',
      exitCode: 2,
    });
  }
}
