import type { FailureCode } from './failure-codes';
import type { AccountId, Instant, MemberId } from './ids';
import type { PlanAttributes } from './entitlement';

/** Which password an account has: derived from these and the master key, never stored. */
export interface Credential {
  /** Names the master key; see `keyIdOf`. */
  keyId: string;
  /** Random; a new one is a rotation. */
  credentialId: string;
  /** Whose id it is derived with, if not the member's: the account was another profile's of the same person. */
  of?: MemberId;
}

/** Parts of an account on which no access depends. The directory may refuse some: the account is then without them. */
export type Detail = 'username' | 'email' | 'firstName' | 'lastName' | 'notes';

/** Details that could not be written with the rest, and why. */
export interface LeftOut {
  fields: Detail[];
  /** `duplicate`: another account has the user name. */
  code: FailureCode;
  message: string;
}

/** Two writes of one change. */
export function bothLeftOut(one: LeftOut | null, other: LeftOut | null): LeftOut | null {
  if (one === null || other === null) return one ?? other;
  return { ...one, fields: [...new Set([...one.fields, ...other.fields])] };
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
  /** What the account lacks because the directory has refused it. */
  leftOut?: Detail[];
  /** Since when it is kept although nobody knows its password. */
  unknownSince?: Instant;
}

/** An account with our mark, as it was found. Older ones tell less. */
export interface FoundAccount
  extends Pick<Account, 'id' | 'enabled' | 'orgUnit'>, Partial<Pick<Account, 'identity' | 'usernameTag' | 'namedBy'>> {
  /** By the mark; null: it does not say. */
  credential?: Credential | null;
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

/** Enough of a credential to tell it from the member's others. */
export const credentialTag = ({ credentialId }: Credential): string => credentialId.slice(0, 8);
