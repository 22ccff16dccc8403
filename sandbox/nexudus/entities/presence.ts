import { minutesIncluded } from '../rules/allowance';
import { businessZone, openCheckin, openCheckinsOf, settleCheckin } from '../rules/checkin';
import { toLocal, toWire } from '../store/clock';
import type { BaseRow, Checkin, CoworkerTimePass, FailedCheckin, Fields } from '../store/rows';
import type { Space } from '../store/space';
import { everyMethod, type Entity } from './entity';

/** nexudus.md §4.5. */
export const checkin: Entity<Checkin> = {
  name: 'Checkin',
  path: 'spaces/checkins',
  blank: () => ({
    CoworkerId: 0,
    BusinessId: 0,
    FromTime: '',
    ToTime: null,
    Source: 0,
    CoworkerTimePassGuid: null,
    LastActivity: null,
    MacAddresses: null,
  }),
  extras: { CountsTowardsPlanLimits: true, AutoCheckout: false },
  required: ['CoworkerId', 'BusinessId', 'FromTime'],
  references: { CoworkerId: 'coworkers', BusinessId: 'businesses' },
  methods: everyMethod,
  derive: (row, _view, space) => ({
    ...people(row, space),
    FromTimeLocal: toLocal(row.FromTime, businessZone(row.BusinessId, space)),
    ToTimeLocal: toLocal(row.ToTime, businessZone(row.BusinessId, space)),
  }),
  create: (fields, base, extra, space) => openCheckin({ ...fields, ...extra }, base, space),
  updated: (before, after, space) => {
    if (before.ToTime === null && after.ToTime !== null) settleCheckin(after, space);
  },
};

export const failedCheckin: Entity<FailedCheckin> = {
  name: 'FailedCheckin',
  path: 'spaces/failedcheckins',
  blank: () => ({ CoworkerId: 0, BusinessId: 0, AttemptTime: '', Description: '', Source: 0 }),
  required: [],
  methods: { create: false, update: false, remove: false },
  derive: (row, _view, space) => people(row, space),
};

/** nexudus.md §4.4. `Used` can be set only by an update; a create says how many to make. */
export const coworkerTimePass: Entity<CoworkerTimePass> = {
  name: 'CoworkerTimePass',
  path: 'billing/coworkertimepasses',
  blank: () => ({
    CoworkerId: 0,
    BusinessId: 0,
    TimePassId: 0,
    Used: false,
    UsedDate: null,
    RemainingUses: 0,
    TotalUses: 0,
    ExpireDate: null,
    CoworkerContractUniqueId: null,
  }),
  extras: { Notes: null, Free: false, Price: null, CreateMultiple: null },
  readOnly: ['UsedDate', 'RemainingUses', 'TotalUses'],
  required: ['CoworkerId', 'BusinessId', 'TimePassId', 'CreateMultiple'],
  references: { CoworkerId: 'coworkers', BusinessId: 'businesses', TimePassId: 'timePasses' },
  listOmits: ['Notes', 'CreateMultiple'],
  methods: everyMethod,
  derive: passState,
  create: createPasses,
  updated: (before, after, space) => {
    const spent = { UsedDate: after.UsedDate ?? toWire(space.now()), RemainingUses: 0 };
    if (!before.Used && after.Used) space.touch('coworkerTimePasses', after.Id, spent);
  },
};

function passState(row: CoworkerTimePass, _view: unknown, space: Space): Record<string, unknown> {
  const open = openCheckinsOf(row.CoworkerId, space).some((visit) => visit.CoworkerTimePassGuid === row.UniqueId);
  return {
    ...people(row, space),
    TimePassName: space.tables.timePasses.get(row.TimePassId)?.Name ?? null,
    CheckedIn: open,
    Invoiced: false,
    IsFromTariff: Boolean(row.CoworkerContractUniqueId),
    IsPayAsYouGo: false,
  };
}

function createPasses(
  fields: Fields<CoworkerTimePass>,
  base: Partial<BaseRow>,
  extra: Record<string, unknown>,
  space: Space,
): CoworkerTimePass {
  const uses = minutesIncluded(fields, space) ?? 1;
  const pass = { ...fields, ...extra, Used: false, TotalUses: uses, RemainingUses: uses };
  const wanted = Math.min(100, Math.max(1, Number(extra['CreateMultiple']) || 1));
  for (let made = 1; made < wanted; made++) space.insert('coworkerTimePasses', pass);
  return space.insert('coworkerTimePasses', pass, base);
}

function people(row: { CoworkerId: number; BusinessId: number }, space: Space): Record<string, unknown> {
  return {
    CoworkerFullName: space.tables.coworkers.get(row.CoworkerId)?.FullName ?? null,
    BusinessName: space.tables.businesses.get(row.BusinessId)?.Name ?? null,
  };
}
