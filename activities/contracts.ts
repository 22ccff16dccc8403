/** What workflows may ask of activities: types only, so that the workflow bundle stays free of I/O. */
import type { Account, AccountTarget, Credential } from '../domain/account';
import type { Entitlement } from '../domain/entitlement';
import type { ContractFact, TeamFact } from '../domain/facts';
import type { AccountId, Instant, MemberId } from '../domain/ids';
import type { ChangedField } from '../domain/next-write';
import type { Override } from '../domain/override';
import type { RosterSyncInput, SyncReport } from '../workflows/messages';

export interface Who {
  connector: string;
  member: MemberId;
}

/** What a check-in does not change, kept from the last full look so that a check-in costs three reads. */
export interface Remembered {
  contracts: ContractFact[];
  teams: TeamFact[];
}

export interface ObserveInput extends Who {
  /** `checkIn`: only a check-in or check-out was announced; the rest is taken from `remembered` if that still fits. */
  scope: 'full' | 'checkIn';
  remembered: Remembered | null;
  /** The first look at a member that a sync has just read. */
  imported: boolean;
  override: Override | null;
}
export interface Observation {
  entitlement: Entitlement;
  remembered: Remembered;
  /** The master key that makes new passwords. */
  keyId: string;
}
export interface ObserveActivities {
  observe(input: ObserveInput): Promise<Observation>;
}

export interface CreateOrder extends Who {
  target: AccountTarget;
  /** The plain user name belongs to another member: use the one with the member's id in it. */
  suffix: boolean;
  notAfter: Instant | null;
}
export interface ChangeOrder extends Who {
  account: AccountId;
  target: AccountTarget;
  fields: ChangedField[];
  suffix: boolean;
  notAfter: Instant | null;
}
export interface DisableOrder extends Who {
  account: AccountId;
}
/** `holder`: who has the user name, if our own mark was found nowhere. */
export interface Settlement {
  account: Pick<Account, 'id' | 'enabled' | 'orgUnit'> | null;
  holder: 'nobody' | 'member' | 'foreign';
}
export interface CreatedAccount {
  id: AccountId;
  usernameTag: string;
}
export interface DirectoryActivities {
  createAccount(order: CreateOrder): Promise<CreatedAccount>;
  /** Answers the fingerprint of the user name if it wrote one. */
  changeAccount(order: ChangeOrder): Promise<{ usernameTag: string | null }>;
  disableAccount(order: DisableOrder): Promise<void>;
  deleteAccount(order: DisableOrder): Promise<void>;
  settleAccount(order: Who & { suffix: boolean }): Promise<Settlement>;
}

export type LetterKind = 'welcome' | 'resend' | 'rotated';
export interface DeliveryOrder extends Who {
  kind: LetterKind;
  account: AccountId;
  credential: Credential;
  /** As it was written; '' when not known. */
  identity: string;
  /** While it fits the name that the member would get today, the user name need not be read from the directory. */
  usernameTag: string;
  suffix: boolean;
  /** Counts the letters of one kind, so that a second resend is another letter. */
  serial: number;
}
export interface DeliveryActivities {
  deliverCredentials(order: DeliveryOrder): Promise<void>;
}

export interface RosterActivities {
  syncRoster(input: RosterSyncInput): Promise<SyncReport>;
}

export interface PreparedSettings {
  rules: unknown;
  warnings: string[];
}
export interface ConnectorActivities {
  /** Validates a settings document and resolves names to ids. Fails with `settingsInvalid`. */
  prepareSettings(input: { settings: unknown; previous: unknown }): Promise<PreparedSettings>;
  /** Puts the sync interval into the Schedule and starts a sync. */
  settingsChanged(input: { connector: string }): Promise<void>;
}
