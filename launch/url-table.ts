import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { webhookAddressOf, webhookTemplate } from '../domain/webhooks/webhook';
import { tryFetch } from './machine/basics';
import { localApi, type Plan } from './plan';

/** What is running where, one line each, for people and for scripts that look for the first word. */
export function urlTable({ config, sandbox }: Plan, temporalUi: string | null): string[] {
  const rows: [string, string | null][] = [
    ['Temporal UI', temporalUi ?? 'where the server at TEMPORAL_ADDRESS has it'],
    ['Sandbox', sandbox && `http://127.0.0.1:${sandbox.port}/`],
    ['API', `${config.publicUrl}/api/v1/openapi.json`],
    ['Mailbox', sandbox && `http://127.0.0.1:${sandbox.port}/mailbox`],
    ['Console', `${config.publicUrl}/console`],
    ['Nexudus', config.nexudus.spaceUrl],
  ];
  return rows.flatMap(([name, url]) => (url === null ? [] : [`${name.padEnd(12)} ${url}`]));
}

export interface Surroundings {
  hasSettings: boolean;
  /** A member of the sandbox, for an example that works as printed. */
  member?: string;
  /** The state of the sandbox's RADIUS server. */
  radius?: string;
}

/** What to try now. */
export function nextSteps(plan: Plan, { hasSettings, member, radius }: Surroundings): string[] {
  const { config, adminTokenFile } = plan;
  return [
    adminTokenFile === null ? 'Operator token: the LATCHKEY_ADMIN_TOKEN you gave' : `Operator token: ${adminTokenFile}`,
    `Logs:           ${join(config.home, 'logs')}`,
    '',
    ...(radius === undefined ? [] : [`RADIUS:         ${radius}`, '']),
    'To try next:',
    '  open the console, and sign in with the operator token',
    ...(plan.sandbox
      ? ['  let somebody join on the sandbox page, open the letter in the mailbox, and follow its link']
      : []),
    `  ${latchkey(plan)} members`,
    ...(plan.sandbox ? signedHook(plan, member) : firstSteps(plan, hasSettings)),
    '',
    'Ctrl-C stops everything; the next start finds its state again.',
  ];
}

/** A webhook as Nexudus sends it, signed as Nexudus signs it. */
function signedHook(plan: Plan, member: string | undefined): string[] {
  const secret = plan.secrets.nexudusWebhookSecrets[0];
  if (!secret || member === undefined) return [];
  const body = `[{"Id":${member},"BusinessId":${SANDBOX_BUSINESS}}]`;
  const signature = createHmac('sha256', secret.reveal()).update(body).digest('hex').toUpperCase();
  return [
    `  curl -X POST ${localApi(plan)}/webhooks/nexudus/${plan.config.connector}/${SANDBOX_BUSINESS}/CoworkerUpdate \\`,
    `    -H 'Content-Type: application/json' -H 'X-Nexudus-Hook-Signature: ${signature}' \\`,
    `    -d '${body}'`,
  ];
}

/** The location that the sandbox is seeded with. */
const SANDBOX_BUSINESS = 1001;

/** The command line as it finds this system from another terminal. */
function latchkey({ env }: Plan): string {
  const given = ['LATCHKEY_HOME', 'LATCHKEY_HOST', 'LATCHKEY_PORT'].filter((name) => env[name]);
  return [...given.map((name) => `${name}='${env[name]}'`), 'npx latchkey'].join(' ');
}

/** A real space begins in preview: nothing is written or mailed until it is switched live. */
function firstSteps(plan: Plan, hasSettings: boolean): string[] {
  const { adminTokenFile } = plan;
  const token = adminTokenFile === null ? '$LATCHKEY_ADMIN_TOKEN' : `$(cat '${adminTokenFile}')`;
  return [
    ...(hasSettings ? [] : saveSettings(plan)),
    `  ${latchkey(plan)} webhooks install    makes the webhooks in Nexudus`,
    ...keyedAddress(plan),
    `  curl -X POST -H "Authorization: Bearer ${token}" ${localApi(plan)}/api/v1/preview    shows what going live would do (docs/roster-sync.md)`,
  ];
}

/** Without a plan map: a plan that the space does not have would be refused. */
const FIRST_SETTINGS = 'spaceName: The Loft\\nssid: Loft Members\\n';

function saveSettings(plan: Plan): string[] {
  return [
    '  The space has no settings yet, which all that follows needs. Save the first (README.md, "Connect a real space"),',
    '  or start with LATCHKEY_SETTINGS=settings.yaml:',
    `  printf '${FIRST_SETTINGS}' | ${latchkey(plan)} settings push -`,
  ];
}

/** The address with its key is the only proof of unsigned hooks; to set them up by hand, one must see it. */
function keyedAddress({ config, secrets }: Plan): string[] {
  const address = webhookAddressOf(config, secrets.nexudusWebhookSecrets, secrets.masterKeys);
  if (address.key === null) return [];
  return [
    '  NEXUDUS_WEBHOOK_SECRET is not set, so the key in their address proves webhooks. Keep it to yourself:',
    `    ${webhookTemplate(address)}`,
  ];
}

const Status = z.object({ hindrance: z.string().nullable(), port: z.number().nullable() });

/** The state of the sandbox's RADIUS server, or how to install one; undefined when the sandbox does not tell. */
export async function radiusSentence(sandboxPort: number): Promise<string | undefined> {
  const reply = await tryFetch(`http://127.0.0.1:${sandboxPort}/radius-play/status`);
  if (reply?.status !== 200) return undefined;
  const { hindrance, port } = Status.parse(JSON.parse(reply.body));
  return hindrance ?? `FreeRADIUS answers on UDP port ${port}; the sandbox page logs in with real EAP`;
}
