import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileFormats, type ProfileFormat } from '../../domain/profiles/profile';
import { eapMethods, type EapMethod } from '../../domain/profiles/trust';
import { runEapol, type EapolRun } from '../../sandbox/radius';
import { enliven, type Living } from '../integration/support/in-space';
import { linkIn, reveal } from '../integration/support/reveal';
import { changeSettings, openSpace } from '../integration/support/space';
import { devicesWith, type Device, type FetchedProfile } from './device';
import { rows, serverName, severalNames, type Outcome, type Row } from './matrix';

/** Devices by the profile they were set up with. */
export type Fleet = ReadonlyMap<Row, Device>;

/** A space whose members log in to a real RADIUS server. */
export interface Network extends Living {
  /** Passwords and keys that members were shown, and the secret part of their links. */
  readonly secrets: ReadonlySet<string>;
  /** Every profile that was fetched. */
  readonly profiles: readonly FetchedProfile[];
  /**
   * Sets a device up with every profile that the member's page offers, by its newest letter, while the settings name
   * each method in turn, the CA of this server, and these names.
   */
  equip(email: string, trust?: { server?: string; serverNames?: string[] }): Promise<Fleet>;
  /** Logs in to a server, the true one if left out. */
  tryOn(device: Device, server?: string): Promise<EapolRun>;
}

/** The certificates that a device may meet, beside the true one. */
const servers = {
  rsa: { ownAuthority: true, keys: 'rsa' },
  evilTwin: { ownAuthority: true },
  otherName: { serverName: `${serverName}.evil.test` },
  lookAlike: { serverName: `evil${serverName}` },
  below: { serverName: `evil.${serverName}` },
  second: { serverName: severalNames[1] },
  expired: { expired: true },
  purpose: { purpose: 'client' },
} as const;

export async function openNetwork(): Promise<Network> {
  const space = enliven(await openSpace({ sandbox: { radius: { servers } } }));
  const status = await space.sandbox.radius.settled();
  if (status.state !== 'ready') throw new Error(`FreeRADIUS is ${status.state}`);
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-proof-'));
  const secrets = new Set<string>();
  const profiles: FetchedProfile[] = [];
  const { radius } = space.sandbox;

  return {
    ...space,
    secrets,
    profiles,
    equip: async (email, { server, serverNames = [serverName] } = {}) => {
      const fleet = new Map<Row, Device>();
      for (const method of eapMethods) {
        await useRadius(space, { method, serverNames, caFile: radius.server(server).caFile });
        const devices = await setUp(space, email, { folder, secrets, profiles });
        for (const row of rows.filter((each) => each.method === method)) fleet.set(row, deviceOf(devices, row));
      }
      return fleet;
    },
    tryOn: ({ config }, server) => runEapol(config, { port: radius.server(server).port, secret: radius.secret }),
    close: async () => {
      await space.close();
      await rm(folder, { recursive: true });
    },
  };
}

interface RadiusSettings {
  method: EapMethod;
  serverNames: string[];
  caFile: string;
}

async function useRadius(space: Living, { method, serverNames, caFile }: RadiusSettings): Promise<void> {
  const radius = {
    caCertificates: [readFileSync(caFile, 'utf8')],
    serverNames,
    method,
    outerIdentity: 'anonymous@sandbox.test',
  };
  await changeSettings(space, { radius }, { cutOff: 'accept' });
}

interface Keeping {
  folder: string;
  secrets: Set<string>;
  profiles: FetchedProfile[];
}

/** Opens the link of the newest letter and fetches every profile on the page. */
async function setUp(
  { sandbox }: Living,
  email: string,
  { folder, secrets, profiles: fetched }: Keeping,
): Promise<Map<ProfileFormat, Device>> {
  const link = linkIn(sandbox.mailbox.messages.findLast(({ to }) => to.includes(email))?.text ?? '');
  const { username, password, profiles } = await reveal(link);
  if (username === undefined || password === undefined || profiles === undefined)
    throw new Error('nothing is revealed');
  secrets.add(password).add(link.slice(link.lastIndexOf('-') + 1));
  const saveCertificates = (pem: string): string => {
    const path = join(folder, `${createHash('sha256').update(pem).digest('hex')}.pem`);
    writeFileSync(path, pem);
    return path;
  };
  const store = [undefined, 'rsa', 'evilTwin'].map((server) =>
    readFileSync(sandbox.radius.server(server).caFile, 'utf8'),
  );
  const onPage: FetchedProfile[] = [];
  for (const { format, url } of profiles) {
    secrets.add(new URL(url).searchParams.get('key') ?? 'no key');
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${format}: ${response.status}`);
    onPage.push({ format: known(format), file: Buffer.from(await response.arrayBuffer()) });
  }
  fetched.push(...onPage);
  return devicesWith(onPage, { username, password, store }, saveCertificates);
}

function known(format: string): ProfileFormat {
  const found = profileFormats.find((each) => each === format);
  if (!found) throw new Error(`${format} is no format`);
  return found;
}

function deviceOf(devices: Map<ProfileFormat, Device>, { format, method }: Row): Device {
  const device = devices.get(format);
  if (!device) throw new Error(`the page offers no ${format} with ${method}`);
  return device;
}

/** How it went, as the table says it. */
export function outcomeOf({ verdict }: EapolRun): Outcome {
  if (verdict.kind === 'accepted') return 'in';
  return verdict.kind === 'distrusted' ? verdict.reason : verdict.kind;
}
