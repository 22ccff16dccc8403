import { z } from 'zod';
import { businessId, memberId } from '../../domain/replayed/ids';
import type { CoworkerRow } from '../membership-source';
import { idList, optionalId, wireId } from './wire-fields';

const customField = z.object({
  Name: z.union([z.string(), z.number()]).transform(String),
  Value: z.string().nullish(),
});

/** nexudus.md §3.1. The summary fields are missing from some rows; whoever needs them is told so by null. */
export const coworkerRecord = z
  .object({
    Id: wireId,
    FullName: z.string().nullish(),
    Email: z.string().nullish(),
    Active: z.boolean(),
    Archived: z.boolean(),
    InvoicingBusinessId: optionalId,
    CoworkerContractIds: z.string().nullish(),
    TeamIds: z.string().nullish(),
    Teams: z.array(wireId).nullish().catch(null),
    HasDueInvoices: z.boolean().nullish(),
    CustomFields: z.object({ Data: z.unknown() }).nullish().catch(null),
  })
  .transform((row): CoworkerRow => ({
    id: memberId(row.Id),
    email: row.Email?.trim() || null,
    fullName: row.FullName ?? '',
    active: row.Active,
    archived: row.Archived,
    businessId: row.InvoicingBusinessId === null ? null : businessId(row.InvoicingBusinessId),
    contractIds: row.CoworkerContractIds === undefined ? null : idList(row.CoworkerContractIds),
    teamIds: row.TeamIds === undefined ? (row.Teams ?? []) : idList(row.TeamIds),
    unpaid: row.HasDueInvoices ?? null,
    customFields: customFields(row.CustomFields?.Data),
  }));

/** Data that is no array is no data (nexudus.md §8.22). Of two fields with one name the first wins (§3.3). */
function customFields(data: unknown): Record<string, string> | null {
  if (!Array.isArray(data)) return null;
  const fields = data.flatMap((item) => {
    const { data: field } = customField.safeParse(item);
    return typeof field?.Value === 'string' ? [[field.Name, field.Value] as const] : [];
  });
  return Object.fromEntries(fields.reverse());
}
