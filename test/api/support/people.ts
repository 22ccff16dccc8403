import { PeopleIndex } from '../../../api/people/people-index';
import type { ContractRow, CoworkerRow } from '../../../clients/membership-source';
import { businessId, memberId, planId } from '../../../domain/replayed/ids';

export const coworkerRow = (id: string, fullName: string, more: Partial<CoworkerRow> = {}): CoworkerRow => ({
  ...{ id: memberId(id), fullName, email: `${id}@members.example`, active: true, archived: false },
  ...{ businessId: businessId('1'), contractIds: [], teamIds: [], unpaid: false, customFields: null },
  ...more,
});

export const contractOf = (member: string, planName: string, more: Partial<ContractRow> = {}): ContractRow => ({
  ...{ id: `${member}0`, uniqueId: null, coworkerId: memberId(member), planId: planId('11'), planName },
  ...{ businessId: businessId('1'), start: 0, cancellation: null, active: true, main: true, pausedNow: null },
  ...more,
});

/** An index that has just been read: names by id. */
export function peopleNamed(names: Record<string, string>, readAt = Date.now()): PeopleIndex {
  const people = new PeopleIndex();
  const rows = Object.entries(names).map(([id, name]) => coworkerRow(id, name));
  people.takePeople(rows, { username: 'email' });
  people.takeLocations([{ id: businessId('1'), name: 'Loft', timeZone: null }]);
  people.state = { readAt, failing: null };
  return people;
}
