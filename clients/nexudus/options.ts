import type { MaintenanceGate } from '../maintenance-gate';

export interface NexudusClientOptions {
  /** With `/api`, without a trailing slash. */
  apiUrl: string;
  /** `basic` is how an API key and secret are used (nexudus.md §1.3). */
  auth: { kind: 'bearer' | 'basic'; username: string; password: () => string };
  /** Infinity: as fast as the server answers. */
  ratePerMinute: number;
  /** Of one request; 8 s when left out. */
  timeoutMs?: number;
  /** Epoch ms. */
  now?: () => number;
  /** All calls, when left out. */
  admit?: MaintenanceGate;
}
