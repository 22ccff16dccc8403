import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type MailboxFaults, refusalAt } from './faults';

/** Keeps a mail. */
export type Keep = (raw: Buffer, to: string[]) => Promise<void>;

/** A listening SMTP server. */
export interface Smtp {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a server that takes any mail for anybody: no TLS, and any credentials or none. */
export async function listenSmtp(host: string, port: number, faults: MailboxFaults, keep: Keep): Promise<Smtp> {
  const sockets = new Map<number, Socket>();

  async function receive(stream: NodeJS.ReadableStream, session: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream);
    const refusal = refusalAt('letter', faults);
    if (refusal) throw refusal;
    await keep(
      raw,
      session.envelope.rcptTo.map(({ address }) => address),
    );
    if (faults.refuse === 'drop-after-data') sockets.get(session.remotePort)?.destroy();
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    // what it says is what a fault's text says, code and all
    hideENHANCEDSTATUSCODES: true,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onConnect: (_session, done) => done(refusalAt('greeting', faults)),
    onAuth: (auth, _session, done) => done(refusalAt('log-in', faults), { user: auth.username ?? 'anybody' }),
    // A client may hold a connection from before the outage.
    onMailFrom: (_address, session, done) =>
      faults.down ? sockets.get(session.remotePort)?.destroy() : done(refusalAt('sender', faults)),
    onRcptTo: (_address, _session, done) => done(refusalAt('recipient', faults)),
    onData: (stream, session, done) => void receive(stream, session).then(() => done(), done),
  });
  // Clients may hang up; without a listener that would end the process.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    if (faults.down) socket.destroy();
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await listening(server, host, port);
  return { port: (server.server.address() as AddressInfo).port, close: () => closed(server, sockets) };
}

async function listening({ server }: SMTPServer, host: string, port: number): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

async function closed(server: SMTPServer, sockets: Map<number, Socket>): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of sockets.values()) socket.destroy();
  await done;
}
