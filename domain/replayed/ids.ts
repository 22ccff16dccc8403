/** Ids stay strings: Nexudus numbers exceed 2^31 and IronWifi uses UUIDs or numbers (nexudus.md §2.7, ironwifi.md §10.9). */
export type MemberId = string & { readonly brand: 'MemberId' };
export type AccountId = string & { readonly brand: 'AccountId' };
export type PlanId = string & { readonly brand: 'PlanId' };
export type BusinessId = string & { readonly brand: 'BusinessId' };

export const memberId = (value: string): MemberId => value as MemberId;
export const accountId = (value: string): AccountId => value as AccountId;
export const planId = (value: string): PlanId => value as PlanId;
export const businessId = (value: string): BusinessId => value as BusinessId;

export const recordIdPattern = /^[1-9]\d{0,18}$/;

/** The id of a record in Nexudus: a positive whole number of at most 19 digits. Null: the text is none. */
export const parseRecordId = (text: string): string | null => (recordIdPattern.test(text) ? text : null);

/** A member's id, which is the id of the coworker in Nexudus. Null: the text is none. */
export function parseMemberId(text: string): MemberId | null {
  const id = parseRecordId(text);
  return id === null ? null : memberId(id);
}

/** An instant: milliseconds since the epoch, UTC. */
export type Instant = number;
