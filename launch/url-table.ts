import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { reachableHost } from './children';
import type { Plan } from './plan';

/** What is running where, one line each, for people and for scripts that look for the first word. */
export function urlTable({ config, sandbox }: Plan, temporalUi: string | null): string[] {
  const rows: [string, string][] = [
    ['Temporal UI', temporalUi ?? 'where the server at TEMPORAL_ADDRESS has it'],
    ...(sandbox ? [['Sandbox', `http://127.0.0.1:${sandbox.port}/`] as [string, string]] : []),
    ['API', `${config.publicUrl}/api/v1/openapi.json`],
    ...(sandbox ? [['Mailbox', `http://127.0.0.1:${sandbox.port}/mailbox`] as [string, string]] : []),
  ];
  return rows.map(([name, url]) => `${name.padEnd(12)} ${url}`);
}

/**
 * What a person may do now.
 * @param memberId a member of the sandbox, for an example that works when it is copied
 * @param radius how the sandbox's RADIUS server is
 */
export function nextSteps(plan: Plan, memberId?: string, radius?: string): string[] {
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
    ...(plan.sandbox
      ? signedHook(plan, memberId)
      : firstSteps(`curl -X POST -H "Authorization: Bearer ${token}" ${api}`)),
    '',
    'Ctrl-C stops everything; the next start finds its state again.',
  ];
}

export function localApi({ config }: Plan): string {
  return `http://${reachableHost(config.host)}:${config.port}`;
}

/** A real space begins in preview: nothing is written or mailed until somebody says so. */
const firstSteps = (post: string): string[] => [
  `  ${post}/api/v1/webhooks/install    makes the webhooks in Nexudus`,
  `  ${post}/api/v1/preview    shows what going live would do (docs/roster-sync.md)`,
];

/** A webhook as Nexudus sends it, signed as Nexudus signs it. */
function signedHook(plan: Plan, memberId: string | undefined): string[] {
  const secret = plan.secrets.nexudusWebhookSecrets[0];
  if (!secret || memberId === undefined) return [];
  const body = `[{"Id":${memberId},"BusinessId":${SANDBOX_BUSINESS}}]`;
  const signature = createHmac('sha256', secret.reveal()).update(body).digest('hex').toUpperCase();
  return [
    `  curl -X POST ${localApi(plan)}/webhooks/nexudus/${plan.config.connector}/${SANDBOX_BUSINESS}/CoworkerUpdate \\`,
    `    -H 'Content-Type: application/json' -H 'X-Nexudus-Hook-Signature: ${signature}' \\`,
    `    -d '${body}'`,
  ];
}

/** The location that the sandbox is seeded with. */
const SANDBOX_BUSINESS = 1001;
