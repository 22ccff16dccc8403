import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseSettings } from '../domain/settings/settings';
import { LaunchError } from './launch-error';

/** Throws a LaunchError with everything that is wrong with the first settings, as far as it shows without asking Nexudus. */
export function demandGoodSettings(file: string): void {
  const parsed = parseSettings(readYaml(file));
  if (parsed.ok) return;
  const problems = parsed.errors.map(({ path, message }) => `  ${file}: ${path || 'the document'} ${message}`);
  throw new LaunchError(['The settings that LATCHKEY_SETTINGS names cannot be used:', ...problems].join('\n'));
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // The lines below the first repeat the place in the file.
    const [reason = ''] = (error as Error).message.split('\n');
    throw new LaunchError(
      `LATCHKEY_SETTINGS names a file that cannot be read as YAML: ${file}: ${reason.replace(/:$/, '')}`,
    );
  }
}
