import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Env = NodeJS.ProcessEnv;

/** Where state lives (databases, keys, logs): `LATCHKEY_HOME`, else a folder below the user's data folder. */
export function homeFolder(env: Env): string {
  return env.LATCHKEY_HOME ? resolve(env.LATCHKEY_HOME) : join(userDataFolder(env), 'latchkey');
}

/** Where replaceable files live (server binaries): `LATCHKEY_CACHE`, else a folder below the user's cache folder. */
export function cacheFolder(env: Env): string {
  return env.LATCHKEY_CACHE ? resolve(env.LATCHKEY_CACHE) : join(userCacheFolder(env), 'latchkey');
}

/** Where the command line keeps what its user has told it once: a folder below the user's configuration folder. */
export function userConfigFolder(env: Env): string {
  const folder = process.platform === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME;
  return join(folder || join(homedir(), '.config'), 'latchkey');
}

function userDataFolder(env: Env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  return env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}

function userCacheFolder(env: Env): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return join(userDataFolder(env), 'Cache');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
