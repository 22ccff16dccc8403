/** Ids stay strings: Nexudus numbers exceed 2^31 and IronWifi uses UUIDs or numbers (nexudus.md §2.7, ironwifi.md §10.9). */
export type MemberId = string & { readonly brand: 'MemberId' };
export type AccountId = string & { readonly brand: 'AccountId' };
export type PlanId = string & { readonly brand: 'PlanId' };
export type BusinessId = string & { readonly brand: 'BusinessId' };

export const memberId = (value: string): MemberId => value as MemberId;
export const accountId = (value: string): AccountId => value as AccountId;
export const planId = (value: string): PlanId => value as PlanId;
export const businessId = (value: string): BusinessId => value as BusinessId;

/** An instant: milliseconds since the epoch, UTC. */
export type Instant = number;
