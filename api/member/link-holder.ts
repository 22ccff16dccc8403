import type { MemberPage } from '../../contracts/replayed';
import { type Keyring, type LinkRef, memberOfToken } from '../../domain/account/keyring';
import type { MemberId } from '../../domain/replayed/ids';
import { sameSecret } from '../constant-time';
import { GatewayError } from '../gateway-error';
import type { PageGateway } from '../ports';

/** Whoever has a link that is, or once was, a member's. */
export interface LinkHolder {
  member: MemberId;
  page: MemberPage;
  link: LinkRef;
  /** The link that opens the page; else one that was replaced. */
  isCurrent: boolean;
}

export type FindHolder = (token: string) => Promise<LinkHolder | null>;

/** Null for a token that is nobody's, and for one that never could be; throws GatewayError when nobody can say. */
export function linkHolders(connector: string, keys: Keyring, pages: Pick<PageGateway, 'page'>): FindHolder {
  return async (token) => {
    const member = memberOfToken(token);
    if (member === null) return null;
    const page = await pages.page(member).catch(nobody);
    if (page === null) return null;
    const candidates = [...(page.link ? [page.link] : []), ...page.pastLinks];
    const fits = (link: LinkRef): boolean => sameSecret(token, keys.token({ connector, member }, link) ?? '');
    const link = candidates.find(fits);
    return link ? { member, page, link, isCurrent: link === page.link } : null;
  };
}

function nobody(error: unknown): null {
  if (error instanceof GatewayError && error.code === 'notFound') return null;
  throw error;
}
