import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { firstSteps } from './first-steps';
import { localApi } from './local-api';
import type { Plan } from './plan';

/** What is running where, one line each, for people and for scripts that look for the first word. */
export function urlTable({ config, sandbox }: Plan, temporalUi: string | null): string[] {
  const rows: [string, string | null][] = [
    ['Temporal UI', temporalUi ?? 'where the server at TEMPORAL_ADDRESS has it'],
    ['Sandbox', sandbox && `http://127.0.0.1:${sandbox.port}/`],
    ['API', `${config.publicUrl}/api/v1/openapi.json`],
    ['Mailbox', sandbox && `http://127.0.0.1:${sandbox.port}/mailbox`],
    ['Nexudus', config.nexudus.spaceUrl],
  ];
  return rows.flatMap(([name, url]) => (url === null ? [] : [`${name.padEnd(12)} ${url}`]));
}

export interface Surroundings {
  hasSettings: boolean;
  /** Id of a member of the sandbox, for an example that works when it is copied. */
  member?: string;
  /** How the sandbox's RADIUS server is. */
  radius?: string;
}

/** What a person may do now. */
export function nextSteps(plan: Plan, { hasSettings, member, radius }: Surroundings): string[] {
  const { config, adminTokenFile } = plan;
  const api = localApi(plan);
  const token = adminTokenFile === null ? '$LATCHKEY_ADMIN_TOKEN' : `$(cat '${adminTokenFile}')`;
  return [
    adminTokenFile === null ? 'Operator token: the LATCHKEY_ADMIN_TOKEN you gave' : `Operator token: ${adminTokenFile}`,
    `Logs:           ${join(config.home, 'logs')}`,
    '',
    ...(radius === undefined ? [] : [`RADIUS:         ${radius}`, '']),
    'To try next:',
    ...(plan.sandbox
      ? ['  let somebody join on the sandbox page, open the letter in the mailbox, and follow its link']
      : []),
    `  curl -H "Authorization: Bearer ${token}" ${api}/api/v1/members`,
    ...(plan.sandbox ? signedHook(plan, member) : firstSteps(plan, token, hasSettings)),
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
