import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What to do when FreeRADIUS or eapol_test is missing. */
export const howToInstall = 'apt-get install freeradius freeradius-rest eapoltest';

/** Folders of programs; servers are often in folders that are not on an ordinary user's PATH. */
function folders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...path, '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
}

/** The first of these programs that is installed, as a path. */
export function findProgram(names: readonly string[], within: readonly string[] = folders()): string | undefined {
  return within.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
