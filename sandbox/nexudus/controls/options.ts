/**
 * How one emulated Nexudus account behaves. Every fact that the public documents leave open is a switch here
 * (nexudus.md §9), so that a client can be shown to work whichever way the live service behaves.
 */
export interface NexudusOptions {
  username: string;
  password: string;
  /** Key of the webhook signature; `null` sends no signature header (nexudus.md §5.5). */
  webhookSecret: string | null;
  /** The account's clock, in milliseconds since the epoch. */
  now: () => number;
  /** Calls a minute; writes get half of it (nexudus.md §2.8: 120 and 60). `Infinity` lifts both limits. */
  ratePerMinute: number;
  /** Also enforces one call per 100 ms (nexudus.md §2.8). */
  burstRule: boolean;
  /** nexudus.md §2.8. */
  throttleStatus: 409 | 429;
  /** Milliseconds before re-attempt `attempt` (1 to 10) of a failed delivery (nexudus.md §5.4). */
  retryDelayMs: (attempt: number) => number;
  /** nexudus.md §5.4. */
  hookDelayMs: number;
  hookDuplicates: boolean;
  /** Sends the hooks of one change in the opposite order. */
  hookReorder: boolean;
  /** Milliseconds for which readers still see contracts, passes, pauses and check-ins as before (nexudus.md §5.4). */
  rowLagMs: number;
  /** Whether a list's rows are complete (nexudus.md §2.4). */
  listRows: 'partial' | 'full';
  /** What happens to fields that a PUT leaves out (nexudus.md §2.6). */
  putMissing: 'clear' | 'keep';
  /** The same for `CustomFields` (nexudus.md §2.6). */
  customFieldsOmitted: 'keep' | 'clear';
  /** The answer to an id that does not exist (nexudus.md §2.5). */
  deadId: 404 | 500;
  /** What a page size above 1,000 does (nexudus.md §2.2). */
  sizeAbove1000: 'clamp' | 'honour';
  /** What is signed beyond ASCII (nexudus.md §5.5). */
  signature: 'raw' | 'folded';
  /** What actions 35 and 36 carry (nexudus.md §5.3). */
  checkinPayload: 'coworker' | 'checkin';
  /** Whether lists hold archived coworkers (nexudus.md §3.2). */
  archivedInLists: boolean;
  /** Whether archiving raises CoworkerUpdate; no action of its own exists (nexudus.md §8). */
  archiveHooks: 'update' | 'none';
  /** Whether a contract that starts later already says Active (nexudus.md §4.1). */
  futureContracts: 'active' | 'inactive';
  /** The location's daily cut-off ("HH:mm", local), at which the day of a used day pass ends (nexudus.md §11). */
  dailyCutOff: string;
  /** Whether a customer without a pass may check in, and is sold one at the check-out (nexudus.md §11). */
  payAsYouGo: boolean;
  /** How filters match text (nexudus.md §2.2). */
  stringFilter: 'contains' | 'exact';
  /** Whether the account's eWebhookAction has the documented numbers, others, or is not served (nexudus.md §5.2). */
  webhookEnum: 'documented' | 'shifted' | 'absent';
}

const minute = 60_000;
const redeliveryMinutes = [0.25, 1, 2, 5, 10, 20, 40, 60, 120, 240];

export function withDefaults(options: Partial<NexudusOptions>): NexudusOptions {
  return {
    username: 'owner@sandbox.example',
    password: 'sandbox-password',
    webhookSecret: 'sandbox-webhook-secret',
    now: Date.now,
    ratePerMinute: 120,
    burstRule: false,
    throttleStatus: 409,
    retryDelayMs: (attempt) => (redeliveryMinutes[attempt - 1] ?? 240) * minute,
    hookDelayMs: 0,
    hookDuplicates: false,
    hookReorder: false,
    rowLagMs: 0,
    listRows: 'partial',
    putMissing: 'clear',
    customFieldsOmitted: 'keep',
    deadId: 404,
    sizeAbove1000: 'clamp',
    signature: 'raw',
    checkinPayload: 'coworker',
    archivedInLists: false,
    archiveHooks: 'update',
    futureContracts: 'active',
    dailyCutOff: '00:00',
    payAsYouGo: false,
    stringFilter: 'contains',
    webhookEnum: 'documented',
    ...options,
  };
}

/** The values of the switches that are choices, for a page to offer. */
export const switchChoices = {
  throttleStatus: [409, 429],
  listRows: ['partial', 'full'],
  putMissing: ['clear', 'keep'],
  customFieldsOmitted: ['keep', 'clear'],
  deadId: [404, 500],
  sizeAbove1000: ['clamp', 'honour'],
  signature: ['raw', 'folded'],
  checkinPayload: ['coworker', 'checkin'],
  archiveHooks: ['update', 'none'],
  futureContracts: ['active', 'inactive'],
  stringFilter: ['contains', 'exact'],
  webhookEnum: ['documented', 'shifted', 'absent'],
} as const;
