import type { MemberId } from '../replayed/ids';
import type { Rules } from '../settings/rules';

/** What the directory and the mail need to know of a member. Read when needed, kept nowhere. */
export interface Person {
  fullName: string;
  email: string | null;
  /** By name or registered id; null: the row did not carry them. */
  customFields: Record<string, string> | null;
}

export type Named = Pick<Person, 'email' | 'customFields'> & { id: MemberId };

const CUSTOM_FIELD = 'customField:';

/** The name of the field that a setting like `customField:<name>` points at; null for any other word. */
export function customFieldName(setting: Rules['username'] | Rules['password']): string | null {
  return setting.startsWith(CUSTOM_FIELD) ? setting.slice(CUSTOM_FIELD.length) : null;
}

/** The value of a custom field as the member typed it; null when it is empty, missing or was not read. */
export function customField(person: Pick<Person, 'customFields'>, name: string): string | null {
  const fields = person.customFields;
  if (fields === null || !Object.hasOwn(fields, name)) return null;
  return fields[name]?.trim() || null;
}

/** The password that the member chose in Nexudus; null where passwords are generated, or none is there. */
export function chosenPassword(person: Pick<Person, 'customFields'>, rules: Pick<Rules, 'password'>): string | null {
  const name = customFieldName(rules.password);
  return name === null ? null : customField(person, name);
}
