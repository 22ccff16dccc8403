import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replyOf, type ReplyAttribute } from './access-accept';
import { readTlsVersion, readVerdict, type EapolVerdict } from './eapol-output';
import { findProgram, howToInstall } from './program';
import { accessAccept, outerIdentities, readPacket } from './radius-packet';
import { RadiusTap } from './radius-tap';

export interface EapolOptions {
  /** The server's UDP port, on 127.0.0.1. */
  port: number;
  secret: string;
  /** The device's address, such as `02-00-00-00-00-01`; random if left out. */
  station?: string;
  /** When to give up; above the 2 s that FreeRADIUS waits for its accounts. */
  timeoutSeconds?: number;
  /** Path of eapol_test, if it is installed. */
  find?: () => string | undefined;
}

export interface EapolRun {
  verdict: EapolVerdict;
  /** What the access point is told; empty unless accepted. */
  attributes: ReplyAttribute[];
  /** Every name that the device sent in clear, without repetitions. */
  outerIdentities: string[];
  /** Such as `TLSv1.3`; null when none was negotiated. */
  tls: string | null;
  /** Every byte between device and server: what an eavesdropper learns. */
  wire: Buffer;
  station: string;
  /** Duration, including the start of the program. */
  ms: number;
}

/** Thrown when eapol_test is not installed; the message says how to get it. */
export class EapolMissing extends Error {
  constructor() {
    super(`eapol_test is not installed; to get it: ${howToInstall}`);
  }
}

export function findEapolTest(): string | undefined {
  return findProgram(['eapol_test']);
}

/**
 * Runs one EAP exchange with a network block as wpa_supplicant reads it (radius.md §4.1). The verdict is read from what
 * the program prints, which holds the password and keys and never leaves this function; the rest is read from the
 * packets, because the program leaves out the value of every attribute that it does not know (Filter-Id).
 * @throws EapolMissing
 */
export async function runEapol(
  configText: string,
  { port, secret, station = randomStation(), timeoutSeconds = 5, find = findEapolTest }: EapolOptions,
): Promise<EapolRun> {
  const program = find();
  if (program === undefined) throw new EapolMissing();
  const folder = await mkdtemp(join(tmpdir(), 'eapol-'));
  const tap = await RadiusTap.open(port);
  try {
    const config = join(folder, 'network.conf');
    await writeFile(config, configText, { mode: 0o600 });
    const started = Date.now();
    const server = ['-a', '127.0.0.1', '-p', String(tap.port), '-s', secret];
    const device = ['-t', String(timeoutSeconds), '-M', station.replaceAll('-', ':')];
    const { output, exitCode } = await run(program, ['-c', config, ...server, ...device], timeoutSeconds);
    const ms = Date.now() - started;
    const verdict = readVerdict(output, exitCode);
    return { verdict, tls: readTlsVersion(output), ...seenBy(tap, verdict), station, ms };
  } finally {
    tap.close();
    await rm(folder, { recursive: true });
  }
}

function seenBy(
  { fromDevice, fromServer }: RadiusTap,
  { kind }: EapolVerdict,
): Pick<EapolRun, 'attributes' | 'outerIdentities' | 'wire'> {
  const accept = fromServer.map(readPacket).findLast(({ code }) => code === accessAccept);
  return {
    attributes: accept && kind === 'accepted' ? replyOf(accept) : [],
    outerIdentities: outerIdentities(fromDevice.map(readPacket)),
    wire: Buffer.concat([...fromDevice, ...fromServer]),
  };
}

/** A locally administered address. */
export function randomStation(): string {
  return ['02', ...[...randomBytes(5)].map((byte) => byte.toString(16).padStart(2, '0'))].join('-').toUpperCase();
}

async function run(program: string, args: string[], timeoutSeconds: number) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  // It normally ends by itself.
  const limit = setTimeout(() => child.kill('SIGKILL'), (timeoutSeconds + 5) * 1000);
  const [exitCode] = (await once(child, 'close').finally(() => clearTimeout(limit))) as [number | null];
  return { output: Buffer.concat(chunks).toString('utf8'), exitCode };
}
