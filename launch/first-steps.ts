import { webhookAddressOf, webhookTemplate } from '../api/webhooks/url-key';
import { localApi } from './local-api';
import type { Plan } from './plan';

/** A real space begins in preview: nothing is written or mailed until somebody says so. */
export function firstSteps(plan: Plan, token: string, hasSettings: boolean): string[] {
  const api = `${localApi(plan)}/api/v1`;
  const authorization = `-H "Authorization: Bearer ${token}"`;
  return [
    ...(hasSettings ? [] : saveSettings(api, authorization)),
    `  curl -X POST ${authorization} ${api}/webhooks/install    makes the webhooks in Nexudus`,
    ...keyedAddress(plan),
    `  curl -X POST ${authorization} ${api}/preview    shows what going live would do (docs/roster-sync.md)`,
  ];
}

/** Without a plan map: one that names a plan which the space does not have would be refused. */
const FIRST_SETTINGS = '{"spaceName":"The Loft","ssid":"Loft Members"}';

function saveSettings(api: string, authorization: string): string[] {
  return [
    '  The space has no settings yet, which all that follows needs. Save the first (README.md, "Connect a real space"),',
    '  or start with LATCHKEY_SETTINGS=settings.yaml:',
    `  curl -X PUT ${authorization} -H 'If-Match: "0"' -H 'Content-Type: application/json' \\`,
    `    -d '${FIRST_SETTINGS}' ${api}/settings`,
  ];
}

/** Hooks that are not signed are known by their address alone, so whoever sets them up by hand has to see it. */
function keyedAddress({ config, secrets }: Plan): string[] {
  const address = webhookAddressOf(config, secrets.nexudusWebhookSecrets, secrets.masterKeys);
  if (address.key === null) return [];
  return [
    '  NEXUDUS_WEBHOOK_SECRET is not set, so the key in their address proves webhooks. Keep it to yourself:',
    `    ${webhookTemplate(address)}`,
  ];
}
