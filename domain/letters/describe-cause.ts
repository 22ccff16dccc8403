import type { FailureCode } from '../replayed/failure-codes';
import type { SyncedSystem } from '../replayed/health/synced-system';

const causes: Partial<Record<FailureCode, string>> = {
  unreachable: 'it cannot be reached',
  timeout: 'it does not answer in time',
  outage: 'it answers with errors of its own',
  throttled: 'it lets us make no calls',
  inconsistent: 'its answers contradict each other, or a part is missing',
  malformed: 'its answers have another shape than is documented',
  wrongTenant: 'another tenant or region answers',
};

/** Why a side cannot be worked with, in words for the person in charge: "IronWifi: …". */
export function describeCause(side: SyncedSystem, code: FailureCode): string {
  if (code === 'unauthorized' || code === 'forbidden')
    return side === 'ironwifi' ? 'the API key is refused' : 'the log-in is refused, or its user lacks a role';
  return causes[code] ?? `it refuses what it is asked (${code})`;
}
