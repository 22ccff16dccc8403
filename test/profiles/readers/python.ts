import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import path from 'node:path';
import { completeBlock, type NetworkBlock } from './network-block';

export type PythonJob =
  | { format: 'apple' | 'android' | 'passpoint'; file: Buffer }
  | {
      format: 'windows';
      file: Buffer;
      /** What Windows asks for. */
      username: string;
      password: string;
      /** PEM: the certificates in the device's store. The file names the ones to trust by their SHA-1. */
      store: string[];
    };

/** As parse-profiles.py prints it. */
interface Found extends Omit<NetworkBlock, 'ssidHex' | 'caPem'> {
  ssid: string | null;
  ca?: string[];
  caSha1?: string[];
}
type Answer = { found: Found } | { error: string };

/** Reads all files in one process of Python; each result is a block, or the error that its file makes. */
export function readWithPython(jobs: PythonJob[]): (NetworkBlock | Error)[] {
  if (jobs.length === 0) return [];
  const input = JSON.stringify(jobs.map((job) => ({ ...job, file: job.file.toString('base64') })));
  const script = path.join(__dirname, 'parse-profiles.py');
  const { status, stdout, stderr, error } = spawnSync('python3', [script], { input, maxBuffer: 1 << 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`python3 ended with ${status}: ${stderr.toString()}`);
  const answers = JSON.parse(stdout.toString()) as Answer[];
  return jobs.map((job, index) => blockOf(answers[index] ?? { error: 'no answer' }, job));
}

function blockOf(answer: Answer, job: PythonJob): NetworkBlock | Error {
  if ('error' in answer) return new Error(`${job.format}: ${answer.error}`);
  const { ssid, ca, caSha1, ...block } = answer.found;
  try {
    const certificates = job.format === 'windows' ? named(caSha1 ?? [], job.store) : (ca ?? []).map(fromBase64);
    if (job.format === 'android') insistOnAuthorities(certificates);
    return completeBlock({ ...block, ssidHex: ssid === null ? null : fromBase64(ssid).toString('hex'), certificates });
  } catch (problem) {
    return problem instanceof Error ? problem : new Error(String(problem));
  }
}

/** AOSP's WifiEnterpriseConfig.setCaCertificates looks at basicConstraints alone, and takes none if one of them has none. */
function insistOnAuthorities(certificates: Buffer[]): void {
  if (!certificates.every((certificate) => new X509Certificate(certificate).ca)) throw new Error('android: not a CA');
}

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

/** Every root of the store that the file names; at least one must be there. Windows takes no other for a root. */
const named = (hashes: string[], store: string[]): Buffer[] =>
  store
    .map((pem) => new X509Certificate(pem))
    .filter((certificate) => certificate.checkIssued(certificate))
    .map(({ raw }) => raw)
    .filter((raw) => hashes.includes(createHash('sha1').update(raw).digest('hex')));
