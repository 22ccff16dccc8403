import type { IronwifiSwitches } from './switches';

/** How the emulated tenant is set up. */
export interface IronwifiOptions {
  /** Bearer key with every right. */
  apiKey: string;
  /** Bearer key that may only GET. */
  readOnlyKey: string;
  companyId: string;
  company: string;
  plan: string;
  /** What `GET /account` reports. */
  region: string;
  /** Calls per key and minute; Infinity also lifts the burst (20/s) and concurrency (10) limits. */
  ratePerMinute: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** What the OAuth password grant accepts. */
  oauth: { username: string; password: string; clientId: string; clientSecret: string };
  switches: Partial<IronwifiSwitches>;
}

export const defaultOptions: IronwifiOptions = {
  apiKey: 'sandbox-ironwifi-key',
  readOnlyKey: 'sandbox-ironwifi-read-only-key',
  companyId: 'sandbox-0a1b2c3d',
  company: 'Sandbox Coworking',
  plan: 'enterprise',
  region: 'us-east1',
  ratePerMinute: 100,
  now: Date.now,
  // The client id and secret are the ones the vendor's own documents show (ironwifi.md §0.2).
  oauth: { username: 'sandbox', password: 'sandbox', clientId: 'testclient', clientSecret: 'testpass' },
  switches: {},
};
