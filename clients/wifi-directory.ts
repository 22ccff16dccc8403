import type { Call } from './call';
import type { LeftOut } from '../domain/replayed/account';
import type { AccountId } from '../domain/replayed/ids';
import type { PlanAttributes } from '../domain/replayed/entitlement';

export interface TenantId {
  companyId: string;
  /** Not every reply names it. */
  region: string | null;
}

export interface DirectoryAccount {
  id: AccountId;
  username: string;
  /** Null: the tenant uses a status word that we do not know. */
  enabled: boolean | null;
  /** The org unit's name; null: none. */
  orgUnit: string | null;
  notes: string;
}

/** An account as a write left it. */
export interface WrittenAccount extends DirectoryAccount {
  leftOut: LeftOut | null;
}

export interface NewAccount {
  username: string;
  password: string;
  email?: string | null;
  firstName?: string;
  lastName?: string;
  orgUnit: string;
  enabled: boolean;
  /** The ownership mark, `ownershipMark(connector, member)`. */
  notes: string;
  attributes: PlanAttributes | null;
}

/** Only what is given changes. */
export interface AccountChange {
  enabled?: boolean;
  orgUnit?: string;
  username?: string;
  email?: string | null;
  firstName?: string;
  lastName?: string;
  notes?: string;
  password?: string;
  /** Null: none of ours remain. */
  attributes?: PlanAttributes | null;
}

export interface DirectoryPage {
  page: number;
  pages: number;
  total: number;
  accounts: DirectoryAccount[];
}

/**
 * The accounts that RADIUS answers for. One change is one call where the tenant allows it.
 * Every method throws ExternalError; `outcomeUnknown` on it says that a write may have been done.
 */
export interface WifiDirectory {
  /** Throws `duplicate` when the user name is taken. Made without the details that are refused; never retried inside. */
  create(account: NewAccount, call: Call): Promise<WrittenAccount>;
  /**
   * One PATCH; a password where a PATCH of it is ignored or unknown goes through the attributes. What is refused is split:
   * status and org unit first, then the password, and of the details what the directory takes. Throws `notFound`.
   */
  change(id: AccountId, change: AccountChange, call: Call): Promise<WrittenAccount>;
  /** Done when the account is gone, even if it was gone before; a failed delete is read back. */
  remove(id: AccountId, call: Call): Promise<void>;
  /** Null: no such account. */
  read(id: AccountId, call: Call): Promise<DirectoryAccount | null>;
  /** All accounts, page by page. Throws `inconsistent` when rows seen and total disagree. */
  roster(call: Call): AsyncIterable<DirectoryPage>;
  /** One read of the roster, begun after the call and shared by all who wait for one. */
  allAccounts(call: Call): Promise<readonly DirectoryAccount[]>;
  /** Creates the missing org units; returns their names. */
  ensureOrgUnits(names: string[], call: Call): Promise<string[]>;
  /** Which tenant answers (`/account`). Throws `wrongTenant` when its company or region is not the expected one. */
  tenant(call: Call): Promise<TenantId>;
}
