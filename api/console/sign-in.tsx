import { Router, type Request, type RequestHandler, type Response } from 'express';
import { holderOf, sessionOf, type Refusal } from '../access/authenticate';
import { demandOwnOrigin } from '../access/own-origin';
import { clearSessionCookie, setSessionCookie } from '../access/session-cookie';
import { commonFailureLimit, failureLimit } from '../http/failure-limit';
import type { Principal } from '../http/principal';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';
import type { ConsoleDeps } from './frame/console-deps';
import type { Frames } from './frame/frames';
import { Notice } from './parts/notice';
import type { Say, TextKey } from './texts';
import type { View } from './frame/visit';

type SignInDeps = Pick<ConsoleDeps, 'adminToken' | 'tokens' | 'sessions' | 'audit' | 'refused' | 'log'>;

/** Signing in by a token, and out. */
export function signInRoutes(deps: SignInDeps, frames: Frames): Router {
  const router = Router();
  const isGood = (req: Request): boolean => !('why' in holderOf(tokenIn(req), req, deps));
  router.get('/console/sign-in', showSignIn(deps, frames));
  router.post('/console/sign-in', ownPagesOnly, failureLimit(isGood), commonFailureLimit(isGood), signIn(deps, frames));
  router.post('/console/sign-out', ownPagesOnly, signOut(deps));
  return router;
}

/** Else a page elsewhere could sign a visitor in as somebody else. */
const ownPagesOnly: RequestHandler = (req, _res, next) => {
  demandOwnOrigin(req);
  next();
};

function field(req: Request, name: string): string | null {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

const tokenIn = (req: Request): string | null => field(req, 'token')?.trim() ?? null;

/** Only a page of the console: anything else could lead a visitor astray. */
export function nextPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || !/^\/console(?:[/?]|$)/.test(wanted) || /[\\\s]/.test(wanted)) return '/console';
  const { pathname, search } = new URL(wanted, 'http://own.invalid');
  return /^\/console(?:\/|$)/.test(pathname) && pathname !== '/console/sign-in' ? pathname + search : '/console';
}

function showSignIn({ sessions }: SignInDeps, frames: Frames): RequestHandler {
  return async (req, res) => {
    if (sessionOf(req, sessions) !== null) return res.redirect(303, nextPage(req.query.next));
    const done = req.query.done === 'signedOut' ? ('signIn.signedOut' as const) : null;
    await frames.send(req, res, signInView({ req, ...(await frames.settingOf(req)), done }));
  };
}

const refusedTexts: Record<Refusal['why'], TextKey> = {
  unknown: 'signIn.unknown',
  expired: 'signIn.expired',
  revoked: 'signIn.revoked',
};

function signIn(deps: SignInDeps, frames: Frames): RequestHandler {
  return async (req, res) => {
    const holder = holderOf(tokenIn(req), req, deps);
    if ('why' in holder) {
      deps.refused.note(holder);
      const setting = await frames.settingOf(req);
      return frames.send(req, res, {
        ...signInView({ req, ...setting, wrong: refusedTexts[holder.why] }),
        status: 401,
      });
    }
    await enter(deps, req, res, holder);
    res.redirect(303, nextPage(field(req, 'next')));
  };
}

/** A new session for each sign-in, whatever cookie came with the request; one that it still opened ends. */
export async function enter(
  { sessions, audit }: Pick<SignInDeps, 'sessions' | 'audit'>,
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
  setSessionCookie(req, res, cookie);
}

const entryOf = (what: string, { id, name, role }: Principal, req: Request, session: string) => ({
  ...{ who: { id, name, role }, from: req.ip ?? null, what, members: [], subject: session },
  ...{ outcome: { status: 303, code: null }, times: 1 },
});

/** Nobody is kept in because the audit trail cannot be written. */
function signOut({ sessions, audit, log }: SignInDeps): RequestHandler {
  return async (req, res) => {
    const session = sessionOf(req, sessions);
    if (session !== null && sameSecret(field(req, 'csrf') ?? '', session.csrf)) {
      await sessions.end(session.id);
      await audit
        .record(entryOf('signOut', session.principal, req, session.id))
        .catch((error: unknown) => log.warn({ err: error }, 'a sign-out cannot be written to the audit trail'));
    }
    clearSessionCookie(req, res);
    res.redirect(303, '/console/sign-in?done=signedOut');
  };
}

interface SignInProps {
  req: Request;
  say: Say;
  wrong?: TextKey;
  done?: TextKey | null;
}

function signInView({ req, say, wrong, done = null }: SignInProps): View {
  return {
    title: say('signIn.title'),
    body: (
      <form class="card stack" method="post" action="/console/sign-in">
        {wrong !== undefined && <Notice tone="bad">{say(wrong)}</Notice>}
        {done !== null && <Notice tone="good">{say(done)}</Notice>}
        <div class="field">
          <label for="token">{say('signIn.token')}</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            aria-describedby="token-hint"
          />
          <p class="soft" id="token-hint">
            {say('signIn.hint')}
          </p>
        </div>
        <button class="main">{say('signIn.button')}</button>
        <input type="hidden" name="next" value={nextPage(field(req, 'next') ?? req.query.next)} />
      </form>
    ),
  };
}
