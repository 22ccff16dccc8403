import type { Request, Response } from 'express';
import { sessionOf } from '../../access/authenticate';
import { sessionCookie } from '../../access/session-cookie';
import type { Principal } from '../../http/principal';
import { Problem } from '../../http/problem';
import { sameSecret } from '../../http/same-secret';
import type { ConsoleDeps } from '../frame/console-deps';

export type EnteringDeps = Pick<ConsoleDeps, 'sessions' | 'audit' | 'log'>;

/** A new session for each sign-in, whatever cookie came with the request; one that it still opened ends. */
export async function enter(
  { sessions, audit }: EnteringDeps,
  req: Request,
  res: Response,
  principal: Principal,
): Promise<void> {
  const before = sessionOf(req, sessions);
  const { id, cookie } = await sessions.start(principal, req.ip ?? 'unknown');
  await audit.record(entryOf('signIn', principal, req, id)).catch(async (cause: unknown) => {
    await sessions.end(id);
    throw new Problem(503, 'The audit trail cannot be written, so nobody can sign in: see that its disk has room.', {
      code: 'auditUnwritable',
      cause,
    });
  });
  if (before !== null) await sessions.end(before.id);
  sessionCookie.set(req, res, cookie);
}

/**
 * Ends the session, if a page of ours has asked. Nobody is kept in because the audit trail cannot be written.
 *
 * @param csrf what the form has sent
 */
export async function leave(
  { sessions, audit, log }: EnteringDeps,
  req: Request,
  res: Response,
  csrf: string,
): Promise<void> {
  const session = sessionOf(req, sessions);
  if (session !== null && sameSecret(csrf, session.csrf)) {
    await sessions.end(session.id);
    await audit
      .record(entryOf('signOut', session.principal, req, session.id))
      .catch((error: unknown) => log.warn({ err: error }, 'a sign-out cannot be written to the audit trail'));
  }
  sessionCookie.clear(req, res);
}

const entryOf = (what: string, { id, name, role }: Principal, req: Request, session: string) => ({
  ...{ who: { id, name, role }, from: req.ip ?? null, what, members: [], subject: session },
  ...{ outcome: { status: 303, code: null }, times: 1 },
});

/** Only a page of the console: anything else could lead a visitor astray. */
export function nextPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/console(?:[/?]|$)/.test(wanted) || /[\\\s]/.test(wanted)) return '/console';
  const { pathname, search } = new URL(wanted, 'http://own.invalid');
  return /^\/console(?:\/(?!sign-in(?:\/|$))|$)/.test(pathname) ? pathname + search : '/console';
}
