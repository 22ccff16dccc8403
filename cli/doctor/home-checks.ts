import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closeHome, openInHome } from '../../config';
import { count, failed, listed, ok, skipped, unknown, warning } from '../../contracts/api/diagnosis';
import { keptKeys, masterKeyIds } from './kept-keys';
import { type Around, detailOf, type Finding, type MachineCheck } from './machine-check';

/** The home folder, and what this machine has for it. */
export const homeChecks: readonly MachineCheck[] = [
  { id: 'homeFolder', title: 'Home folder', besideApi: true, look: homeFolder },
  { id: 'homeModes', title: 'Modes of the home folder', besideApi: true, look: homeModes },
  { id: 'disk', title: 'Disk', besideApi: true, look: disk },
  { id: 'memory', title: 'Memory', besideApi: true, look: memory },
  { id: 'masterKey', title: 'Copy of the master key', besideApi: true, look: masterKey },
  { id: 'oneApi', title: 'One API on this home', besideApi: true, look: oneApi },
];

function homeFolder({ foreseen: { home } }: Around): Finding {
  if (!existsSync(home)) return skipped(`${home} is not there yet: the first start makes it.`);
  if (!statSync(home).isDirectory())
    return failed(`${home} is not a folder.`, 'Set LATCHKEY_HOME to a folder of the user that runs Latchkey.');
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok(`${home} can be written in.`);
  } catch (error) {
    return failed(
      `${home} cannot be written in (${detailOf(error)}).`,
      'Give it to the user that runs Latchkey, or set LATCHKEY_HOME to a folder of that user.',
    );
  }
}

function homeModes({ foreseen: { home } }: Around): Finding {
  if (!existsSync(home)) return skipped(`${home} is not there yet.`);
  let open: string[];
  try {
    open = openInHome(home);
  } catch (error) {
    return unknown(`${home} cannot be read (${detailOf(error)}).`, 'See the check of the home folder.');
  }
  if (open.length === 0) return ok('It is closed to other users of this machine.');
  return {
    ...warning(
      `Other users of this machine can read ${listed(open)}.`,
      'latchkey doctor --fix closes it, and so does the next start.',
    ),
    fix: { done: `Closed to other users: ${open.join(', ')}`, run: () => void closeHome(home) },
  };
}

const MB = 1024 * 1024;
/** Below this the API says so, too: it soon keeps no webhook. */
const FULL_BYTES = 200 * MB;
const LITTLE_BYTES = 1024 * MB;

function disk({ machine, foreseen: { home, cache } }: Around): Finding {
  const folders = [...new Set([home, cache])].map((folder) => ({ folder, free: machine.freeBytes(folder) }));
  const shown = (some: typeof folders) => listed(some.map(({ folder, free }) => `${folder} (${megabytes(free)} left)`));
  const little = folders.filter(({ free }) => free < LITTLE_BYTES);
  if (little.length === 0) return ok(`${shown(folders)}.`);
  const evidence = `There is little room for ${shown(little)}.`;
  const todo = 'Make room, or set LATCHKEY_HOME and LATCHKEY_CACHE to another disk: without room no webhook is kept.';
  return little.some(({ folder, free }) => folder === home && free < FULL_BYTES)
    ? failed(evidence, todo)
    : warning(evidence, todo);
}

const LITTLE_MEMORY_BYTES = 256 * MB;

function memory({ machine }: Around): Finding {
  const bytes = machine.availableBytes();
  if (bytes >= LITTLE_MEMORY_BYTES) return ok(`${megabytes(bytes)} are available.`);
  return warning(`${megabytes(bytes)} are available.`, 'Give this machine more memory, or end what else uses it.');
}

const megabytes = (bytes: number): string => `${Math.floor(bytes / MB)} MB`;

function masterKey({ env, foreseen: { home, sandbox } }: Around): Finding {
  if (sandbox !== null) return skipped('The sandbox makes its own, and nobody needs it elsewhere.');
  const ids = masterKeyIds(env);
  if (ids === null) return skipped('LATCHKEY_MASTER_KEY cannot be read: see the configuration.');
  const kept = keptKeys(home);
  const unkept = ids.filter((id) => !kept.some((key) => key.id === id));
  if (unkept.length === 0) return ok(`A copy is kept elsewhere of ${listed(ids)}, as somebody has said.`);
  return warning(
    `Nobody has said that a copy of master ${unkept.length === 1 ? 'key' : 'keys'} ${listed(unkept)} is kept elsewhere. Who loses it loses every WiFi password that was made from it.`,
    'Put a copy where this machine is not, such as a password manager, then run latchkey doctor --key-is-kept.',
  );
}

function oneApi({ machine, api, foreseen: { home } }: Around): Finding {
  const spool = join(existsSync(home) ? realpathSync(home) : home, 'spool');
  const [locks, logs] = [`${spool}/hints.jsonl.lock`, `${spool}/hints.jsonl`].map((file) => machine.holders(file));
  if (!locks || !logs) return skipped('This system does not say which process has which file open.');
  const processes = [...new Set([...locks, ...logs])].sort((a, b) => a - b);
  if (processes.length > 1)
    return failed(
      `${count(processes.length, 'process', 'processes')} have the spool of ${home} open: ${listed(processes.map(String))}.`,
      'End all but one: each API needs a LATCHKEY_HOME of its own, on a disk of this machine.',
    );
  if (processes.length === 1 && api.version === null)
    return failed(
      `Process ${processes[0]} has the spool of ${home}, and no API answers${api.url === null ? '' : ` at ${api.url}`}: another one would not start.`,
      'See whether that process listens elsewhere (LATCHKEY_PORT), or hangs; then end it.',
    );
  if (processes.length === 0 && api.version !== null)
    return warning(
      `The API at ${api.url ?? 'its address'} does not use ${home}: what is said here of this home does not concern it.`,
      'Run the doctor as the user of the API, in its container if it has one, with the same LATCHKEY_HOME.',
    );
  return ok(processes.length === 1 ? `Process ${processes[0]} alone has it.` : 'No process has it.');
}
