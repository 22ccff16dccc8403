import type { MemberId } from '../domain/replayed/ids';
import type { Priority } from '../domain/replayed/priority';

/** A record of the source that cannot be read. */
export interface OddRow {
  of: 'coworkers' | 'contracts' | 'pauses' | 'passes' | 'checkIns' | 'teams';
  id: string;
  /** Whose it is, where it says so. */
  member: MemberId | null;
  /** A pause's, where it says so. */
  contractId: string | null;
}

/** `since` for what goes before all other work of its priority: it finishes what has begun, or one call of it serves everybody. */
export const FIRST = 0;

/** How a call to an external system is made, and who counts it. */
export interface Call {
  /** For the rate limiter. */
  priority: Priority;
  /** Waits for its turn as long as our own rate limit takes, as background calls do by default. Others throw `throttled` after 2 s. */
  patient?: boolean;
  /** When the work began that it belongs to (`performance.now()`): of one priority, older work is finished first. */
  since?: number;
  /** A turn at the rate limiter that has been taken before, for the first request of the call. */
  turn?: TakenTurn;
  /** Called once per HTTP request that leaves (log-ins apart). */
  onCall?: () => void;
  /** Epoch ms; past it, a call that has not been sent throws `orderExpired`. */
  notAfter?: number;
  /** Takes the records that cannot be read; without it, one of them fails the whole read. */
  onOdd?: (row: OddRow) => void;
  signal?: AbortSignal;
}

/** Good for one request. */
export class TakenTurn {
  #isLeft = true;

  /** False: it has been used. */
  use(): boolean {
    const isLeft = this.#isLeft;
    this.#isLeft = false;
    return isLeft;
  }
}

/** A call that counts the requests it takes. */
export function countingCall(priority: Priority): Call & { readonly calls: number } {
  let calls = 0;
  return {
    priority,
    onCall: () => calls++,
    get calls() {
      return calls;
    },
  };
}

/** Waits for `shared`, which others may wait for too, until the caller's signal says to stop. */
export async function whileWanted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  signal.throwIfAborted();
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    // An abort reason is whatever the caller chose, and is passed on as it is.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([shared, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/**
 * Asked before each call to an external system, log-ins included: it returns, or throws the caller's error. A change that
 * has begun is finished without asking again.
 */
export type MaintenanceGate = (call: { isWrite: boolean }) => Promise<void>;

export const openGate: MaintenanceGate = () => Promise.resolve();
