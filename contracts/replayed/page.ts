import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { LinkRef } from '../../domain/account/keyring';
import type { Credential } from '../../domain/replayed/account';
import type { Step } from '../../domain/replayed/entitlement';
import type { AccountId, BusinessId, Instant, MemberId } from '../../domain/replayed/ids';

/** The answer of the query `page`: what the member's page rests on. Ids and instants only, no token. */
export interface MemberPage {
  member: MemberId;
  /** The link that opens the page; null before the first letter. */
  link: LiveLink | null;
  /** Another one that opens it: it was asked for on the page. Once it is opened, it takes the place of `link`. */
  renewedLink: LiveLink | null;
  /** Links that were replaced: they open nothing, but their holder may ask for a new letter. */
  pastLinks: LinkRef[];
  /** From the step that holds now. */
  steps: Step[];
  /** Null while there is none, or while it does not have the password that it is to have. */
  account: PageAccount | null;
  /** Of the person. */
  businessId: BusinessId | null;
}

export interface LiveLink extends LinkRef {
  expiresAt: Instant;
  openingsLeft: number;
}

export interface PageAccount {
  id: AccountId;
  enabled: boolean;
  credential: Credential;
  /** A fingerprint of the user name that the account was given; '' when not known. */
  usernameTag: string;
  /** The plain user name belongs to another member. */
  suffix: boolean;
}
export const memberPage = defineQuery<MemberPage>('page');

export interface LinkRequest {
  /** The id of the link that the caller has. */
  link: string;
}
/** `cas`: the CAs that the member gets by it; short fingerprints. Absent from an API of an earlier version. */
export interface OpenLinkRequest extends LinkRequest {
  cas?: string[];
}
export interface TakeProfileRequest extends LinkRequest {
  /** The CAs that a device with this file accepts; short fingerprints. Absent from an API of an earlier version. */
  cas?: string[];
  /** The opening that offered the file. */
  opening: number;
  document: string;
}

/** Counts one reveal; `opening` is null when the link opens nothing (any more). */
export const openCredentialLink = defineUpdate<{ opening: number | null }, [OpenLinkRequest]>('openCredentialLink');
/** A file that an opening offered, once. */
export const takeProfile = defineUpdate<{ taken: boolean }, [TakeProfileRequest]>('takeProfile');
/** The holder of a dead link asks for a new letter, or, with a live one, for a new password; `done` is false past the limit. */
export const renewLink = defineUpdate<{ done: boolean }, [LinkRequest]>('renewLink');
export const rotateByMember = defineUpdate<{ done: boolean }, [LinkRequest]>('rotateByMember');
