import { createHash } from 'node:crypto';
import { existsSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LaunchError } from '../machine/basics';

/**
 * Keeps a second launcher away from the same state folder, by a socket instead of a file with a process id: the system
 * closes it however a launcher ends, and no other process can be mistaken for it.
 */
export class SingleRun {
  readonly #server: Server;
  readonly #marker: string;
  /** The previous launcher was killed: its children may still be stopping. */
  readonly lastEndedBadly: boolean;

  private constructor(server: Server, marker: string) {
    this.#server = server;
    this.#marker = marker;
    this.lastEndedBadly = existsSync(marker);
    writeFileSync(marker, '', { mode: 0o600 });
  }

  /** Throws a LaunchError when `home` is in use. */
  static async claim(home: string): Promise<SingleRun> {
    const address = addressOf(home);
    if (await isAnswering(address)) {
      throw new LaunchError(
        `Latchkey is already running with this state (${home}): stop it first, or set LATCHKEY_HOME to another folder.`,
      );
    }
    if (process.platform !== 'win32') rmSync(address, { force: true });
    return new SingleRun(await listen(address), join(home, 'running'));
  }

  /** Call it when everything has stopped. */
  release(): void {
    rmSync(this.#marker, { force: true });
    this.#server.close();
  }
}

/** Whether a launcher runs with this state. */
export const isClaimed = (home: string): Promise<boolean> => isAnswering(addressOf(home));

function addressOf(home: string): string {
  const id = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 16);
  return process.platform === 'win32' ? `\\\\.\\pipe\\latchkey-${id}` : join(tmpdir(), `latchkey-${id}.sock`);
}

function isAnswering(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen(address, () => resolve(server));
    server.unref();
  });
}
