import type { Role } from '../../../contracts/api/roles';
import type { ServedApi } from './served-api';

/** Somebody who has signed in to the console; the browser is `fetch`. */
export interface ConsoleSession {
  /** As `Cookie` carries it. */
  cookie: string;
  csrf: string;
  open(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Sends a form of the console, with its CSRF token unless `fields` says otherwise. */
  send(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

export const cookieIn = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

/** By a token of their own. */
export async function signedInAs(
  api: ServedApi,
  role: Role,
  name = `the ${role}`,
): Promise<ConsoleSession & { tokenId: string }> {
  const { kept, token } = await api.tokens.create({ name, role, expiresAt: null }, 'admin');
  return { tokenId: kept.id, ...(await signedInBy(api, token)) };
}

export async function signedInBy(api: ServedApi, token: string): Promise<ConsoleSession> {
  const signIn = await api.call('POST', '/console/sign-in', {
    body: new URLSearchParams({ token }),
    redirect: 'manual',
  });
  const cookie = cookieIn(signIn);
  const open: ConsoleSession['open'] = (path, headers) =>
    api.call('GET', path, { redirect: 'manual', headers: { cookie, ...headers } });
  // every page has it: that of signing out
  const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(await (await open('/console/nowhere')).text()) ?? [];
  const send: ConsoleSession['send'] = (path, fields, headers) =>
    api.call('POST', path, {
      body: new URLSearchParams({ csrf, ...fields }),
      redirect: 'manual',
      headers: { cookie, ...headers },
    });
  return { cookie, csrf, open, send };
}
