import { present } from '../entities';
import { action } from '../entities/webhook-actions';
import type { Checkin, Contract, Coworker, CoworkerTimePass, Rows, TableName, Team } from '../store/rows';
import type { Change, Space } from '../store/space';

/** One webhook to send: the action, its location, and the record, which is computed only when a hook wants it. */
export interface Announcement {
  action: number;
  businessId: number;
  record: () => Record<string, unknown>;
}

type Announcers = { [N in TableName]?: (change: Change<Rows[N]>, space: Space) => Announcement[] };

/** Which webhooks a change raises, AccessControlUpdate beside the others (nexudus.md §5.3). */
const announcers: Announcers = {
  coworkers: announceCoworker,
  contracts: announceContract,
  coworkerTimePasses: ({ before, after }, space) => accessOf(after ?? before, space),
  checkins: announceCheckin,
  failedCheckins: ({ after }, space) =>
    after
      ? [
          one(action.failedCheckin, after.BusinessId, 'failedCheckins', after, space),
          one(action.coworkerCheckinFailed, after.BusinessId, 'failedCheckins', after, space),
        ]
      : [],
  teams: announceTeam,
  // A pause has no action of its own, only a CoworkerUpdate (nexudus.md §5.2).
  pausedPeriods: ({ before, after }, space) => {
    const contract = space.tables.contracts.get((after ?? before)?.CoworkerContractId ?? 0);
    return contract ? coworkerHook(action.coworkerUpdate, contract.CoworkerId, contract.IssuedById, space) : [];
  },
  tariffs: ({ before, after }, space) => {
    const row = after ?? before;
    if (!row) return [];
    const kind = !before ? action.tariffCreate : after ? action.tariffUpdate : action.tariffDelete;
    return [one(kind, row.BusinessId, 'tariffs', row, space)];
  },
};

export function announce<N extends TableName>(name: N, change: Change<Rows[N]>, space: Space): Announcement[] {
  return announcers[name]?.(change, space) ?? [];
}

function announceCoworker({ before, after }: Change<Coworker>, space: Space): Announcement[] {
  const row = after ?? before;
  if (!row) return [];
  const hook = (kind: number) => one(kind, row.InvoicingBusinessId, 'coworkers', row, space);
  if (!before) return [hook(action.coworkerCreate), hook(action.accessControlUpdate)];
  if (!after) return [hook(action.coworkerDelete)];
  if (before.Archived !== after.Archived)
    return space.options.archiveHooks === 'none' ? [] : [hook(action.coworkerUpdate)];
  const access = ['Active', 'AccessPincode', 'AccessCardId', 'KeyFobNumber'] as const;
  const accessChanged = access.some((field) => before[field] !== after[field]);
  return [hook(action.coworkerUpdate), ...(accessChanged ? [hook(action.accessControlUpdate)] : [])];
}

function announceContract({ before, after }: Change<Contract>, space: Space): Announcement[] {
  const row = after ?? before;
  if (!row) return [];
  const kinds = !before ? firstSteps(row, space) : after ? stepsBetween(before, after) : [action.contractDelete];
  return [
    ...kinds.map((kind) => one(kind, row.IssuedById, 'contracts', row, space)),
    ...accessOf(row, space, row.IssuedById),
  ];
}

function firstSteps(row: Contract, space: Space): number[] {
  const contracts = space.fresh.by('contracts', 'CoworkerId', row.CoworkerId);
  const first = contracts.length === 1 ? [action.contractActivateFirst] : [];
  return [action.contractCreate, action.contractActivate, ...first];
}

function stepsBetween(before: Contract, after: Contract): number[] {
  const planChanged = before.TariffId !== after.TariffId || before.NextTariffId !== after.NextTariffId;
  const cancelled = after.CancellationDate !== null && before.CancellationDate !== after.CancellationDate;
  return [
    ...(planChanged ? [action.contractUpgradeDowngrade] : []),
    ...(cancelled ? [action.contractCancel] : []),
    action.contractUpdate,
  ];
}

function announceCheckin({ before, after }: Change<Checkin>, space: Space): Announcement[] {
  const row = after ?? before;
  if (!row) return [];
  const kind = !before ? action.checkinCreated : after ? action.checkinUpdated : action.checkinDeleted;
  const passage = !before
    ? action.coworkerCheckin
    : row.ToTime !== null && before.ToTime === null
      ? action.coworkerCheckout
      : null;
  const person = space.tables.coworkers.get(row.CoworkerId);
  const asCoworker = space.options.checkinPayload === 'coworker' && person !== undefined;
  const passageHook = (step: number) =>
    asCoworker
      ? one(step, row.BusinessId, 'coworkers', person, space)
      : one(step, row.BusinessId, 'checkins', row, space);
  return [
    one(kind, row.BusinessId, 'checkins', row, space),
    ...(passage === null ? [] : [passageHook(passage)]),
    ...accessOf(row, space, row.BusinessId),
  ];
}

function announceTeam({ before, after }: Change<Team>, space: Space): Announcement[] {
  const row = after ?? before;
  if (!row) return [];
  const kind = !before ? action.teamCreated : after ? action.teamUpdated : action.teamDeleted;
  const moved = symmetricDifference(before?.TeamMembers ?? [], after?.TeamMembers ?? []);
  return [
    one(kind, row.BusinessId, 'teams', row, space),
    ...moved.flatMap((id) => coworkerHook(action.accessControlUpdate, id, row.BusinessId, space)),
  ];
}

function accessOf(row: Pick<CoworkerTimePass, 'CoworkerId'> | null, space: Space, businessId?: number): Announcement[] {
  return row ? coworkerHook(action.accessControlUpdate, row.CoworkerId, businessId, space) : [];
}

function coworkerHook(kind: number, coworkerId: number, businessId: number | undefined, space: Space): Announcement[] {
  const row = space.tables.coworkers.get(coworkerId);
  if (!row) return [];
  return [one(kind, businessId ?? row.InvoicingBusinessId, 'coworkers', row, space)];
}

function one<N extends TableName>(kind: number, businessId: number, name: N, row: Rows[N], space: Space): Announcement {
  return { action: kind, businessId, record: () => present(name, row, space.fresh, space) };
}

function symmetricDifference(left: readonly number[], right: readonly number[]): number[] {
  return [...left.filter((id) => !right.includes(id)), ...right.filter((id) => !left.includes(id))];
}
