import { memberId, type MemberId } from '../../domain/replayed/ids';
import type { RecordKind } from './hint-rules';
import type { NexudusRecord } from './read-records';

/** An id as text; undefined for what cannot be one. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) ? text : undefined;
}

/** The members that a record names; null when it lacks the id that it should carry. */
export function membersOf(record: NexudusRecord, kind: RecordKind): MemberId[] | null {
  switch (kind) {
    case 'coworker':
      return single(idOf(record.CoworkerId) ?? idOf(record.Id));
    case 'owned':
      return single(idOf(record.CoworkerId));
    case 'team':
      return teamMembers(record);
  }
}

function single(id: string | undefined): MemberId[] | null {
  return id === undefined ? null : [memberId(id)];
}

/** A team may have nobody in it; without even its own id it is not a team. */
function teamMembers(record: NexudusRecord): MemberId[] | null {
  const listed: unknown[] = Array.isArray(record.TeamMembers) ? record.TeamMembers : [];
  const ids = [...listed, record.PayingMemberId].map(idOf).filter((id) => id !== undefined);
  if (ids.length === 0 && idOf(record.Id) === undefined) return null;
  return [...new Set(ids)].map(memberId);
}
