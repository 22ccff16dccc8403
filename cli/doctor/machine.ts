import { lookup } from 'node:dns/promises';
import { readdirSync, readlinkSync, realpathSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { request } from 'undici';
import { projectRoot } from '../../launch/machine/basics';
import { isPortFree } from '../../launch/machine/ports';
import { isClaimed } from '../../launch/processes/single-run';

export interface Reply {
  status: number;
  /** Of the other side's clock; null: it says nothing of it. */
  dateMs: number | null;
  location: string | null;
  body: string;
  sentAtMs: number;
  tookMs: number;
}

interface ServedCertificate {
  endsAtMs: number;
  /** Why it is not trusted, as Node.js says it; null: it is. */
  fault: string | null;
}

/** What a doctor asks of a machine, apart from its files. */
export interface Machine {
  node: string;
  /** Of the clone; null: this is an image. */
  root: string | null;
  now: () => number;
  availableBytes: () => number;
  /** Of the disk of a folder, or of the nearest one above it that is there. */
  freeBytes: (folder: string) => number;
  isPortFree: (port: number, host: string) => Promise<boolean>;
  /** Whether a launcher runs with this state folder. */
  isClaimed: (home: string) => Promise<boolean>;
  /** The processes that have a file open; null: this system does not say. */
  holders: (file: string) => number[] | null;
  /** What is wrong with the Temporal server of TEMPORAL_ADDRESS; null: it answers. */
  temporalTrouble: (env: NodeJS.ProcessEnv) => Promise<string | null>;
  addressesOf: (hostname: string) => Promise<string[]>;
  /** Follows no redirect and sends no credentials. Rejects where nobody answers. */
  ask: (method: 'GET' | 'HEAD', url: string) => Promise<Reply>;
  certificateOf: (hostname: string, port: number) => Promise<ServedCertificate>;
}

const PATIENCE_MS = 10_000;

export const thisMachine = (): Machine => ({
  node: process.versions.node,
  root: root(),
  now: () => Date.now(),
  availableBytes: freemem,
  freeBytes: (folder) => {
    const { bavail, bsize } = statfsSync(nearest(folder));
    return bavail * bsize;
  },
  ...{ isPortFree, isClaimed, holders, temporalTrouble },
  addressesOf: async (hostname) => (await lookup(hostname, { all: true })).map(({ address }) => address),
  ask,
  certificateOf,
});

function root(): string | null {
  try {
    return projectRoot();
  } catch {
    return null;
  }
}

function nearest(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return nearest(`${folder}/..`);
  }
}

/** By /proc, which shows the processes of the same user. */
function holders(file: string): number[] | null {
  if (process.platform !== 'linux') return null;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((id) => hasOpen(id, file)).map(Number);
}

function hasOpen(process: string, file: string): boolean {
  try {
    const folder = `/proc/${process}/fd`;
    return readdirSync(folder).some((name) => {
      try {
        return readlinkSync(`${folder}/${name}`) === file;
      } catch {
        return false;
      }
    });
  } catch {
    // another user's, or it has ended
    return false;
  }
}

async function temporalTrouble(env: NodeJS.ProcessEnv): Promise<string | null> {
  // Temporal's client takes its time to load
  const { demandRunningServer } = await import('../../launch/temporal/connection.js');
  try {
    await demandRunningServer(env);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function ask(method: 'GET' | 'HEAD', url: string): Promise<Reply> {
  const sentAtMs = Date.now();
  const { statusCode, headers, body } = await request(url, {
    ...{ method, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS, signal: AbortSignal.timeout(PATIENCE_MS) },
  });
  const tookMs = Date.now() - sentAtMs;
  const date = Date.parse(one(headers.date) ?? '');
  return {
    status: statusCode,
    dateMs: Number.isNaN(date) ? null : date,
    location: one(headers.location),
    body: await body.text(),
    ...{ sentAtMs, tookMs },
  };
}

const one = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;

/** Looks at it whether it is trusted or not. */
function certificateOf(hostname: string, port: number): Promise<ServedCertificate> {
  return new Promise((resolve, reject) => {
    const servername = isIP(hostname) === 0 ? hostname : undefined;
    const socket = connect(
      { host: hostname, port, servername, rejectUnauthorized: false, timeout: PATIENCE_MS },
      () => {
        const { valid_to } = socket.getPeerCertificate();
        // the type says Error; what it holds is the code
        const fault = socket.authorized ? null : String(socket.authorizationError);
        socket.destroy();
        resolve({ endsAtMs: Date.parse(valid_to), fault });
      },
    );
    socket.on('timeout', () => socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.on('error', reject);
  });
}
