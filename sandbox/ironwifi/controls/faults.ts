import type { Choices } from '../../controls/dials';

/** What can go wrong between a client and IronWifi; everything is off until turned on. */
export interface IronwifiFaults {
  /** Nothing is applied: the connection is reset, or never answered, or the service or a gateway says that it cannot. */
  down: 'off' | 'refuse' | 'hang' | '500' | '502-html' | '503';
  /** The host answers, but for another region: lists are empty with 200, no id is known (ironwifi.md §0.1.5). */
  wrongRegion: boolean;
  /** Every call waits this long (ms) before it is handled. */
  slowMs: number;
  /** Every write waits this long (ms) and is then applied, whether the caller is still there or not. */
  slowWritesMs: number;
  /** The next N writes are applied, and the connection is cut before the reply. */
  loseReplies: number;
  /** The next N replies with a body are cut in the middle of it. */
  resetMidBody: number;
  deleteFails: 'off' | '500-but-deleted' | '500-not-deleted';
  /** An account appears at the head of the list once its first page is read: the next page repeats a row. */
  pageDrift: boolean;
  /** An account leaves the head of the list once its first page is read: the next page skips a row. */
  pageGap: boolean;
  /** Every key is answered as if it had been revoked. */
  unauthorized: boolean;
  /** Every call is answered with 429. */
  throttle: boolean;
  /** The `Retry-After` of a throttled or 503 answer, whatever it holds; empty: 1 second, and none. */
  retryAfter: string;
}

export const faultChoices: Choices<IronwifiFaults> = {
  down: ['off', 'refuse', 'hang', '500', '502-html', '503'],
  wrongRegion: [false, true],
  deleteFails: ['off', '500-but-deleted', '500-not-deleted'],
  pageDrift: [false, true],
  pageGap: [false, true],
  unauthorized: [false, true],
  throttle: [false, true],
};

/** A new set of faults, all of them off. */
export function noFaults(): IronwifiFaults {
  return {
    down: 'off',
    wrongRegion: false,
    slowMs: 0,
    slowWritesMs: 0,
    loseReplies: 0,
    resetMidBody: 0,
    deleteFails: 'off',
    pageDrift: false,
    pageGap: false,
    unauthorized: false,
    throttle: false,
    retryAfter: '',
  };
}
