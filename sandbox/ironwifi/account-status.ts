import type { Context } from './context';
import { invalid } from './problem';
import type { UserRow } from './store';

export type Status = Pick<UserRow, 'enabled' | 'idleStatus'>;

/** What writing a word into `status` does to an account that stands as `now`. */
export function readStatus({ switches }: Context, word: unknown, now: Status): Status {
  const [on, off] = switches.statusVocabulary.split('/');
  // An empty status is what the vendor's own provider sends to say nothing (ironwifi.md §2.5).
  if (word === undefined || word === null || word === '') {
    return { enabled: now.enabled, idleStatus: now.idleStatus };
  }
  if (word === on) return { enabled: true, idleStatus: '' };
  if (word === off) return { enabled: false, idleStatus: '' };
  if (switches.statusUnknown === 'accept' && typeof word === 'string')
    return { enabled: now.enabled, idleStatus: word };
  throw invalid('status', 'notInArray', 'The input was not found in the haystack');
}

export function renderStatus({ switches }: Context, { enabled, idleStatus }: Status): string {
  const [on = '', off = ''] = switches.statusVocabulary.split('/');
  return idleStatus || (enabled ? on : off);
}
