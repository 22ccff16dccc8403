import { timeZoneIds } from '../store/clock';
import type {
  Business,
  CoworkerSetting,
  CustomFieldDefinition,
  Tariff,
  TimePass,
  TimePassTimeSlot,
} from '../store/rows';
import type { Space } from '../store/space';
import { everyMethod, type Entity } from './entity';

/** nexudus.md §4.8: locations are made in the dashboard, never by the API. */
export const business: Entity<Business> = {
  name: 'Business',
  path: 'sys/businesses',
  blank: () => ({ Name: '', WebAddress: '', SimpleTimeZoneId: timeZoneIds['Europe/London'], CurrencyCode: 'GBP' }),
  required: ['Name'],
  methods: { create: false, update: true, remove: false },
};

/** nexudus.md §4.2. */
export const tariff: Entity<Tariff> = {
  name: 'Tariff',
  path: 'billing/tariffs',
  blank: () => ({
    BusinessId: 0,
    Name: '',
    Price: 0,
    SystemTariffType: 0,
    IsVirtualOffice: false,
    CanBePaused: true,
    Archived: false,
  }),
  extras: { Description: null, GroupName: null, Visible: true, Starred: false, UseTimePasses: false, InvoiceEvery: 1 },
  required: ['BusinessId', 'Name', 'Price'],
  references: { BusinessId: 'businesses' },
  listOmits: ['Description'],
  methods: everyMethod,
  derive: (row, _view, space) => businessName(row.BusinessId, space),
};

/** nexudus.md §4.3. */
export const timePass: Entity<TimePass> = {
  name: 'TimePass',
  path: 'billing/timepasses',
  blank: () => ({
    BusinessId: 0,
    Name: '',
    Price: 0,
    MinutesIncluded: null,
    AllowNetworkCheckIn: true,
    Archived: false,
  }),
  extras: {
    CountsTowardsPlanLimits: false,
    UsePriority: 0,
    OnlyForContacts: false,
    OnlyForMembers: false,
    Tariffs: [],
  },
  required: ['BusinessId', 'Name', 'Price'],
  references: { BusinessId: 'businesses' },
  listOmits: ['Tariffs'],
  methods: everyMethod,
  derive: (row, _view, space) => businessName(row.BusinessId, space),
};

/** nexudus.md §4.3: the hours in which a pass may be used. */
export const timePassTimeSlot: Entity<TimePassTimeSlot> = {
  name: 'TimePassTimeSlot',
  path: 'billing/timepasstimeslots',
  blank: () => ({ TimePassId: 0, FromTime: '', ToTime: '', DayOfWeek: 0 }),
  required: ['TimePassId', 'FromTime', 'ToTime'],
  references: { TimePassId: 'timePasses' },
  methods: everyMethod,
};

/** nexudus.md §3.3. */
export const customField: Entity<CustomFieldDefinition> = {
  name: 'CustomField',
  path: 'crm/customfields',
  blank: () => ({
    BusinessId: 0,
    Name: '',
    RecordType: 1,
    FieldType: 1,
    Visibility: 1,
    DisplayInProfileForm: false,
  }),
  extras: { DisplayOrder: 0, CoworkerFieldPosition: 1, Required: false, GroupName: null, DisplayInSignUpForm: false },
  required: ['BusinessId', 'Name', 'RecordType', 'FieldType'],
  references: { BusinessId: 'businesses' },
  methods: everyMethod,
};

/** nexudus.md §4.8. */
export const coworkerSetting: Entity<CoworkerSetting> = {
  name: 'CoworkerSetting',
  path: 'spaces/coworkersettings',
  blank: () => ({ CoworkerId: 0, Name: '', Value: null, EncryptedValue: null }),
  required: ['CoworkerId', 'Name'],
  references: { CoworkerId: 'coworkers' },
  methods: everyMethod,
};

function businessName(id: number, space: Space): Record<string, unknown> {
  return { BusinessName: space.tables.businesses.get(id)?.Name ?? null };
}
