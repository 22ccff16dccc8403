import { setTimeout as sleep } from 'node:timers/promises';
import { createServer } from 'node:net';
import { LaunchError } from './basics';

/** A TCP port of this machine that nobody uses right now. */
export function freePort(host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** True when `port` of `host` can be listened on. A foreign address counts as free: listening on it will fail anyway. */
export function isPortFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

export interface NeededPort {
  port: number;
  host: string;
  /** The variable to change. */
  variable: string;
  /** Continues "… is needed for". */
  purpose: string;
}

/**
 * Throws a LaunchError for the first port that somebody else listens on.
 * @param patienceMs how long to wait for a port that is known to be released soon
 */
export async function demandFreePorts(ports: NeededPort[], patienceMs = 0): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (const { port, host, variable, purpose } of ports) {
    if (ports.some((other) => other.variable !== variable && other.port === port)) {
      throw new LaunchError(`Port ${port} is given to ${purpose} and to something else: change ${variable}.`);
    }
    while (!(await isPortFree(port, host))) {
      if (Date.now() >= deadline) {
        throw new LaunchError(
          `Port ${port}, needed for ${purpose}, is in use: free it, or set ${variable} to another.`,
        );
      }
      await sleep(250);
    }
  }
}
