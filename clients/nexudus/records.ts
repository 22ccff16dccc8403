import { z } from 'zod';
import { withoutStrays } from '../../domain/account/plain-text';
import type { TimeSlot } from '../../domain/access/facts';
import { businessId, memberId, planId } from '../../domain/replayed/ids';
import type {
  BusinessRow,
  CheckInRow,
  ContractRow,
  CoworkerRow,
  PassRow,
  PauseRow,
  PlanRow,
  PortalField,
  TeamRow,
  TimePassRow,
  WebhookRow,
} from '../membership-source';

/**
 * Ids are integers on the wire, and strings from here on. Any number is accepted, 0 too: one odd reference must not make a
 * whole list unreadable.
 */
export const wireId = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/)]).transform(String);

/** `2025-01-15T10:30:00Z`; one without a zone is UTC (nexudus.md §2.7). Epoch ms. */
const wireInstant = z.string().transform((text, context) => {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const instant = Date.parse(zoned);
  if (Number.isFinite(instant)) return instant;
  context.issues.push({ code: 'custom', message: 'not a date', input: '' });
  return z.NEVER;
});

/** Absent and null alike. */
const optionalInstant = wireInstant.nullish().transform((instant) => instant ?? null);
/** A GUID, which one page may write in other letters than the next; that of nothing is all zeros. */
const optionalGuid = z
  .string()
  .nullish()
  .catch(null)
  .transform((guid) => {
    const text = guid?.trim().toLowerCase() ?? '';
    return /[1-9a-f]/.test(text) ? text : null;
  });
const optionalId = wireId.nullish().transform((id) => id ?? null);
/** A flag that is false when absent; only for flags that decide nothing alone. */
const weakFlag = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? false);

/** `"12,34"` or null, as CoworkerContractIds and TeamIds are (nexudus.md §3.1). */
function idList(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((part) => part.trim() || []);
}

/** For a range filter, which has minute precision; with a `Z`, so that no zone is assumed (nexudus.md §2.2). */
export function wireMinute(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16)}:00Z`;
}

const customField = z.object({
  Name: z.union([z.string(), z.number()]).transform(String),
  Value: z.string().nullish(),
});

/** nexudus.md §3.1. Some rows lack the summary fields: they are null then. */
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
    email: withoutStrays(row.Email ?? '') || null,
    fullName: row.FullName ?? '',
    active: row.Active,
    archived: row.Archived,
    businessId: row.InvoicingBusinessId === null ? null : businessId(row.InvoicingBusinessId),
    contractIds: row.CoworkerContractIds === undefined ? null : idList(row.CoworkerContractIds),
    teamIds: row.TeamIds === undefined ? (row.Teams ?? []) : idList(row.TeamIds),
    unpaid: row.HasDueInvoices ?? null,
    customFields: customFields(row.CustomFields?.Data),
  }));

/** Data that is no array counts as none (nexudus.md §8.22). Of two fields with one name the first wins (§3.3). */
function customFields(data: unknown): Record<string, string> | null {
  if (!Array.isArray(data)) return null;
  const fields = data.flatMap((item) => {
    const { data: field } = customField.safeParse(item);
    return typeof field?.Value === 'string' ? [[field.Name, field.Value] as const] : [];
  });
  return Object.fromEntries(fields.reverse());
}

const asBusiness = (id: string | null) => (id === null ? null : businessId(id));

/** nexudus.md §4.1. */
export const contractRecord = z
  .object({
    Id: wireId,
    UniqueId: optionalGuid,
    CoworkerId: wireId,
    TariffId: wireId,
    TariffName: z.string().nullish(),
    IssuedById: wireId,
    StartDate: optionalInstant,
    CancellationDate: optionalInstant,
    Active: z.boolean(),
    MainContract: weakFlag,
    InPausedPeriod: weakFlag,
    InPausedPeriodFrom: optionalInstant,
    InPausedPeriodUntil: optionalInstant,
  })
  .transform((row): ContractRow => ({
    id: row.Id,
    uniqueId: row.UniqueId,
    coworkerId: memberId(row.CoworkerId),
    planId: planId(row.TariffId),
    planName: row.TariffName ?? '',
    businessId: businessId(row.IssuedById),
    start: row.StartDate,
    cancellation: row.CancellationDate,
    active: row.Active,
    main: row.MainContract,
    pausedNow: row.InPausedPeriod ? { from: row.InPausedPeriodFrom, until: row.InPausedPeriodUntil } : null,
  }));

export const pauseRecord = z
  .object({ Id: wireId, CoworkerContractId: wireId, PauseFrom: wireInstant, PauseUntil: optionalInstant })
  .transform((row): PauseRow & { id: string } => ({
    id: row.Id,
    contractId: row.CoworkerContractId,
    from: row.PauseFrom,
    until: row.PauseUntil,
  }));

/** nexudus.md §4.4. */
export const passRecord = z
  .object({
    Id: wireId,
    CoworkerId: wireId,
    BusinessId: wireId,
    TimePassId: wireId,
    TimePassName: z.string().nullish(),
    CreatedOn: optionalInstant,
    ExpireDate: optionalInstant,
    Used: z.boolean(),
    UsedDate: optionalInstant,
    RemainingUses: z.number().nullish(),
    IsFromTariff: weakFlag,
    CoworkerContractUniqueId: optionalGuid,
  })
  .transform((row): PassRow => ({
    id: row.Id,
    coworkerId: memberId(row.CoworkerId),
    businessId: businessId(row.BusinessId),
    productId: planId(row.TimePassId),
    productName: row.TimePassName ?? '',
    created: row.CreatedOn,
    expires: row.ExpireDate,
    used: row.Used,
    usedAt: row.UsedDate,
    remaining: row.RemainingUses ?? null,
    issuedBy:
      row.IsFromTariff || row.CoworkerContractUniqueId !== null ? { contract: row.CoworkerContractUniqueId } : null,
  }));

const NETWORK_ACTIVITY = 3;

/** nexudus.md §4.5. Null: a visitor's. */
export const checkInRecord = z
  .object({
    Id: wireId,
    CoworkerId: optionalId,
    BusinessId: wireId,
    FromTime: wireInstant,
    ToTime: optionalInstant,
    Source: z.number().nullish(),
  })
  .transform((row): { id: string; checkIn: CheckInRow | null } => ({
    id: row.Id,
    checkIn:
      row.CoworkerId === null
        ? null
        : {
            id: row.Id,
            coworkerId: memberId(row.CoworkerId),
            businessId: businessId(row.BusinessId),
            since: row.FromTime,
            until: row.ToTime,
            network: row.Source === NETWORK_ACTIVITY,
          },
  }));

/** nexudus.md §4.6. Lists carry CoworkerIds as text where a single team has TeamMembers; neither is no team. */
export const teamRecord = z
  .object({
    Id: wireId,
    PayingMemberId: optionalId,
    TeamMembers: z.array(wireId).nullish(),
    CoworkerIds: z.string().nullish(),
    ShareTimePasses: weakFlag,
  })
  .refine((row) => Boolean(row.TeamMembers) || row.CoworkerIds !== undefined, { path: ['TeamMembers'] })
  .transform((row): TeamRow => ({
    id: row.Id,
    payingMemberId: row.PayingMemberId === null ? null : memberId(row.PayingMemberId),
    memberIds: (row.TeamMembers ?? idList(row.CoworkerIds ?? null)).map(memberId),
    sharesPasses: row.ShareTimePasses,
  }));

/** Only the id must be readable: a product that were left out would count as gone. */
const product = {
  Id: wireId,
  Name: z.string().nullish().catch(null),
  BusinessId: optionalId.catch(null),
  Archived: weakFlag.catch(false),
};

export const tariffRecord = z.object(product).transform((row): PlanRow => asPlan(row));

/** nexudus.md §4.3: no minutes means a day pass; minutes that cannot be read leave open what it is. */
export const timePassRecord = z
  .object({ ...product, MinutesIncluded: z.union([z.number().nullish(), z.literal('unreadable')]).catch('unreadable') })
  .transform((row): Omit<TimePassRow, 'slots'> => ({ ...asPlan(row), minutesIncluded: row.MinutesIncluded ?? null }));

const timeSlot = z
  .object({ DayOfWeek: z.int().min(0).max(6), FromTime: wireInstant, ToTime: wireInstant })
  .transform((row): TimeSlot => ({ weekday: row.DayOfWeek, from: row.FromTime, to: row.ToTime }));

/** nexudus.md §4.3. A slot that cannot be read is null: its product must not close for it. */
export const timeSlotRecord = z
  .object({ Id: wireId, TimePassId: optionalId.catch(null) })
  .loose()
  .transform((row) => ({ id: row.Id, productId: row.TimePassId, slot: timeSlot.safeParse(row).data ?? null }));

function asPlan(row: { Id: string; Name?: string | null; BusinessId: string | null; Archived: boolean }): PlanRow {
  return {
    id: planId(row.Id),
    name: row.Name ?? row.Id,
    businessId: asBusiness(row.BusinessId),
    archived: row.Archived,
  };
}

/** The IANA zone is documented for the user record (nexudus.md §2.7); a location may have it too. */
export const businessRecord = z
  .object({ Id: wireId, Name: z.string().nullish(), SimpleTimeZoneNameIana: z.string().nullish() })
  .transform((row): BusinessRow => ({
    id: businessId(row.Id),
    name: row.Name ?? row.Id,
    timeZone: row.SimpleTimeZoneNameIana || null,
  }));

/** nexudus.md §5.1. */
export const webhookRecord = z
  .object({
    Id: wireId,
    BusinessId: wireId,
    Name: z.string().catch(''),
    Action: z.int(),
    URL: z.string().nullish(),
    Active: z.boolean(),
    ErrorCount: z.int().nullish().catch(null),
    LastError: z.string().nullish().catch(null),
    LastTrigger: optionalInstant.catch(null),
  })
  .transform((row): WebhookRow => ({
    id: row.Id,
    businessId: businessId(row.BusinessId),
    name: row.Name,
    action: row.Action,
    url: row.URL ?? '',
    active: row.Active,
    errorCount: row.ErrorCount ?? 0,
    lastError: row.LastError ?? null,
    lastTrigger: row.LastTrigger,
  }));

/** nexudus.md §1.5. */
export const whoAmI = z
  .object({ DefaultSimpleTimeZoneNameIana: z.string().min(1).nullish() })
  .transform((user) => user.DefaultSimpleTimeZoneNameIana ?? null);

const COWORKER = 1;
const READ_ONLY = 2;

/** A registered field of coworkers, nexudus.md §3.3. */
export const customFieldRecord = z
  .object({ Id: wireId, BusinessId: optionalId, Name: z.string(), RecordType: z.int(), Visibility: z.int().nullish() })
  .transform((row): PortalField => ({
    id: row.Id,
    name: row.Name,
    businessId: asBusiness(row.BusinessId),
    ofCoworkers: row.RecordType === COWORKER,
    readOnly: row.Visibility === READ_ONLY,
  }));
