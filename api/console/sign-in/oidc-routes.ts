import { Router, type Request, type RequestHandler, type Response } from 'express';
import { HostCookie } from '../../access/host-cookie';
import { OidcFailure } from '../../access/oidc/failure';
import { ATTEMPT_MS, type Attempt, type OpenIdConnect, type Person } from '../../access/oidc/openid-connect';
import { commonFailureLimit, failureLimit } from '../../http/failure-limit';
import type { ConsoleDeps } from '../frame/console-deps';
import type { Frames } from '../frame/frames';
import { enter, nextPage, type EnteringDeps } from './entering';
import { signInView } from './sign-in-view';

type OidcDeps = EnteringDeps & Pick<ConsoleDeps, 'refused'>;

const attemptCookie = new HostCookie('latchkey-oidc', ATTEMPT_MS);

/** To the provider of OpenID Connect, and back from it. */
export function oidcRoutes(oidc: OpenIdConnect, deps: OidcDeps, frames: Frames): Router {
  const visit = new OidcVisit(oidc, deps, frames);
  const router = Router();
  router.get('/console/sign-in/oidc', visit.begin);
  // each that has begun costs a call to the provider
  const limits = [failureLimit(() => false), commonFailureLimit(() => false)];
  router.get('/console/sign-in/oidc/callback', visit.demandAttempt, ...limits, visit.finish);
  return router;
}

const statuses: Record<OidcFailure['kind'], number> = { away: 503, denied: 401, stale: 400, disagreed: 502 };

class OidcVisit {
  constructor(
    private readonly oidc: OpenIdConnect,
    private readonly deps: OidcDeps,
    private readonly frames: Frames,
  ) {}

  readonly begin: RequestHandler = async (req, res) => {
    const next = nextPage(req.query.next);
    const begun = await this.oidc.begin(next).catch(unlessUnforeseen);
    if (begun instanceof OidcFailure) return this.#showFailure(req, res, begun, next);
    attemptCookie.set(req, res, begun.kept);
    res.redirect(303, begun.address);
  };

  readonly demandAttempt: RequestHandler = (req, res, next) => {
    if (this.#attemptOf(req) === null)
      return this.#showFailure(req, res, new OidcFailure('stale', 'there is no attempt'), '/console');
    next();
  };

  readonly finish: RequestHandler = async (req, res) => {
    const attempt = this.#attemptOf(req);
    if (attempt === null) throw new Error('nobody has asked whether an attempt was begun');
    attemptCookie.clear(req, res);
    const [, search = ''] = req.originalUrl.split('?');
    const person = await this.oidc.finish(attempt, `?${search}`).catch(unlessUnforeseen);
    if (person instanceof OidcFailure) return this.#refuse(req, res, person, attempt);
    const { id, name, role } = person;
    if (role === null) return this.#refuseStranger(req, res, person, attempt);
    await enter(this.deps, req, res, { id, name, role });
    res.redirect(303, attempt.next);
  };

  #attemptOf(req: Request): Attempt | null {
    return this.oidc.attemptIn(attemptCookie.of(req), req.query.state);
  }

  #refuse(req: Request, res: Response, failure: OidcFailure, { next }: Attempt): Promise<void> {
    if (failure.kind !== 'away')
      this.deps.refused.note({ why: 'notVouched', principal: null, from: req.ip ?? 'unknown' });
    return this.#showFailure(req, res, failure, next);
  }

  async #refuseStranger(req: Request, res: Response, { id, name }: Person, { next }: Attempt): Promise<void> {
    this.deps.refused.note({ why: 'noRole', principal: null, person: id, from: req.ip ?? 'unknown' });
    const { say } = await this.frames.settingOf(req);
    const wrong = say('signIn.oidc.noRole', { name, host: this.oidc.host });
    await this.frames.send(req, res, { ...signInView({ say, next, oidc: this.oidc, wrong }), status: 403 });
  }

  async #showFailure(req: Request, res: Response, failure: OidcFailure, next: string): Promise<void> {
    const { kind, reason } = failure;
    const { oidc } = this;
    if (kind === 'away' || kind === 'disagreed')
      this.deps.log.warn({ provider: oidc.host, kind, reason }, 'signing in by OpenID Connect does not work');
    const { say } = await this.frames.settingOf(req);
    const wrong = say(`signIn.oidc.${kind}`, { host: oidc.host });
    await this.frames.send(req, res, { ...signInView({ say, next, oidc, wrong }), status: statuses[kind] });
  }
}

function unlessUnforeseen(error: unknown): OidcFailure {
  if (error instanceof OidcFailure) return error;
  throw error;
}
