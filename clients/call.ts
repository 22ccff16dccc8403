/** How a call to an outside system is made, and who counts it. */
export interface Call {
  /** Somebody waits for `interactive`; `bulk` takes what the rate limit leaves over. */
  lane: 'interactive' | 'bulk';
  /** Waits for its turn however long that takes; bulk calls do anyway. Others throw `throttled` after 2 s. */
  patient?: boolean;
  /** Called once per HTTP request that leaves (log-ins apart). */
  onCall?: () => void;
  /** Epoch ms; past it, a call that has not been sent throws `orderExpired`. */
  notAfter?: number;
  signal?: AbortSignal;
}

/** A call that counts the requests it takes. */
export function countingCall(lane: Call['lane']): Call & { readonly calls: number } {
  let calls = 0;
  return {
    lane,
    onCall: () => calls++,
    get calls() {
      return calls;
    },
  };
}

/** Waits for `shared`, which others may wait for too, no longer than the caller does. */
export async function whileWanted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return shared;
  signal.throwIfAborted();
  let leave: () => void = () => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    // An abort reason is whatever the caller chose; it is handed back as it came.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([shared, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
