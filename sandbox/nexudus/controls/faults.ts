/** The service's current faults. Mutable: a test or the page flips a switch, and the next call feels it. */
export interface NexudusFaults {
  down: 'off' | 'refuse' | '500' | '503' | 'hang';
  throttle: boolean;
  /** The `Retry-After` of a throttled or 503 answer, whatever it holds; empty: as the service sends it. */
  retryAfter: string;
  /** How many of the next calls are answered with the transient-looking "Ooops!" 500. */
  ooopsNext: number;
  /** Every call answers HTTP 200 with `WasSuccessful: false`. */
  wasSuccessfulFalse: boolean;
  /** Lists and batch reads succeed and hold nothing. */
  emptyLists: boolean;
  /** The last row of each list is left out, though the total counts it. */
  rowMissing: boolean;
  /** Lists come in small pages, and each of them is the first page again. */
  pageRepeated: boolean;
  /** Coworker ids whose contract rows read empty while the coworker record still names the contracts. */
  contractsHidden: string[];
  /** Pages that begin beyond this row are refused with 403; 0: none (nexudus.md §11). */
  deepestRow: number;
  /** What a firewall in front of the service answers in its stead (nexudus.md §11). */
  firewall: 'off' | '202' | '403' | 'redirect';
  slowMs: number;
  dropHooks: boolean;
  unauthorized: boolean;
  /** Roles the user lacks, such as `CoworkerContract-List`; each denial is a 401. */
  deniedRoles: string[];
  /** Ids of locations in which the user may write nothing; each denial is a 401. */
  deniedBusinesses: string[];
}

export function noFaults(): NexudusFaults {
  return {
    down: 'off',
    throttle: false,
    retryAfter: '',
    ooopsNext: 0,
    wasSuccessfulFalse: false,
    emptyLists: false,
    rowMissing: false,
    pageRepeated: false,
    contractsHidden: [],
    deepestRow: 0,
    firewall: 'off',
    slowMs: 0,
    dropHooks: false,
    unauthorized: false,
    deniedRoles: [],
    deniedBusinesses: [],
  };
}

/** The values of the switches that are not plain on/off. */
export const faultChoices = {
  down: ['off', 'refuse', '500', '503', 'hang'],
  firewall: ['off', '202', '403', 'redirect'],
} as const;
