import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { issueServerCertificate, makeAuthority } from './certificates';
import type { FurtherServer } from './options';
import { savePki, type Pki } from './pki';
import type { OuterServer } from './radiusd-conf';

/** A server and its certificate's CA. */
export interface RadiusServer extends OuterServer {
  readonly caFile: string;
}

/** The server that everybody uses; its certificate is in the folder `pki`. */
export const mainServer = 'main';

/** Writes every server's certificate; the main server gets this port and the next (0: any free ones). */
export async function prepareServers(
  folder: string,
  pki: Pki,
  port: number,
  further: Record<string, FurtherServer>,
): Promise<RadiusServer[]> {
  const names = Object.keys(further);
  const [free = 0, freeForAccounting = 0, ...others] = await freeUdpPorts(2 + names.length);
  const main = {
    name: mainServer,
    port: port || free,
    accountingPort: port ? port + 1 : freeForAccounting,
    pki: 'pki',
    caFile: join(folder, 'pki', 'ca.pem'),
  };
  const rest = names.map(async (name, index) => {
    const caFile = await saveServer(join(folder, `pki-${name}`), pki, further[name] ?? {});
    return { name, port: others[index] ?? 0, pki: `pki-${name}`, caFile };
  });
  return [main, ...(await Promise.all(rest))];
}

async function saveServer(folder: string, pki: Pki, { ownAuthority, ...certificate }: FurtherServer): Promise<string> {
  const authority = ownAuthority ? await makeAuthority(certificate.keys) : pki.authority;
  const server = await issueServerCertificate(authority, { serverName: pki.serverName, ...certificate });
  return savePki(folder, { serverName: pki.serverName, authority, server });
}

/** UDP ports of 127.0.0.1 that are free right now. */
export async function freeUdpPorts(count: number): Promise<number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4').bind(0, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'listening')));
  const ports = sockets.map((socket) => socket.address().port);
  await Promise.all(sockets.map((socket) => once(socket.close(), 'close')));
  return ports;
}
