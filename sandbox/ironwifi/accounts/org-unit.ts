import { invalid } from '../resources/problem';
import type { Context } from '../store/context';
import type { UserRow } from '../store/store';

export type OrgUnitOfUser = Pick<UserRow, 'orgUnitId' | 'orgUnitAsWritten'>;

/** What writing `orgunit` does to an account in the state `now`; an empty value removes it from its unit. */
export function readOrgUnit(context: Context, wanted: unknown, now: OrgUnitOfUser): OrgUnitOfUser {
  const unchanged = { orgUnitId: now.orgUnitId, orgUnitAsWritten: now.orgUnitAsWritten };
  if (wanted === undefined) return unchanged;
  if (wanted === null || wanted === '') return { orgUnitId: '', orgUnitAsWritten: '' };
  const written = typeof wanted === 'string' || typeof wanted === 'number' ? String(wanted) : '';
  const orgUnitId = findOrgUnit(context, written);
  if (orgUnitId) return { orgUnitId, orgUnitAsWritten: written };
  if (context.switches.orgUnitUnknown === 'ignored') return unchanged;
  throw invalid('orgunit', 'noRecordFound', 'No record matching the input was found');
}

/** What a reply shows: the name or the id, as the tenant has it; a tenant that takes both echoes what was written. */
export function renderOrgUnit(context: Context, { orgUnitId, orgUnitAsWritten }: OrgUnitOfUser): string {
  const { orgUnitBy } = context.switches;
  if (orgUnitBy === 'id') return orgUnitId;
  return orgUnitBy === 'name' ? orgUnitName(context, orgUnitId) : orgUnitAsWritten;
}

export function orgUnitName({ store }: Context, id: string): string {
  return String(store.plain('orgunits').find(id)?.fields['name'] ?? '');
}

function findOrgUnit({ store, switches }: Context, written: string): string | undefined {
  const units = store.plain('orgunits');
  const byId = switches.orgUnitBy === 'name' ? undefined : units.find(written);
  const byName = switches.orgUnitBy === 'id' ? undefined : units.where(written)[0];
  return (byId ?? byName)?.id;
}
