import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { dependencies, version as product } from '../../package.json';

const GIBIBYTE = 2 ** 30;

/** Where and with what something was measured, without the name of the machine. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGib: number;
  system: string;
  versions: Record<string, string>;
}

/** @param temporalServer the version of Temporal's server, where one took part. */
export function thisMachine(temporalServer?: string): Machine {
  const cores = cpus();
  return {
    processor: cores[0]?.model.trim() ?? 'unknown processor',
    cores: cores.length,
    memoryGib: Math.round(totalmem() / GIBIBYTE),
    system: `${type()} ${release().split('.', 2).join('.')}`,
    versions: {
      Latchkey: [product, commit()].filter(Boolean).join(' at '),
      'Node.js': process.versions.node,
      ...(temporalServer !== undefined && { "Temporal's server": temporalServer }),
      "Temporal's SDK": dependencies['@temporalio/client'],
    },
  };
}

export function machineLine({ processor, cores, memoryGib, system, versions }: Machine): string {
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [`${cores} × ${processor}`, `${memoryGib} GiB`, system, ...all].join('; ');
}

/** Of the sources; undefined where they are no clone. */
function commit(): string | undefined {
  try {
    const git: ExecFileSyncOptionsWithStringEncoding = { cwd: __dirname, encoding: 'utf8', stdio: 'pipe' };
    return execFileSync('git', ['describe', '--always', '--dirty'], git).trim();
  } catch {
    return undefined;
  }
}
