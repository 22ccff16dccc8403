import type { ProfileFormat } from '../../../domain/profiles/profile';
import { readChromeos } from './chromeos';
import type { NetworkBlock } from './network-block';
import { readNetworkManager } from './networkmanager';
import { readWithPython, type PythonJob } from './python';
import { readWpaSupplicant } from './wpa-supplicant';

export { toWpaConfig, type NetworkBlock } from './network-block';

/**
 * A profile to be read; a Windows one with what is not in it. `format` and `file` are all that a reader gets: what comes
 * out is in the file, as the device it is for would understand it, or the reader throws.
 */
export type ReadJob = PythonJob | { format: Exclude<ProfileFormat, PythonJob['format']>; file: Buffer };

/** Many files at the price of one process start, results in the order of the jobs. */
export function readProfiles(jobs: ReadJob[]): (NetworkBlock | Error)[] {
  const python = readWithPython(jobs.filter(isPythonJob));
  return jobs.map((job) => (isPythonJob(job) ? (python.shift() ?? new Error('no answer')) : readHere(job)));
}

/** @throws Error where the file would not do, above all without a CA certificate or a server name. */
export function readProfile(job: ReadJob): NetworkBlock {
  const [result] = readProfiles([job]);
  if (!result || result instanceof Error) throw result ?? new Error('no answer');
  return result;
}

const isPythonJob = (job: ReadJob): job is PythonJob =>
  ['apple', 'android', 'windows', 'passpoint'].includes(job.format);

function readHere({ format, file }: Exclude<ReadJob, PythonJob>): NetworkBlock | Error {
  try {
    return hereReaders[format](file);
  } catch (problem) {
    return problem instanceof Error ? problem : new Error(String(problem));
  }
}

const hereReaders = {
  chromeos: readChromeos,
  networkmanager: readNetworkManager,
  wpa_supplicant: readWpaSupplicant,
};
