import type { Request } from 'express';
import type { Keyring } from '../../domain/account/keyring';
import { pageStateOf, type PageState } from '../../domain/replayed/page-state';
import type { Rules } from '../../domain/settings/rules';
import type { Logger } from '../log';
import type { PageGateway } from '../ports';
import type { ReadRules } from '../rules';
import type { Language } from './catalogue';
import type { ReadCredentials } from './credentials';
import type { FindHolder, LinkHolder } from './link-holder';
import type { ReadSigner } from './profile-signer';

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

/** What a handler knows of the page that is asked for. */
export interface Visit {
  rules: Rules;
  /** Null: the link is nobody's. */
  holder: LinkHolder | null;
  state: PageState;
}

export async function visit({ holders, rules }: MemberPageDeps, token: string): Promise<Visit> {
  const [holder, current] = await Promise.all([holders(token), rules()]);
  return { rules: current, holder, state: holder === null ? 'expired' : stateOf(holder) };
}

function stateOf({ page, isCurrent }: LinkHolder): PageState {
  const { link, steps, account } = page;
  return pageStateOf({ link: isCurrent ? link : null, steps, ready: account?.enabled === true }, Date.now());
}
