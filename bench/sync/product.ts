import { createHash, randomBytes } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { connectorActivities } from '../../activities/connector';
import type { ActivityDeps } from '../../activities/runtime/deps';
import { loadConfig } from '../../config';
import type { PreparedSettings } from '../../contracts/activities';
import { compose, type Composition } from '../../workers/compose';
import type { World } from './world';

export const connector = 'bench';

const settings = { spaceName: 'Bench', ssid: 'Bench', live: true };
/** Shared by the parts of the bench, which compare each other's tags. */
const masterKey = createHash('sha256').update('bench').digest('base64');
/** More than the bench can use. */
const unlimited = '100000';

/** The product as its worker composes it, against the emulated world. */
export async function assemble(world: World, client: Client): Promise<Composition> {
  const { config, secrets } = loadConfig(environmentOf(world));
  const { deps, ...rest } = compose(config, secrets, client);
  const activities = connectorActivities(deps);
  const prepare = (): Promise<PreparedSettings> => activities.prepareSettings({ settings, previous: null });
  const { rules } = await new MockActivityEnvironment().run<[], PreparedSettings, typeof prepare>(prepare);
  const known: ActivityDeps['rules'] = () => Promise.resolve(rules);
  return { deps: { ...deps, rules: known }, ...rest };
}

function environmentOf({ nexudusApiUrl, ironwifiApiUrl, smtpUrl }: World): NodeJS.ProcessEnv {
  return {
    NEXUDUS_API_URL: nexudusApiUrl,
    NEXUDUS_USERNAME: 'owner@sandbox.example',
    NEXUDUS_PASSWORD: 'sandbox-password',
    NEXUDUS_WEBHOOK_SECRET: 'sandbox-webhook-secret',
    NEXUDUS_RATE_PER_MINUTE: unlimited,
    IRONWIFI_API_URL: ironwifiApiUrl,
    IRONWIFI_API_KEY: 'sandbox-ironwifi-key',
    IRONWIFI_RATE_PER_MINUTE: unlimited,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'wifi@sandbox.example',
    LATCHKEY_MASTER_KEY: masterKey,
    LATCHKEY_ADMIN_TOKEN: randomBytes(32).toString('hex'),
    LATCHKEY_CONNECTOR: connector,
    LATCHKEY_SANDBOX: '1',
  };
}
