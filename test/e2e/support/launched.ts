import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiClient, type ApiClient } from '../../../contracts/api/client';
import { freePort } from '../../../launch/machine/ports';
import { eventually } from '../../support/eventually';

const root = join(__dirname, '..', '..', '..');
const startLimit = 300_000;

/** `npm start`, as a user types it, in a home of its own on free ports. */
export class Launched {
  output = '';
  private readonly process: ChildProcess;

  private constructor(
    readonly home: string,
    readonly ports: Ports,
  ) {
    this.process = spawn('npm', ['start'], {
      cwd: root,
      env: environment(home, ports),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  /** Starts, and waits for the table of URLs. @param home of an earlier start, to find its state again. */
  static async start(home?: string, ports?: Ports): Promise<Launched> {
    const place = home ?? (await mkdtemp(join(tmpdir(), 'latchkey-e2e-')));
    const launched = new Launched(place, ports ?? (await choosePorts()));
    try {
      await eventually('the table of URLs', () => launched.hasTable() || launched.process.exitCode !== null, {
        within: startLimit,
        show: () => launched.output.slice(-2_000),
      });
    } catch (error) {
      await launched.interrupt();
      throw error;
    }
    if (!launched.hasTable()) throw new Error(`npm start has ended:\n${launched.output}`);
    return launched;
  }

  hasTable = (): boolean =>
    ['Temporal UI', 'Sandbox', 'API', 'Mailbox'].every((name) => new RegExp(`^${name} +http`, 'm').test(this.output));

  /** Ctrl-C, once everything has ended; answers the exit code. */
  async interrupt(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exit = once(this.process, 'exit');
    // the terminal sends it to the whole group; npm passes it on to its child
    this.process.kill('SIGINT');
    await exit;
    return this.process.exitCode;
  }

  /** Process ids whose command line names this home, this start's server or one of its parts. */
  processes(part: string): number[] {
    const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
    const rows = list.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((row) => row !== null);
    const family = new Set([this.process.pid]);
    // process ids wrap round: a child may be listed before its parent
    for (let size = 0; size < family.size;) {
      size = family.size;
      for (const [, pid, parent] of rows) if (family.has(Number(parent))) family.add(Number(pid));
    }
    return rows
      .filter(([, pid, , args]) => family.has(Number(pid)) && args?.includes(part))
      .map(([, pid]) => Number(pid));
  }

  /** kill -9 of one part. */
  kill(part: string): void {
    const found = this.processes(part);
    if (found.length === 0) throw new Error(`no process of ${part} is running`);
    for (const pid of found) process.kill(pid, 'SIGKILL');
  }

  async play<T>(verb: string, body: unknown): Promise<T> {
    return json<T>(`http://127.0.0.1:${this.ports.sandbox}/play/${verb}`, 'POST', body);
  }

  async account(id: string): Promise<{ enabled: boolean; orgunit: string; username: string } | undefined> {
    const url = `http://127.0.0.1:${this.ports.sandbox}/ironwifi-play/accounts`;
    const { accounts } = await json<{
      accounts: { notes: string; enabled: boolean; orgunit: string; username: string }[];
    }>(url);
    return accounts.find(({ notes }) => notes.split(' ')[0] === `latchkey:main:${id}`);
  }

  async letters(to: string): Promise<{ subject: string; text: string }[]> {
    const url = `http://127.0.0.1:${this.ports.sandbox}/mailbox/messages.json?to=${encodeURIComponent(to)}`;
    return (await json<{ messages: { subject: string; text: string }[] }>(url)).messages;
  }

  async api(): Promise<ApiClient> {
    const token = (await readFile(join(this.home, 'admin-token'), 'utf8')).trim();
    return apiClient({ baseUrl: `http://127.0.0.1:${this.ports.api}`, token });
  }

  /** A device tries to get online with this, over real EAP. */
  async logIn(username: string, password: string): Promise<{ way: string; accepted: boolean }> {
    const url = `http://127.0.0.1:${this.ports.sandbox}/radius-play/login`;
    return json(url, 'POST', { username, password, method: 'peap-mschapv2' });
  }

  async isReady(): Promise<boolean> {
    return fetch(`http://127.0.0.1:${this.ports.api}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async forget(): Promise<void> {
    await rm(this.home, { recursive: true, force: true });
  }
}

export interface Ports {
  api: number;
  temporal: number;
  ui: number;
  sandbox: number;
  smtp: number;
}

async function choosePorts(): Promise<Ports> {
  const [api, temporal, ui, sandbox, smtp] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  return { api, temporal, ui, sandbox, smtp };
}

function environment(home: string, ports: Ports): NodeJS.ProcessEnv {
  const own = /^(NEXUDUS|IRONWIFI|SMTP|MAIL|LATCHKEY_(?!CACHE)|TEMPORAL)/;
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  return {
    ...clean,
    LATCHKEY_HOME: home,
    LATCHKEY_PORT: String(ports.api),
    LATCHKEY_TEMPORAL_PORT: String(ports.temporal),
    LATCHKEY_TEMPORAL_UI_PORT: String(ports.ui),
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    // whatever is free: another start may have the usual one
    SANDBOX_RADIUS_PORT: '0',
    IRONWIFI_RATE_PER_MINUTE: '90',
  };
}

async function json<T>(url: string, method = 'GET', body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
