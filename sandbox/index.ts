import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import express, { type Express } from 'express';
import { createIronwifi, type IronwifiEmulator, type IronwifiOptions, type IronwifiState } from './ironwifi';
import { createMailbox, type Mailbox, type MailboxState } from './mailbox';
import { createNexudus, type NexudusEmulator, type NexudusOptions } from './nexudus';
import { ownNames } from './own-names';
import { createPage } from './page';
import { Radius, type RadiusOptions, type SandboxRadius } from './radius';
import { radiusPlayRouter } from './radius/play-router';
import { StateFile } from './state-file';

export interface SandboxOptions {
  host?: string;
  /** 0 takes any free port. */
  port?: number;
  smtpPort?: number;
  /** Where the state is kept between runs; without it everything is forgotten. */
  stateFile?: string;
  /** Fills an empty sandbox with a space, its members and its network. */
  seed?: boolean;
  /** Where Nexudus is to send its webhooks. */
  webhookTarget?: string;
  nexudus?: Partial<NexudusOptions>;
  ironwifi?: Partial<IronwifiOptions>;
  /** Starts a FreeRADIUS that asks the emulated IronWifi for accounts; without it there is only its CA. */
  radius?: RadiusOptions;
}

interface Addresses {
  readonly url: string;
  readonly nexudusApiUrl: string;
  readonly ironwifiApiUrl: string;
  readonly smtpUrl: string;
  readonly mailboxUrl: string;
}

/** Nexudus, IronWifi and a mailbox, all in one process. */
export interface Sandbox extends Addresses {
  readonly nexudus: NexudusEmulator;
  readonly ironwifi: IronwifiEmulator;
  readonly mailbox: Mailbox;
  readonly radius: SandboxRadius;
  /** Saves, and ends every connection. */
  close(): Promise<void>;
}

type Parts = Pick<Sandbox, 'nexudus' | 'ironwifi' | 'mailbox'>;

interface SandboxState {
  nexudus: ReturnType<NexudusEmulator['snapshot']>;
  ironwifi: IronwifiState;
  mailbox: MailboxState;
}

/**
 * Starts the sandbox.
 * @throws the system's error (EADDRINUSE, EACCES) when a port cannot be had; nothing is left running then.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, smtpPort = 0 } = options;
  const radiusFolder = options.stateFile && join(dirname(options.stateFile), 'radius');
  const radius = await Radius.open(radiusFolder, options.radius);
  const mailbox = await createMailbox({ host, smtpPort });
  const parts = { nexudus: createNexudus(options.nexudus), ironwifi: createIronwifi(options.ironwifi), mailbox };
  const file = options.stateFile ? new StateFile<SandboxState>(options.stateFile, () => snapshot(parts)) : undefined;
  let server: Server | undefined;
  const release = async () => {
    await radius.close();
    if (server) await closeServer(server);
    await closeParts(parts);
  };
  try {
    fill(parts, await file?.load(), options.seed ?? false);
    if (options.webhookTarget) parts.nexudus.installWebhooks(options.webhookTarget);
    server = await listen(createApp({ ...parts, radius }, host), host, port);
    const tcpPort = (server.address() as AddressInfo).port;
    await radius.start(`http://${reachable(host)}:${tcpPort}`);
    // Only once it listens: a second sandbox that finds the port taken must not write into the first one's file.
    const save = file ? keepSaved(parts, file) : () => Promise.resolve();
    const close = async () => {
      await release();
      await save();
    };
    return { ...parts, radius, ...addresses(`http://${host}:${tcpPort}`, mailbox), close };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Where FreeRADIUS, on this machine, reaches a server that listens on `host`. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function addresses(url: string, { smtpUrl }: Mailbox): Addresses {
  return {
    url,
    nexudusApiUrl: `${url}/nexudus/api`,
    ironwifiApiUrl: `${url}/ironwifi/api`,
    smtpUrl,
    mailboxUrl: `${url}/mailbox`,
  };
}

/** Saves now and after every change; the returned function saves for the last time. */
function keepSaved(parts: Parts, file: StateFile<SandboxState>): () => Promise<void> {
  const stops = Object.values(parts).map((part) => part.onChange(file.saveSoon));
  file.saveSoon();
  return () => {
    for (const stop of stops) stop();
    return file.save();
  };
}

/** Brings back what the last run left, or fills an empty sandbox. */
function fill({ nexudus, ironwifi, mailbox }: Parts, state: SandboxState | undefined, seed: boolean): void {
  if (state) {
    nexudus.restore(state.nexudus);
    ironwifi.restore(state.ironwifi);
    mailbox.restore(state.mailbox);
  } else if (seed) {
    nexudus.seed();
    ironwifi.seed();
  }
}

async function closeParts({ nexudus, mailbox }: Parts): Promise<void> {
  await Promise.all([nexudus.close(), mailbox.close()]);
}

function snapshot({ nexudus, ironwifi, mailbox }: Parts): SandboxState {
  return { nexudus: nexudus.snapshot(), ironwifi: ironwifi.snapshot(), mailbox: mailbox.snapshot() };
}

function createApp({ nexudus, ironwifi, mailbox, radius }: Parts & Pick<Sandbox, 'radius'>, host: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(ownNames(host));
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use('/nexudus', nexudus.router);
  app.use('/play', nexudus.playRouter);
  app.use('/ironwifi', ironwifi.router);
  app.use('/ironwifi-play', ironwifi.playRouter);
  app.use('/radius', ironwifi.radiusRouter);
  app.use('/radius-play', radiusPlayRouter(radius, ironwifi));
  app.use('/mailbox', mailbox.router);
  app.use('/', createPage());
  return app;
}

async function listen(app: Express, host: string, port: number): Promise<Server> {
  const server = createServer(app).listen(port, host);
  await once(server, 'listening');
  return server;
}

/** Calls that a fault never answers do not end by themselves. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
