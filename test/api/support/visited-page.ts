import type { Secret } from '../../../config';
import type { MemberPage } from '../../../contracts/replayed';
import type { Rules } from '../../../domain/settings/rules';
import { rulesOf } from '../../domain/builders';
import { settingsDocument } from './fake-gateways';
import { knowing, link, member, pageOf, tokenOf } from './member-visit';
import { masterKey, serveApi, type ServedApi } from './served-api';

/** The API of the test that runs. */
export let api: ServedApi;
afterEach(() => api.close());

/** Serves a member's page. */
export async function open(
  page: MemberPage | null = pageOf(),
  rules: Rules = rulesOf(),
  external = knowing(),
  masterKeys: [Secret<Buffer>, ...Secret<Buffer>[]] = [masterKey],
): Promise<void> {
  api = await serveApi({ external, masterKeys });
  api.fake.document = { ...settingsDocument(), resolved: rules };
  if (page !== null) api.fake.memberPages.set(member, page);
}

export const token = tokenOf(link);
export const html = { accept: 'text/html' };
export const show = (of = token, headers: Record<string, string> = html) => api.call('GET', `/w/${of}`, { headers });
export const reveal = (accept = 'application/json', of = token) =>
  api.call('POST', `/w/${of}/reveal`, { headers: { accept } });
export const fetched = (url: string, method = 'GET') => api.call(method, url.replace('https://wifi.test', ''));

export interface Revealed {
  state: string;
  profiles?: { format: string; url: string }[];
  [key: string]: unknown;
}
export const revealed = async (of = token): Promise<Revealed> =>
  (await (await reveal('application/json', of)).json()) as Revealed;
