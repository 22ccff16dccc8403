import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { replaceFile, userConfigFolder } from '../../config';
import { usage } from './trouble';

const Login = z.strictObject({ url: z.string(), token: z.string() });
type Login = z.infer<typeof Login>;

/** What `latchkey login` keeps, readable by its owner alone. */
export const loginFile = (env: NodeJS.ProcessEnv): string => join(userConfigFolder(env), 'login.json');

/** Null: nobody has logged in. */
export function readLogin(env: NodeJS.ProcessEnv): Login | null {
  const file = loginFile(env);
  if (!existsSync(file)) return null;
  try {
    // a copy, or an archive, may have opened it to others
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return Login.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw usage(
      `The login that is kept cannot be read: ${file}`,
      'Log in again with latchkey login, or out with latchkey logout.',
    );
  }
}

export async function keepLogin(env: NodeJS.ProcessEnv, login: Login): Promise<void> {
  mkdirSync(dirname(loginFile(env)), { recursive: true, mode: 0o700 });
  await replaceFile(loginFile(env), `${JSON.stringify(login, null, 2)}\n`);
}

export const forgetLogin = (env: NodeJS.ProcessEnv): void => rmSync(loginFile(env), { force: true });
