import { activeContracts, contractState, tariffName } from '../rules/contract-state';
import { toLocal, toWire, zoneName } from '../store/clock';
import type { Contract, PausedPeriod } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';
import { everyMethod, type Entity } from './entity';

/** nexudus.md §4.1. `Active`, `Cancelled`, `MainContract` and the pause fields change through dates and commands only. */
export const contract: Entity<Contract> = {
  name: 'CoworkerContract',
  path: 'billing/coworkercontracts',
  blank: (space) => ({
    IssuedById: 0,
    CoworkerId: 0,
    TariffId: 0,
    NextTariffId: null,
    BillingDay: 1,
    Quantity: 1,
    StartDate: toWire(space.now()),
    RenewalDate: null,
    CancellationDate: null,
    CancellationReason: null,
  }),
  extras: {
    Price: null,
    Value: null,
    Desks: [],
    InvoicedPeriod: null,
    ContractTerm: null,
    NextAutoInvoice: null,
    CancellationLimitDays: null,
    CancellationNotes: null,
    ProRateCancellation: false,
    CancelTeamContracts: false,
    Notes: null,
    PurchaseOrder: null,
    IncludeSignupFee: false,
    ApplyProRating: false,
    PricePlanTermsAccepted: false,
  },
  required: ['IssuedById', 'CoworkerId', 'TariffId', 'BillingDay', 'Quantity'],
  references: { IssuedById: 'businesses', CoworkerId: 'coworkers', TariffId: 'tariffs', NextTariffId: 'tariffs' },
  filters: {
    Active: (row, view, space) => contractState(row, view, space).active,
    Cancelled: (row, view, space) => contractState(row, view, space).cancelled,
    InPausedPeriod: (row, view, space) => contractState(row, view, space).pause !== null,
  },
  listOmits: ['Desks', 'Notes', 'CancellationNotes'],
  methods: { create: true, update: true, remove: false },
  commands: ['CANCEL_CONTRACT', 'DELETE_CONTRACT'],
  derive: (row, view, space) => ({ ...parties(row, space), ...state(row, view, space), ...localDates(row, space) }),
};

export const pausedPeriod: Entity<PausedPeriod> = {
  name: 'ContractPausedPeriod',
  path: 'billing/contractpausedperiods',
  blank: () => ({ CoworkerContractId: 0, PauseFrom: '', PauseUntil: '' }),
  required: ['CoworkerContractId', 'PauseFrom', 'PauseUntil'],
  references: { CoworkerContractId: 'contracts' },
  methods: everyMethod,
};

function parties(row: Contract, space: Space): Record<string, unknown> {
  const coworker = space.tables.coworkers.get(row.CoworkerId);
  return {
    IssuedByName: space.tables.businesses.get(row.IssuedById)?.Name ?? null,
    CoworkerFullName: coworker?.FullName ?? null,
    CoworkerEmail: coworker?.Email ?? null,
    CoworkerCoworkerType: coworker?.CoworkerType ?? null,
    CoworkerActive: coworker?.Active ?? false,
  };
}

function state(row: Contract, view: View, space: Space): Record<string, unknown> {
  const { active, cancelled, pause, tariffId } = contractState(row, view, space);
  return {
    TariffId: tariffId,
    TariffName: tariffName(tariffId, space),
    TariffPrice: space.tables.tariffs.get(tariffId)?.Price ?? null,
    NextTariffId: tariffId === row.NextTariffId ? null : row.NextTariffId,
    NextTariffName: row.NextTariffId === null ? null : tariffName(row.NextTariffId, space),
    Active: active,
    Cancelled: cancelled,
    MainContract: activeContracts(row.CoworkerId, view, space)[0]?.Id === row.Id,
    InPausedPeriod: pause !== null,
    InPausedPeriodFrom: pause?.PauseFrom ?? null,
    InPausedPeriodUntil: pause?.PauseUntil ?? null,
  };
}

function localDates(row: Contract, space: Space): Record<string, unknown> {
  const zone = zoneName(space.tables.businesses.get(row.IssuedById)?.SimpleTimeZoneId ?? 0);
  return {
    StartDateLocal: toLocal(row.StartDate, zone),
    RenewalDateLocal: toLocal(row.RenewalDate, zone),
    CancellationDateLocal: toLocal(row.CancellationDate, zone),
  };
}
