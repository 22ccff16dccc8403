import { z } from 'zod';

/** Strings now, numbers in old documents (ironwifi.md §10.9): a string from here on. */
export const wireId = z.union([z.string().min(1), z.int()]).transform(String);

/** Absent, null and "" are one (ironwifi.md §2.4). */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? ''));

/** A user as it is on the wire; never with a password. `undefined` tells a field that the reply leaves out. */
export const userRecord = z.object({
  id: wireId,
  username: text,
  notes: text.optional(),
  status: text.optional(),
  orgunit: text.optional(),
});
export type UserRecord = z.infer<typeof userRecord>;

export const orgUnitRecord = z.object({ id: wireId, name: text });
export type OrgUnitRecord = z.infer<typeof orgUnitRecord>;

/** No document shows its shape (ironwifi.md §4.1); these are the fields of the request. */
export const attributeRecord = z.object({
  id: wireId,
  attribute: z.string(),
  value: text,
  userid: wireId.optional(),
});
export type AttributeRecord = z.infer<typeof attributeRecord>;

export const accountRecord = z.object({ company_id: wireId, region: z.string().nullish() });
