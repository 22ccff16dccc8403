/** Stored rows, one type per table. Keys are Nexudus's own; whatever can be computed is derived when read. */

export interface CustomFields {
  Data: { Name: string; Value: string; JsonValue: null; Type: 'string' }[];
}

export interface BaseRow {
  Id: number;
  UniqueId: string;
  SystemId: string | null;
  CreatedOn: string;
  UpdatedOn: string;
  UpdatedBy: string;
  CustomFields: CustomFields | null;
}

export type Business = BaseRow & {
  Name: string;
  WebAddress: string;
  SimpleTimeZoneId: number;
  CurrencyCode: string;
};

export type Coworker = BaseRow & {
  FullName: string;
  Email: string | null;
  CoworkerType: number;
  CountryId: number;
  SimpleTimeZoneId: number;
  UserId: number | null;
  Businesses: number[];
  InvoicingBusinessId: number;
  Active: boolean;
  Archived: boolean;
  HasDueInvoices: boolean;
  AccessPincode: string | null;
  AccessCardId: string | null;
  KeyFobNumber: string | null;
  MobilePhone: string | null;
  RegistrationDate: string | null;
};

export type Contract = BaseRow & {
  IssuedById: number;
  CoworkerId: number;
  TariffId: number;
  NextTariffId: number | null;
  BillingDay: number;
  Quantity: number;
  StartDate: string;
  RenewalDate: string | null;
  CancellationDate: string | null;
  CancellationReason: number | null;
};

export type PausedPeriod = BaseRow & { CoworkerContractId: number; PauseFrom: string; PauseUntil: string };

export type Tariff = BaseRow & {
  BusinessId: number;
  Name: string;
  Price: number;
  SystemTariffType: number;
  IsVirtualOffice: boolean;
  CanBePaused: boolean;
  Archived: boolean;
};

export type TimePass = BaseRow & {
  BusinessId: number;
  Name: string;
  Price: number;
  MinutesIncluded: number | null;
  AllowNetworkCheckIn: boolean;
  Archived: boolean;
};

/** Times of day, on a base date in January 1976, in UTC. */
export type TimePassTimeSlot = BaseRow & { TimePassId: number; FromTime: string; ToTime: string; DayOfWeek: number };

export type CoworkerTimePass = BaseRow & {
  CoworkerId: number;
  BusinessId: number;
  TimePassId: number;
  Used: boolean;
  UsedDate: string | null;
  RemainingUses: number;
  TotalUses: number;
  ExpireDate: string | null;
  /** Of the contract whose plan issued it. */
  CoworkerContractUniqueId: string | null;
};

export type Checkin = BaseRow & {
  CoworkerId: number;
  BusinessId: number;
  FromTime: string;
  ToTime: string | null;
  Source: number;
  CoworkerTimePassGuid: string | null;
  LastActivity: string | null;
  MacAddresses: string | null;
};

export type FailedCheckin = BaseRow & {
  CoworkerId: number;
  BusinessId: number;
  AttemptTime: string;
  Description: string;
  Source: number;
};

export type Team = BaseRow & {
  BusinessId: number;
  Name: string;
  TunnelPrivateGroupId: string | null;
  TeamMembers: number[];
  TeamAdministrators: number[];
  PayingMemberId: number | null;
  ShareTimePasses: boolean;
};

export type CoworkerSetting = BaseRow & {
  CoworkerId: number;
  Name: string;
  Value: string | null;
  EncryptedValue: string | null;
};

export type CustomFieldDefinition = BaseRow & {
  BusinessId: number;
  Name: string;
  RecordType: number;
  FieldType: number;
  Visibility: number;
  DisplayInProfileForm: boolean;
};

export type WebHook = BaseRow & {
  BusinessId: number;
  Name: string;
  Action: number;
  URL: string;
  Description: string | null;
  Active: boolean;
  LastError: string | null;
  ErrorCount: number;
  LastTrigger: string | null;
};

export interface Rows {
  businesses: Business;
  coworkers: Coworker;
  contracts: Contract;
  pausedPeriods: PausedPeriod;
  tariffs: Tariff;
  timePasses: TimePass;
  timePassTimeSlots: TimePassTimeSlot;
  coworkerTimePasses: CoworkerTimePass;
  checkins: Checkin;
  failedCheckins: FailedCheckin;
  teams: Team;
  coworkerSettings: CoworkerSetting;
  customFields: CustomFieldDefinition;
  webhooks: WebHook;
}

export type TableName = keyof Rows;
/** The part of a row its owner writes; the base fields are the store's. */
export type Fields<R extends BaseRow> = Omit<R, keyof BaseRow>;
