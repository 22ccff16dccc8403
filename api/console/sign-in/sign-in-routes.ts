import { Router, type Request, type RequestHandler } from 'express';
import { holderOf, sessionOf } from '../../access/authenticate';
import { demandOwnOrigin } from '../../access/own-origin';
import type { TokenRefusal } from '../../access/refusal';
import { commonFailureLimit, failureLimit } from '../../http/failure-limit';
import type { ConsoleDeps } from '../frame/console-deps';
import type { Frames } from '../frame/frames';
import type { TextKey } from '../texts';
import { enter, leave, nextPage } from './entering';
import { oidcRoutes } from './oidc-routes';
import { signInView } from './sign-in-view';

export type SignInDeps = Pick<ConsoleDeps, 'adminToken' | 'tokens' | 'sessions' | 'audit' | 'refused' | 'oidc' | 'log'>;

/** Signing in, by a token or as the provider of OpenID Connect says, and out. */
export function signInRoutes(deps: SignInDeps, frames: Frames): Router {
  const router = Router();
  const isGood = (req: Request): boolean => !('why' in holderOf(tokenIn(req), req, deps));
  router.get('/console/sign-in', showSignIn(deps, frames));
  router.post('/console/sign-in', ownPagesOnly, failureLimit(isGood), commonFailureLimit(isGood), signIn(deps, frames));
  router.post('/console/sign-out', ownPagesOnly, signOut(deps));
  if (deps.oidc !== null) router.use(oidcRoutes(deps.oidc, deps, frames));
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

function showSignIn({ sessions, oidc }: SignInDeps, frames: Frames): RequestHandler {
  return async (req, res) => {
    const next = nextPage(req.query.next);
    if (sessionOf(req, sessions) !== null) return res.redirect(303, next);
    const { say } = await frames.settingOf(req);
    const done = req.query.done === 'signedOut' ? say('signIn.signedOut') : undefined;
    await frames.send(req, res, signInView({ say, next, oidc, done }));
  };
}

const refusedTexts: Record<TokenRefusal['why'], TextKey> = {
  unknown: 'signIn.unknown',
  expired: 'signIn.expired',
  revoked: 'signIn.revoked',
};

function signIn(deps: SignInDeps, frames: Frames): RequestHandler {
  return async (req, res) => {
    const next = nextPage(field(req, 'next'));
    const holder = holderOf(tokenIn(req), req, deps);
    if ('why' in holder) {
      deps.refused.note(holder);
      const { say } = await frames.settingOf(req);
      const wrong = say(refusedTexts[holder.why]);
      return frames.send(req, res, { ...signInView({ say, next, oidc: deps.oidc, wrong }), status: 401 });
    }
    await enter(deps, req, res, holder);
    res.redirect(303, next);
  };
}

const signOut =
  (deps: SignInDeps): RequestHandler =>
  async (req, res) => {
    await leave(deps, req, res, field(req, 'csrf') ?? '');
    res.redirect(303, '/console/sign-in?done=signedOut');
  };
