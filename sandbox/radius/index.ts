import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Freeradius, type RadiusStatus } from './freeradius';
import { tryToLogIn, type LogInResult } from './login';
import type { DeviceSetup } from './network-block';
import { anonymousIdentity, defaultRadius, type RadiusOptions } from './options';
import { openPki, savePki, type Pki } from './pki';
import { radiusdConf } from './radiusd-conf';
import { mainServer, prepareServers, type RadiusServer } from './servers';
import { VerdictLog } from './verdict-log';

export type { EapolRun } from './eapol';
export { EapolMissing, runEapol } from './eapol';
export type { LogInResult } from './login';
export type { RadiusOptions } from './options';
export type { RadiusStatus } from './freeradius';

/** A device that logs in; the defaults are what the sandbox's members are told. */
export type SandboxDevice = Pick<DeviceSetup, 'method' | 'username' | 'password'> &
  Partial<DeviceSetup> & {
    /** The server that it connects to. */
    server?: string;
  };

/** The RADIUS side of the sandbox: always a CA, and FreeRADIUS when it is wanted and installed. */
export interface SandboxRadius {
  /** The CA that devices are to trust, PEM. */
  readonly caFile: string;
  readonly caPem: string;
  /** The name in the server's certificate. */
  readonly serverName: string;
  /** What devices call themselves outside the tunnel. */
  readonly anonymousIdentity: string;
  readonly secret: string;
  readonly status: RadiusStatus;
  /** FreeRADIUS's process id while it runs. */
  readonly pid: number | undefined;
  /** The status as soon as FreeRADIUS is no longer starting. */
  settled(): Promise<RadiusStatus>;
  /** Tells of every change of the status; returns the way to stop it. */
  onChange(listener: () => void): () => void;
  /**
   * A server by its name, the main one if left out.
   * @throws Error when there is none.
   */
  server(name?: string): RadiusServer;
  /** Logs in over a real EAP exchange; the verdict says when that is impossible. */
  tryToLogIn(device: SandboxDevice): Promise<LogInResult>;
}

/** The same for the sandbox, which starts and stops it. */
export class Radius implements SandboxRadius {
  readonly anonymousIdentity = anonymousIdentity;
  readonly #freeradius: Freeradius;
  #servers: readonly RadiusServer[] = [];

  private constructor(
    private readonly folder: string,
    private readonly isTemporary: boolean,
    private readonly pki: Pki,
    private readonly options: Required<RadiusOptions> | undefined,
  ) {
    this.#freeradius = new Freeradius(folder);
  }

  /**
   * Reads what a folder holds, without writing anything; without a folder everything is new and temporary.
   * Without options there is the CA alone.
   */
  static async open(folder?: string, options?: RadiusOptions): Promise<Radius> {
    const home = folder ?? join(tmpdir(), `sandbox-radius-${randomUUID()}`);
    const pki = await openPki(join(home, 'pki'), { ...defaultRadius, ...options });
    return new Radius(home, folder === undefined, pki, options && { ...defaultRadius, ...options });
  }

  get caFile(): string {
    return join(this.folder, 'pki', 'ca.pem');
  }

  get caPem(): string {
    return this.pki.authority.certificate;
  }

  get serverName(): string {
    return this.pki.serverName;
  }

  get secret(): string {
    return this.options?.secret ?? defaultRadius.secret;
  }

  get status(): RadiusStatus {
    return this.#freeradius.status;
  }

  get pid(): number | undefined {
    return this.#freeradius.pid;
  }

  settled(): Promise<RadiusStatus> {
    return this.#freeradius.settled();
  }

  onChange(listener: () => void): () => void {
    return this.#freeradius.onChange(listener);
  }

  server(name = mainServer): RadiusServer {
    const found = this.#servers.find((server) => server.name === name);
    if (!found) throw new Error(`FreeRADIUS has no server "${name}" here.`);
    return found;
  }

  tryToLogIn({ server, ...device }: SandboxDevice): Promise<LogInResult> {
    const { port } = this.server(server);
    const { caFile, serverName, secret } = this;
    const verdicts = new VerdictLog(this.#verdictFile);
    return tryToLogIn({ caFile, serverName, anonymousIdentity, ...device, port, secret, verdicts });
  }

  /** Writes the PKI and, if wanted, starts FreeRADIUS, which asks for accounts at this address. */
  async start(httpUrl: string): Promise<void> {
    await savePki(join(this.folder, 'pki'), this.pki);
    if (!this.options) return;
    const { port, secret, servers } = this.options;
    this.#servers = await prepareServers(this.folder, this.pki, port, servers);
    await rm(this.#verdictFile, { force: true });
    const conf = radiusdConf({ httpUrl, secret, servers: this.#servers });
    await writeFile(join(this.folder, 'radiusd.conf'), conf, { mode: 0o600 });
    this.#freeradius.start();
  }

  async close(): Promise<void> {
    await this.#freeradius.stop();
    if (this.isTemporary) await rm(this.folder, { recursive: true, force: true });
  }

  get #verdictFile(): string {
    return join(this.folder, 'verdicts.log');
  }
}
