import { memberId, type MemberId } from '../../domain/replayed/ids';
import { Problem } from '../problem';

/** The member that an address names, by the id of the coworker in Nexudus. */
export function memberOf(id: string): MemberId {
  if (/^[1-9]\d{0,18}$/.test(id)) return memberId(id);
  throw new Problem(404, 'A member is named by the number of the coworker in Nexudus.');
}
