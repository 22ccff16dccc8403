import {
  probe,
  type Journal,
  type Journalled,
  type ProbeAccess,
  type ProbeOptions,
} from '../../../clients/ironwifi/probe/probe';
import type { Directory } from './directory';

/** A journal that outlasts its process. */
export function memoryJournal(entries: readonly Journalled[] = []): Journal & { entries: readonly Journalled[] } {
  const journal = {
    entries,
    read: () => Promise.resolve([...journal.entries]),
    write: (next: readonly Journalled[]) => {
      journal.entries = [...next];
      return Promise.resolve();
    },
  };
  return journal;
}

export const probeOf = (directory: ProbeAccess, options: Partial<ProbeOptions> = {}) =>
  probe({ directory, connector: 'main', journal: memoryJournal(), knownCompany: null, rateLimit: false, ...options });

export const throwAways = ({ tenant }: Directory): string[] =>
  tenant.accounts().flatMap(({ username }) => (username.startsWith('latchkey-probe.') ? [username] : []));
