import { patched } from '@temporalio/workflow';
import { pageStateOf } from '../../domain/replayed/page-state';
import type { LinkRequest, LiveLink, MemberPage, OpenLinkRequest, TakeProfileRequest } from '../../contracts/replayed';
import { afterPage, afterProfile } from '../../domain/replayed/carried-cas';
import { noteCarried } from './carried';
import { owe } from './letters';
import { countOpening, issueLink, liveLinks, renewLink } from './links';
import type { Link, MemberState } from './state';
import { addToTimeline } from './timeline';

const hour = 3_600_000;
/** What members may ask for themselves: a new letter every ten minutes, five a day; a new password every hour, three a day. */
const limits = { renewals: { apart: hour / 6, aDay: 5 }, rotations: { apart: hour, aDay: 3 } };

/** The account, while it has the password that the member is to have. */
function pageAccount(state: MemberState): MemberPage['account'] {
  const { account, credential, suffix } = state;
  if (account === null || account.identity === '') return null;
  if (account.credential.credentialId !== credential?.credentialId) return null;
  const { id, enabled, usernameTag } = account;
  return { id, enabled, usernameTag, suffix, credential: account.credential };
}

export function pageOf(state: MemberState): MemberPage {
  const { member, link, renewedLink, pastLinks, entitlement, step } = state;
  return {
    member,
    link: link && pageLink(link),
    renewedLink: renewedLink && pageLink(renewedLink),
    pastLinks,
    steps: entitlement?.steps.slice(step) ?? [],
    account: pageAccount(state),
    businessId: entitlement?.businessId ?? null,
  };
}

const pageLink = ({ id, keyId, expiresAt, openings, opened }: Link): LiveLink => ({
  ...{ id, keyId, expiresAt },
  openingsLeft: openings - opened,
});

const liveLink = (state: MemberState, id: string): Link | undefined => liveLinks(state).find((link) => link.id === id);

export function openLink(state: MemberState, { link: id, cas }: OpenLinkRequest): { opening: number | null } {
  const link = liveLink(state, id);
  if (link === undefined || !opensPage(state, link)) return { opening: null };
  countOpening(state, link);
  addToTimeline(state, `link opened (${link.opened} of ${link.openings})`);
  noteCarried(state, afterPage(state.carried, cas));
  return { opening: link.opened };
}

/** Files of the last opening stay there to be fetched, so a link that is used up still gives them until it expires. */
export function takeFile(
  state: MemberState,
  { link: id, opening, document, cas }: TakeProfileRequest,
): { taken: boolean } {
  const link = liveLink(state, id);
  const file = `${opening}:${document}`;
  if (link === undefined || Date.now() >= link.expiresAt || opening > link.opened || link.taken.includes(file))
    return { taken: false };
  link.taken.push(file);
  addToTimeline(state, `profile fetched: ${document}`);
  noteCarried(state, afterProfile(cas));
  return { taken: true };
}

export function renew(state: MemberState, { link: id }: LinkRequest): { done: boolean } {
  const isTheirs = [...liveLinks(state), ...state.pastLinks].some((link) => link.id === id);
  if (!isTheirs || state.account === null || !mayAsk(state, 'renewals')) return { done: false };
  owe(state, 'renewed', patched('renewed-link-beside-the-live-one') ? renewLink : issueLink);
  addToTimeline(state, 'a new link was asked for on the page');
  return { done: true };
}

export function rotateFromPage(state: MemberState, { link: id }: LinkRequest, rotate: () => void): { done: boolean } {
  const link = liveLink(state, id);
  if (link === undefined || !opensPage(state, link) || !mayAsk(state, 'rotations')) return { done: false };
  rotate();
  return { done: true };
}

function opensPage(state: MemberState, link: Link): boolean {
  const { steps, account } = pageOf(state);
  return pageStateOf({ link: pageLink(link), steps, ready: account?.enabled === true }, Date.now()) === 'valid';
}

function mayAsk(state: MemberState, what: keyof typeof limits): boolean {
  const { apart, aDay } = limits[what];
  const now = Date.now();
  const lately = state[what].filter((at) => at > now - 24 * hour);
  const last = lately.at(-1) ?? -Infinity;
  if (lately.length >= aDay || now - last < apart) return false;
  state[what] = [...lately, now];
  return true;
}
