import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiDeps } from '../../../api/app';
import type { WebhookRow } from '../../../clients/membership-source';
import { Secret } from '../../../config';
import { askOn } from '../../../cli/frame/ask';
import { Context } from '../../../cli/frame/context';
import { examine, type Examination } from '../../../cli/doctor/examine';
import { type Machine, type Reply, thisMachine } from '../../../cli/doctor/machine';
import { masterKeyIds, noteKept } from '../../../cli/doctor/kept-keys';
import openapi from '../../../contracts/api/openapi.json';
import type { Rules } from '../../../domain/settings/rules';
import { address, allWebhooks, makeWell, wellSource } from '../../api/support/all-well';
import { scratch } from '../../api/support/scratch';
import { adminToken, external, serveApi, type ServedApi } from '../../api/support/served-api';
import { worldOf } from './latchkey';

const DAY_MS = 24 * 3_600_000;

/** An API, and what faults are planted in. */
export interface WellApi {
  api: ServedApi;
  webhooks: WebhookRow[];
  parts: Pick<ApiDeps, 'mailServer' | 'spool' | 'external'>;
}

/** A machine beside an API, for faults to be planted: its files are real, the rest says what it is told to say. */
export interface DoctorWorld extends WellApi {
  env: Record<string, string>;
  home: string;
  /** The clone. */
  root: string;
  machine: Machine;
}

/** One of which all checks are well. */
export async function wellApi(trusting: Rules): Promise<WellApi> {
  const webhooks = allWebhooks();
  const parts = {
    mailServer: { probe: () => Promise.resolve() },
    spool: { waiting: 0 },
    external: { ...external(), source: wellSource(() => webhooks) },
  };
  const api = await serveApi({
    publicUrl: address.publicUrl,
    webhookSecrets: [new Secret('a-shared-secret')],
    ...parts,
  });
  makeWell(api.fake, trusting);
  return { api, webhooks, parts };
}

/** A machine that is well, beside it. */
export async function wellWorld(beside: WellApi): Promise<DoctorWorld> {
  const { api } = beside;
  const [home, root] = [scratch(), scratch()];
  mkdirSync(join(home, 'spool'), { mode: 0o700 });
  closed(root, '.env', '');
  const env = {
    LATCHKEY_HOME: home,
    XDG_CONFIG_HOME: scratch(),
    LATCHKEY_CACHE: scratch(),
    LATCHKEY_PORT: new URL(api.url).port,
    LATCHKEY_PUBLIC_URL: address.publicUrl,
    LATCHKEY_TOKEN: adminToken,
    NEXUDUS_USERNAME: 'api@loft.example',
    NEXUDUS_PASSWORD_FILE: closed(scratch(), 'nexudus-password', 'quarterdeck'),
    IRONWIFI_API_URL: 'https://console.ironwifi.com/api',
    IRONWIFI_API_KEY: 'key-of-ironwifi',
    SMTP_URL: 'smtps://wifi:postern-gate@mail.loft.example:465',
    MAIL_FROM: 'wifi@loft.example',
    LATCHKEY_MASTER_KEY: Buffer.alloc(32, 9).toString('base64'),
  };
  await noteKept(home, masterKeyIds(env) ?? [], new Date());
  return { ...beside, env, home, root, machine: wellMachine(root, api.url) };
}

/** A file that its owner alone can read. Returns its path. */
export function closed(folder: string, name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  chmodSync(file, 0o600);
  return file;
}

export const reply = (parts: Partial<Reply> = {}): Reply => ({
  ...{ status: 200, dateMs: Date.now() - 500, location: null, body: JSON.stringify(openapi), sentAtMs: Date.now() },
  ...{ tookMs: 0, ...parts },
});

function wellMachine(root: string, url: string): Machine {
  const own = thisMachine();
  return {
    ...own,
    ...{ node: '22.1.0', root },
    availableBytes: () => 4e9,
    freeBytes: () => 50e9,
    isPortFree: () => Promise.resolve(true),
    isClaimed: () => Promise.resolve(false),
    holders: () => [4711],
    temporalTrouble: () => Promise.resolve(null),
    addressesOf: () => Promise.resolve(['203.0.113.7']),
    ask: (method, asked) => (asked.startsWith(url) ? own.ask(method, asked) : Promise.resolve(reply())),
    certificateOf: () => Promise.resolve({ endsAtMs: Date.now() + 60.5 * DAY_MS, fault: null }),
  };
}

/** What the doctor finds there. */
export function examined(
  { env, machine }: DoctorWorld,
  { fix = false, url }: { fix?: boolean; url?: string } = {},
): Promise<Examination> {
  const { world } = worldOf({ env });
  return examine(new Context(world, askOn(world), { json: true, url }), machine, fix);
}
