import { chmodSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** What Latchkey puts into its home. */
const OURS = [
  'access-history.json',
  'admin-token',
  'audit',
  'audit.jsonl',
  'converged',
  'kept-keys.json',
  'logs',
  'master.key',
  'running',
  'sessions.json',
  'settings.jsonl',
  'sandbox',
  'sandbox-settings.yaml',
  'spool',
  'temporal.db',
  'temporal.db-shm',
  'temporal.db-wal',
  'tokens.json',
];
const OTHERS = 0o077;
const STICKY = 0o1000;

/**
 * Closes the home, and what is ours in it, to other users of this machine: an older version, or whoever made the folder, may
 * have left them open. Returns the paths that were. Leaves alone what belongs to another user, and a folder that holds other
 * things and nothing of ours: it may be somebody's home or the system's.
 */
export function closeHome(home: string): string[] {
  const open = openInHome(home);
  open.forEach(closeToOthers);
  return open;
}

/** The paths that `closeHome` would close. */
export function openInHome(home: string): string[] {
  if (process.platform === 'win32') return [];
  const inside = readdirSync(home);
  const ours = OURS.filter((name) => inside.includes(name));
  const isOurs = inside.length === 0 || ours.length > 0;
  return [...(isOurs ? [realpathSync(home)] : []), ...ours.map((name) => join(home, name))].filter(isOpenToOthers);
}

/** Whether other users of this machine may read a file or folder of ours. False for what belongs to another user. */
export function isOpenToOthers(path: string): boolean {
  const entry = lstatSync(path);
  const { mode, uid } = entry;
  if ((mode & OTHERS) === 0 || (mode & STICKY) !== 0 || uid !== process.getuid?.()) return false;
  return entry.isFile() || entry.isDirectory();
}

export function closeToOthers(path: string): void {
  chmodSync(path, lstatSync(path).mode & 0o700);
}
