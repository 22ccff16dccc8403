import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from '../../config';
import type { Sandbox } from '../../sandbox';

export const connector = 'bench';
export const webhookSecret = 'bench-webhook-secret';
export const ironwifiKey = 'sandbox-ironwifi-key';

interface Calls {
  nexudus: number;
  ironwifi: number;
}

/** Calls a minute: how many the product is told to make at most, and how many the outside world allows. */
export interface Rates {
  product: Calls;
  limits: Calls;
}

/** More than a bench can use. */
const PLENTY = 100_000;
export const unlimited: Rates = {
  product: { nexudus: PLENTY, ironwifi: PLENTY },
  limits: { nexudus: Infinity, ironwifi: Infinity },
};

/** The product's default rates, and the vendors' documented limits (nexudus.md §2.8, ironwifi.md §1.5), so many times. */
export const timesDefault = (clock: number): Rates => ({
  product: { nexudus: 120 * clock, ironwifi: 90 * clock },
  limits: { nexudus: 120 * clock, ironwifi: 100 * clock },
});

const secrets = {
  LATCHKEY_MASTER_KEY: randomBytes(32).toString('base64'),
  LATCHKEY_ADMIN_TOKEN: randomBytes(24).toString('hex'),
};

/** What `launch` is told, in place of the environment of whoever started the bench. */
export function environmentOf(
  { nexudusApiUrl, ironwifiApiUrl, smtpUrl }: Sandbox,
  home: string,
  ports: { api: number; temporal: number },
  { product }: Rates,
): NodeJS.ProcessEnv {
  const { PATH, HOME, TZ } = process.env;
  return {
    ...{ PATH, HOME, TZ },
    ...secrets,
    NEXUDUS_API_URL: nexudusApiUrl,
    NEXUDUS_USERNAME: 'owner@sandbox.example',
    NEXUDUS_PASSWORD: 'sandbox-password',
    NEXUDUS_WEBHOOK_SECRET: webhookSecret,
    NEXUDUS_RATE_PER_MINUTE: String(product.nexudus),
    IRONWIFI_API_URL: ironwifiApiUrl,
    IRONWIFI_API_KEY: ironwifiKey,
    IRONWIFI_RATE_PER_MINUTE: String(product.ironwifi),
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'wifi@sandbox.example',
    LATCHKEY_CONNECTOR: connector,
    LATCHKEY_HOME: home,
    LATCHKEY_CACHE: cacheFolder(process.env),
    LATCHKEY_PORT: String(ports.api),
    LATCHKEY_TEMPORAL_PORT: String(ports.temporal),
    LATCHKEY_SETTINGS: join(home, 'settings.yaml'),
  };
}

const HOUR_MS = 3_600_000;

/** No run meets the end of a day, at which everybody is checked out. */
export function settingsOf(plans: Record<string, object>): object {
  const cutOff = new Date(Date.now() + 12 * HOUR_MS).toISOString().slice(11, 16);
  return { spaceName: 'Bench', ssid: 'Bench', timeZone: 'UTC', cutOff, live: true, plans };
}
