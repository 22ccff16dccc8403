import { uuid4 } from '@temporalio/workflow';
import type { LinkRef } from '../../domain/account/keyring';
import type { Link, MemberState } from './state';

/** Holders of this many replaced links can still ask for a new letter. */
const MOST_PAST_LINKS = 5;

/** Links that open the page: the one of now, and one that was renewed and is not opened yet. */
export const liveLinks = ({ link, renewedLink }: MemberState): Link[] =>
  [link, renewedLink].filter((live) => live !== null);

/** The link that a letter brings. */
export const linkToMail = ({ link, renewedLink }: MemberState): Link | null => renewedLink ?? link;

/** A new link to the member's page; those before are dead from here on. */
export function issueLink(state: MemberState): void {
  const issued = newLink(state);
  if (issued !== null) replaceLinks(state, issued);
}

/**
 * A second link, for a letter that was asked for on a page. Whoever asked may have found a dead link, and must not be able to
 * end the live one by it: that one stays until the new one is opened. Asked again, the same link is mailed again.
 */
export function renewLink(state: MemberState): void {
  const { renewedLink, keyId } = state;
  if (renewedLink !== null && renewedLink.expiresAt > Date.now() && renewedLink.keyId === keyId) return;
  if (renewedLink !== null) retire(state, renewedLink);
  state.renewedLink = newLink(state);
}

/** The first opening of a renewed link ends the one before, so that the openings of the two never add up from here on. */
export function countOpening(state: MemberState, link: Link): void {
  link.opened += 1;
  if (link === state.renewedLink) replaceLinks(state, link);
}

/** A link's time counts from the letter that brings it, however long that letter was stuck. */
export function startLink(state: MemberState, id: string | undefined): void {
  const { entitlement } = state;
  const link = liveLinks(state).find((live) => live.id === id);
  if (link !== undefined && entitlement !== null && link.opened === 0)
    link.expiresAt = Date.now() + entitlement.telling.linkMs;
}

function newLink({ entitlement, keyId }: MemberState): Link | null {
  if (entitlement === null || keyId === null) return null;
  const { linkMs, linkOpenings } = entitlement.telling;
  return { id: uuid4(), keyId, expiresAt: Date.now() + linkMs, openings: linkOpenings, opened: 0, taken: [] };
}

/** From here on only this link opens the page. */
function replaceLinks(state: MemberState, link: Link): void {
  for (const live of liveLinks(state)) if (live !== link) retire(state, live);
  state.link = link;
  state.renewedLink = null;
}

function retire(state: MemberState, { id, keyId }: LinkRef): void {
  state.pastLinks = [{ id, keyId }, ...state.pastLinks].slice(0, MOST_PAST_LINKS);
}
