import { accessSync, constants, mkdirSync } from 'node:fs';
import { LaunchError } from './launch-error';

/** Makes a folder for what `variable` says where to keep. Throws a LaunchError where that cannot be done or written in. */
export function makeUsableFolder(variable: 'LATCHKEY_HOME' | 'LATCHKEY_CACHE', path: string, mode?: number): void {
  try {
    mkdirSync(path, { recursive: true, mode });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new LaunchError(
      `The folder ${path} cannot be made or written in (${code}): set ${variable} to one that this user may use.`,
    );
  }
}
