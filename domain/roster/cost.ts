import type { SyncedSystem } from '../replayed/health/synced-system';
import type { Finding } from './finding';

/** What the worker may use of the tenant's quotas. */
export interface Rates {
  /** Members that an import signals in a minute. */
  importPerMinute: number;
  /** Calls to Nexudus in a minute. */
  readsPerMinute: number;
}

/** What carrying something out costs, at these rates. */
export interface Cost {
  calls: Record<SyncedSystem, number>;
  minutes: number;
}

/** For the letter; the rest is known from the reading of the sync. */
const READS_PER_GRANT = 1;
/** Whatever takes something is read anew. Where many look at once they share lists, and it is less. */
const READS_PER_REMOVAL = 4;

/** @param rewritten accounts that get something else than a level or a status */
export function costOf(
  findings: readonly Pick<Finding, 'what' | 'takes'>[],
  { rewritten, importPerMinute, readsPerMinute }: Rates & { rewritten: number },
): Cost {
  const grants = findings.filter(({ what }) => what === 'grant').length;
  const removals = findings.filter(({ takes }) => takes).length;
  const isWrite = ({ what, takes }: Pick<Finding, 'what' | 'takes'>): boolean =>
    what === 'grant' || what === 'move' || what === 'revoke' || (what === 'orphan' && takes);
  const writes = findings.filter(isWrite).length;
  const calls = { nexudus: grants * READS_PER_GRANT + removals * READS_PER_REMOVAL, ironwifi: writes + rewritten };
  return { calls, minutes: Math.ceil(Math.max(calls.ironwifi / importPerMinute, calls.nexudus / readsPerMinute)) };
}
