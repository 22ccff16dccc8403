import type { Request } from 'express';
import type { Logger } from 'pino';
import type { LiveLink, MemberPage } from '../../contracts/replayed';
import { type Keyring, type LinkRef, memberOfToken } from '../../domain/account/keyring';
import type { MemberId } from '../../domain/replayed/ids';
import { pageStateOf, type PageState } from '../../domain/replayed/page-state';
import type { Rules } from '../../domain/settings/rules';
import { sameSecret } from '../http/same-secret';
import { GatewayError, type PageGateway } from '../ports/gateways';
import type { ReadRules } from '../ports/rules';
import type { Language } from './catalogue';
import type { ReadCredentials } from './credentials';
import type { ReadSigner } from './profile-signer';

/** The caller has a link that is, or once was, a member's. */
export interface LinkHolder {
  member: MemberId;
  page: MemberPage;
  link: LinkRef;
  /** The same link while it may open the page; null: it was replaced. */
  live: LiveLink | null;
}

type FindHolder = (token: string) => Promise<LinkHolder | null>;

export interface MemberPageDeps {
  connector: string;
  /** Without a trailing slash. */
  publicUrl: string;
  keys: Keyring;
  pages: PageGateway;
  holders: FindHolder;
  rules: ReadRules;
  credentials: ReadCredentials;
  signer: ReadSigner;
  languages: Map<string, Language>;
  log: Logger;
}

export type PageRequest = Request<{ token: string }>;

/** What a handler knows of the requested page. */
interface Visit {
  rules: Rules;
  /** Null: the link is nobody's. */
  holder: LinkHolder | null;
  state: PageState;
}

export async function visit({ holders, rules }: MemberPageDeps, token: string): Promise<Visit> {
  const [holder, current] = await Promise.all([holders(token), rules.read()]);
  return { rules: current, holder, state: holder === null ? 'expired' : stateOf(holder) };
}

function stateOf({ page, live }: LinkHolder): PageState {
  const { steps, account } = page;
  return pageStateOf({ link: live, steps, ready: account?.enabled === true }, Date.now());
}

/** Null for a token that is nobody's or malformed; throws GatewayError when the workflow cannot be asked. */
export function linkHolders(connector: string, keys: Keyring, pages: Pick<PageGateway, 'page'>): FindHolder {
  return async (token) => {
    const member = memberOfToken(token);
    if (member === null) return null;
    const page = await pages.page(member).catch(nobody);
    if (page === null) return null;
    const holder = { connector, member };
    const fits = (link: LinkRef): boolean =>
      [keys.token(holder, link), keys.unprovenToken(holder, link)].some((made) => sameSecret(token, made ?? ''));
    const live = [page.link, page.renewedLink].find((each) => each && fits(each)) ?? null;
    const link = live ?? page.pastLinks.find(fits);
    return link ? { member, page, link, live } : null;
  };
}

function nobody(error: unknown): null {
  if (error instanceof GatewayError && error.code === 'notFound') return null;
  throw error;
}
