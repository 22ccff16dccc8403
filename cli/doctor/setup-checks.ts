import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { closeToOthers, isOpenToOthers, MAY_BE_FILES } from '../../config';
import { count, failed, listed, ok, skipped, warning } from '../../contracts/api/diagnosis';
import { loginFile } from '../frame/login-file';
import { ownVersion } from '../frame/own-version';
import type { Around, Finding, MachineCheck } from './machine-check';

/** What is installed here, and how it is configured. */
export const setupChecks: readonly MachineCheck[] = [
  { id: 'node', title: 'Node.js', besideApi: false, look: node },
  { id: 'configuration', title: 'Configuration', besideApi: true, look: configuration },
  { id: 'settingsFile', title: 'File of the first settings', besideApi: true, look: settingsFile },
  { id: 'secretFiles', title: 'Modes of files with secrets', besideApi: false, look: secretFiles },
  { id: 'api', title: 'API', besideApi: false, look: api },
  { id: 'version', title: 'Version', besideApi: false, look: version },
];

/** The first that can require ES modules, of which some dependencies consist. */
const LEAST_NODE = [20, 19] as const;

function node({ machine }: Around): Finding {
  const [major = 0, minor = 0] = machine.node.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok(`Version ${machine.node}.`);
  return failed(
    `This is Node.js ${machine.node}; Latchkey needs ${LEAST_NODE.join('.')} or newer.`,
    'Install a newer Node.js (https://nodejs.org), then start Latchkey again.',
  );
}

function configuration({ foreseen: { problems, sandbox } }: Around): Finding {
  if (problems.length === 0)
    return ok(sandbox === null ? 'It is complete.' : 'No real system is named: Latchkey runs with its own sandbox.');
  const named = problems.map(({ name, message }) => `${name} ${message}`);
  return failed(
    `${count(problems.length, 'variable')} missing or wrong: ${named.join('; ')}.`,
    `Put ${problems.length === 1 ? 'it' : 'them'} right in .env or the environment; docs/configuration.md describes each.`,
  );
}

function settingsFile({ foreseen: { config, settingsProblem } }: Around): Finding {
  if (settingsProblem !== null)
    return failed(
      settingsProblem.replace(/\s*\n\s*/g, ' '),
      'Put it right; docs/configuration.md says what may stand in settings.',
    );
  if (config?.settingsFile) return ok(`${config.settingsFile} can be used.`);
  return skipped('LATCHKEY_SETTINGS names no file.');
}

function secretFiles({ machine, env }: Around): Finding {
  const named = MAY_BE_FILES.flatMap((name) => env[`${name}_FILE`] ?? []);
  const others = [loginFile(env), ...(machine.root === null ? [] : [join(machine.root, '.env')])];
  const files = [...new Set([...named, ...others])].filter((file) => existsSync(file));
  const open = process.platform === 'win32' ? [] : files.filter(isOpenToOthers);
  if (open.length === 0) return ok(`${count(files.length, 'file')} with secrets; none is open to others.`);
  return {
    ...warning(
      `Other users of this machine can read ${listed(open)}.`,
      `latchkey doctor --fix closes ${open.length === 1 ? 'it' : 'them'} (chmod 600).`,
    ),
    fix: { done: `Closed to other users: ${open.join(', ')}`, run: () => open.forEach(closeToOthers) },
  };
}

function api({ api: { url, isLocal, version, trouble }, foreseen }: Around): Finding {
  if (trouble === null) return ok(`It answers at ${url ?? 'its address'}, and takes the token.`);
  // its API makes the spool's folder at the first start
  if (isLocal && version === null && !existsSync(join(foreseen.home, 'spool')))
    return skipped('Latchkey has not run here yet: latchkey up starts it.');
  return failed(`${trouble.message}${url === null ? '' : ` Its address: ${url}.`}`, trouble.todo);
}

function version({ api: { version } }: Around): Finding {
  if (version === null) return skipped('The API does not answer.');
  const own = ownVersion();
  if (version === own) return ok(`Command line and API are ${own}.`);
  return warning(
    `The command line is ${own}, and the API is ${version}.`,
    'Bring both to the same version; restart the API if it has been upgraded.',
  );
}

const Document = z.object({ info: z.object({ title: z.literal('Latchkey'), version: z.string() }) });
export const DOCUMENT_PATH = '/api/v1/openapi.json';

/** The version in the API's own description; null: this is something else. */
export function versionIn(body: string): string | null {
  try {
    return Document.parse(JSON.parse(body)).info.version;
  } catch {
    return null;
  }
}
