import { activeContracts, contractState, tariffName } from '../rules/contract-state';
import { teamsOf } from '../rules/team-members';
import { timeZoneIds, toWire } from '../store/clock';
import type { Coworker } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';
import { coworkerExtras, coworkerListOmits } from './coworker-extras';
import type { Entity } from './entity';

const attendance = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** nexudus.md §3.1. Deleted only by command (nexudus.md §2.5). */
export const coworker: Entity<Coworker> = {
  name: 'Coworker',
  path: 'spaces/coworkers',
  blank: (space) => ({
    FullName: '',
    Email: null,
    CoworkerType: 1,
    CountryId: 1221,
    SimpleTimeZoneId: timeZoneIds['Europe/London'],
    UserId: null,
    Businesses: [],
    InvoicingBusinessId: 1001,
    Active: false,
    Archived: false,
    HasDueInvoices: false,
    AccessPincode: null,
    AccessCardId: null,
    KeyFobNumber: null,
    MobilePhone: null,
    RegistrationDate: toWire(space.now()),
  }),
  extras: coworkerExtras,
  readOnly: ['Archived', 'HasDueInvoices'],
  required: [
    'FullName',
    'Email',
    'CountryId',
    'SimpleTimeZoneId',
    'CoworkerType',
    'Gender',
    'TaxRateType',
    ...attendance.map((day) => `${day}Attendance`),
  ],
  references: { InvoicingBusinessId: 'businesses' },
  listOmits: coworkerListOmits,
  methods: { create: true, update: true, remove: false },
  commands: ['COWORKER_DELETE'],
  derive: summary,
  create: (fields, base, extra, space) => {
    const AccessPincode = fields.AccessPincode ?? pinFor(space.nextId('coworkers'));
    return space.insert('coworkers', { ...fields, ...extra, AccessPincode, Active: true }, base);
  },
};

/** The contract and team summary of a coworker; it changes with them without a new `UpdatedOn` (nexudus.md §8, trap 12). */
function summary(row: Coworker, view: View, space: Space): Record<string, unknown> {
  const contracts = activeContracts(row.Id, view, space);
  const [main] = contracts;
  const teams = teamsOf(row.Id, space);
  const tariffs = contracts.map((contract) => contractState(contract, view, space).tariffId);
  return {
    TariffId: tariffs[0] ?? null,
    TariffName: tariffs[0] === undefined ? null : tariffName(tariffs[0], space),
    NextTariffId: main?.NextTariffId ?? null,
    NextTariffName: main?.NextTariffId ? tariffName(main.NextTariffId, space) : null,
    BillingDay: main?.BillingDay ?? null,
    StartDate: main?.StartDate ?? null,
    RenewalDate: main?.RenewalDate ?? null,
    CancellationDate: main?.CancellationDate ?? null,
    CoworkerContractIds: joined(contracts.map((contract) => contract.Id)),
    CoworkerContractTariffNames: joined(tariffs.map((id) => tariffName(id, space))),
    Teams: teams.map((team) => team.Id),
    TeamIds: joined(teams.map((team) => team.Id)),
    TeamNames: joined(teams.map((team) => team.Name)),
    InvoicingBusinessName: space.tables.businesses.get(row.InvoicingBusinessId)?.Name ?? null,
    BusinessNames: joined(row.Businesses.map((id) => space.tables.businesses.get(id)?.Name ?? '')),
    UserActive: row.UserId === null ? null : row.Active,
    UserFullName: row.UserId === null ? null : row.FullName,
    GuessedFirstName: row.FullName.split(' ')[0] ?? '',
    GuessedLastName: row.FullName.split(' ').slice(1).join(' '),
    IsAdmin: false,
  };
}

/** Nexudus gives everybody a unique PIN of five digits. */
function pinFor(id: number): string {
  return String(10_000 + ((id * 7919) % 90_000));
}

function joined(values: readonly (string | number)[]): string | null {
  return values.length === 0 ? null : values.join(',');
}
