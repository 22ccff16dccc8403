import { uuid4 } from '@temporalio/workflow';
import type { LinkRef } from '../../domain/account/keyring';
import type { Instant } from '../../domain/replayed/ids';
import type { MemberState } from './state';

/** The link to the member's page. Its token is derived from the id where it is needed, and kept nowhere. */
export interface Link extends LinkRef {
  expiresAt: Instant;
  /** How often it may reveal the credentials, and how often it has. */
  openings: number;
  opened: number;
  /** Files that were fetched: `opening:document`. */
  taken: string[];
}

/** So many replaced links still let their holder ask for a new letter. */
const mostPastLinks = 5;

/** A new link; the one before is dead from here on. */
export function issueLink(state: MemberState): void {
  const { entitlement, keyId, link } = state;
  if (entitlement === null || keyId === null) return;
  if (link !== null) state.pastLinks = [{ id: link.id, keyId: link.keyId }, ...state.pastLinks].slice(0, mostPastLinks);
  const { linkMs, linkOpenings } = entitlement.telling;
  const expiresAt = Date.now() + linkMs;
  state.link = { id: uuid4(), keyId, expiresAt, openings: linkOpenings, opened: 0, taken: [] };
}

/** The time of a link is counted from the letter that brings it, however long that was stuck. */
export function startLink(state: MemberState, id: string | undefined): void {
  const { link, entitlement } = state;
  if (link !== null && link.id === id && entitlement !== null && link.opened === 0)
    link.expiresAt = Date.now() + entitlement.telling.linkMs;
}
