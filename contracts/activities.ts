/** What workflows may ask of activities: types only, so that the workflow bundle stays free of I/O. */
import type { ContractFact, TeamFact } from '../domain/access/facts';
import type { LinkRef } from '../domain/account/keyring';
import type { OperatorLetter } from '../domain/letters/operator-letter';
import type {
  Account,
  AccountTarget,
  ChangedField,
  Credential,
  Detail,
  FoundAccount,
  LeftOut,
} from '../domain/replayed/account';
import type { Entitlement } from '../domain/replayed/entitlement';
import type { FoundCertificate } from '../domain/replayed/health/certificates';
import type { Question } from '../domain/replayed/guard/review-removal';
import type { AccountId, Instant, MemberId } from '../domain/replayed/ids';
import type { LetterKind } from '../domain/replayed/letter-kinds';
import type { Override } from '../domain/replayed/override';
import type { Rules } from '../domain/settings/rules';
import type { GuardAnswer, RenewProfile, RosterSyncInput, SyncReport } from './replayed';

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
  /** A sync has just read this member, and takes nothing away. */
  fromRoster: boolean;
  /** Of the member; what a sync has read before it is out of date. Null: there was none. */
  lastLookAt: Instant | null;
  override: Override | null;
  /** The workflow knows of no account: is there one all the same? */
  seeksAccount?: boolean;
  /** The account that the workflow has. Absent where an earlier version looks, as is all that follows. */
  account?: Pick<Account, 'id' | 'enabled'> | null;
  /** Other profiles of the same person, as they were last seen. */
  partners?: MemberId[];
  /** The member has left the account to one of them. */
  isJoined?: boolean;
  /** What a webhook has announced, and no look has succeeded since. */
  hook?: { at: Instant; deletion: boolean } | null;
}
export interface Observation {
  entitlement: Entitlement;
  /**
   * An account of the member's that the workflow does not know; `unknown`: only a read of the roster can tell; `handedOver`: the
   * one that it knows belongs to another profile of the person now.
   */
  account?: FoundAccount | null | 'unknown' | 'handedOver';
  /** See `ObserveInput`. */
  partners?: MemberId[];
  /** The account of a profile of the same person that is gone: it is this member's now. */
  inherits?: { account: AccountId; from: MemberId };
  /** When the look had waited long enough and began. Absent in what an older worker has seen. */
  beganAt?: Instant;
  remembered: Remembered;
  /** The master key that makes new passwords. */
  keyId: string;
}
export interface ObserveActivities {
  observe(input: ObserveInput): Promise<Observation>;
  /** Asks the connector whether access may be taken that no hook has announced. */
  askGuard(input: { connector: string; question: Question }): Promise<GuardAnswer>;
  /** The member was found entitled again. */
  withdrawQuestion(input: Who): Promise<void>;
}

export interface CreateOrder extends Who {
  target: AccountTarget;
  /** The plain user name belongs to another member: use the one with the member's id in it. */
  suffix: boolean;
  /** Without the details of the person: a create with them led nowhere. */
  bare?: boolean;
  notAfter: Instant | null;
}
export interface ChangeOrder extends Who {
  account: AccountId;
  target: AccountTarget;
  fields: ChangedField[];
  /** What earlier writes had to leave out. */
  details?: Detail[];
  suffix: boolean;
  /** The setting `username` by which the account was named; '' when not known. */
  namedBy: string;
  /** A fingerprint of its user name. */
  usernameTag?: string;
  /** What the account has, for its mark; none: nobody knows. */
  credential?: Credential;
  notAfter: Instant | null;
}
interface DisableOrder extends Who {
  account: AccountId;
}
export interface AdoptOrder extends DisableOrder {
  /** A profile of the same person, which is gone and whose mark the account has. Absent: nobody has marked it. */
  heirOf?: MemberId;
}
/** `holder`: who has the user name, if our own mark was found nowhere. */
export interface Settlement {
  account: FoundAccount | null;
  holder: 'nobody' | 'member' | 'foreign';
}
/** How an account was named: a fingerprint of the name, and the setting that made it. */
type Naming = Pick<Account, 'usernameTag' | 'namedBy'>;
export interface CreatedAccount extends Naming {
  id: AccountId;
  leftOut?: LeftOut;
}
/** `named` is null when the user name was left alone. */
export interface ChangedAccount {
  /** `suffix`: with the member's id in it, since another account has the plain name. */
  named: (Naming & { suffix?: boolean }) | null;
  leftOut?: LeftOut;
}
export interface DirectoryActivities {
  createAccount(order: CreateOrder): Promise<CreatedAccount>;
  changeAccount(order: ChangeOrder): Promise<ChangedAccount>;
  disableAccount(order: DisableOrder): Promise<void>;
  deleteAccount(order: DisableOrder): Promise<void>;
  settleAccount(order: Who & { suffix: boolean }): Promise<Settlement>;
  /** Marks an unmarked account that has the member's user name, or an inherited one; done when it is marked so. Fails with `conflict`. */
  adoptAccount(order: AdoptOrder): Promise<FoundAccount>;
}

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
  /** The link that the letter carries; null in letters that only tell. */
  link: LinkRef | null;
  planName: string | null;
  validUntil: Instant | null;
}

/** What the member's profile in Nexudus is to hold; null: nothing of ours. */
export interface PortalOrder extends Who {
  shown: (Pick<DeliveryOrder, 'account' | 'identity' | 'usernameTag' | 'suffix'> & { link: LinkRef }) | null;
}
export interface DeliveryActivities {
  deliverLetter(order: DeliveryOrder): Promise<void>;
  writePortal(order: PortalOrder): Promise<void>;
}

export interface RosterActivities {
  syncRoster(input: RosterSyncInput): Promise<SyncReport>;
}

export interface CertificateActivities {
  /** Looks at every certificate that the settings name. */
  lookAtCertificates(): Promise<FoundCertificate[]>;
}

export interface RenewalActivities {
  /** Has every member asked to renew its profile who may have none with this CA. @returns how many */
  askMembersToRenew(input: RenewProfile & { connector: string }): Promise<number>;
}

export interface PreparedSettings {
  rules: Rules;
  warnings: string[];
}
export interface ConnectorActivities {
  /** Validates a settings document and resolves names to ids. Fails with `settingsInvalid`. */
  prepareSettings(input: { settings: unknown; previous: unknown; acceptsCutOff?: boolean }): Promise<PreparedSettings>;
  /** Puts the interval into the Schedule, and starts a sync where one is wanted. */
  applySchedule(input: { connector: string; everyMs: number; startSync: boolean }): Promise<void>;
  /** Mails the operator, if the worker knows one. */
  mailOperator(input: { connector: string; letter: OperatorLetter }): Promise<void>;
}
