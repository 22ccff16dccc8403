import type { AccountId } from './ids';
import type { PlanAttributes } from './entitlement';

/** Which password an account has: derived from these and the master key, never stored. */
export interface Credential {
  /** Names the master key; see `keyIdOf`. */
  keyId: string;
  /** Random; a new one is a rotation. */
  credentialId: string;
}

/** What the member's workflow knows of the account that it keeps in the directory. */
export interface Account {
  id: AccountId;
  enabled: boolean;
  orgUnit: string | null;
  attributes: PlanAttributes | null;
  /** The identity that was written; '' when not known. */
  identity: string;
  /** A fingerprint of the user name that the account was given; '' when not known. */
  usernameTag: string;
  /** The setting `username` that it was made by; '' when not known. */
  namedBy: string;
  credential: Credential;
}

/** What the account is to become. */
export interface AccountTarget {
  enabled: boolean;
  orgUnit: string;
  attributes: PlanAttributes | null;
  identity: string;
  credential: Credential;
}

/** The fields of an account that a change writes. */
export type ChangedField = 'enabled' | 'orgUnit' | 'attributes' | 'identity' | 'credential' | 'username';

/** The account after these fields of the target were written; a user name is noted by its tag, elsewhere. */
export function afterChange(account: Account, target: AccountTarget, fields: readonly ChangedField[]): Account {
  const written = (field: ChangedField): Account | AccountTarget => (fields.includes(field) ? target : account);
  return {
    ...account,
    enabled: written('enabled').enabled,
    orgUnit: written('orgUnit').orgUnit,
    attributes: written('attributes').attributes,
    identity: written('identity').identity,
    credential: written('credential').credential,
  };
}
