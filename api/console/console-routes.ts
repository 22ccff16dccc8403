import express, { Router, type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { ProblemError } from '../../contracts/api/client';
import { includes } from '../../contracts/api/roles';
import { sessionOf } from '../access/authenticate';
import { demandOwnForm } from '../access/own-origin';
import { lacksRole } from '../access/require-role';
import type { Sessions } from '../access/sessions';
import { toProblem } from '../http/errors';
import { notFound, Problem } from '../http/problem';
import type { Languages } from '../texts/catalogue';
import { assetRoutes } from './frame/assets';
import type { ConsoleDeps } from './frame/console-deps';
import { ErrorView } from './error-view';
import type { FrameProps } from './frame/frame';
import { Frames, LANGUAGE_COOKIE, rememberSession, sessionIn } from './frame/frames';
import { OwnApi } from './own-api';
import { accessPages } from './pages/access/access';
import { overviewPages } from './pages/overview/overview';
import { auditPages } from './pages/audit';
import { memberPages } from './pages/member/member';
import { membersPages } from './pages/members';
import { planPages } from './pages/plans';
import { settingsPages } from './pages/settings/settings';
import { holdPages } from './pages/holds/holds';
import { syncPages } from './pages/syncs/syncs';
import { signInRoutes } from './sign-in/sign-in-routes';
import { healthPages } from './pages/health/health';
import { webhookPages } from './pages/webhooks/webhooks';
import type { TextKey } from './texts';
import { type ConsoleRoute, type Form, type Section, sections, SeeOther, type Visit } from './frame/visit';

/** Every page, and what its forms do. A section is in the navigation once it has one. */
const routes: readonly ConsoleRoute[] = [
  ...overviewPages,
  ...memberPages,
  ...membersPages,
  ...planPages,
  ...syncPages,
  ...holdPages,
  ...settingsPages,
  ...healthPages,
  ...webhookPages,
  ...auditPages,
  ...accessPages,
];

export { routes as consolePages };

/**
 * The console. It shows what the API answers, and does what the API does: whoever visits it passes the gates of the API.
 *
 * @param app the whole application, of which the API is a part
 */
export function consoleRoutes(deps: ConsoleDeps, app: RequestHandler): Router {
  const frames = new Frames(deps, navigation());
  const own = new OwnApi(app);
  const router = Router();
  router.get('/', (_req, res) => res.redirect(303, '/console'));
  router.use('/console/assets', policies, assetRoutes());
  router.use('/console', policies, privately, rememberLanguage(deps.consoleLanguages));
  router.use('/console', express.urlencoded({ extended: false, limit: '1mb' }));
  router.use(signInRoutes(deps, frames));
  router.use('/console', signedIn(deps.sessions));
  for (const route of routes)
    router[route.method](`/console${route.path === '/' ? '' : route.path}`, serving(route, own, frames));
  router.use('/console', notFound);
  router.use('/console', consoleErrors(deps.log, frames));
  return router;
}

/** Nothing inline, no third party, no frame. */
const policies = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
});

/** Pages hold names. */
const privately: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
  next();
};

const YEAR_MS = 31_536_000_000;

/** `?lang=` chooses, and is remembered. */
function rememberLanguage(known: Languages<TextKey>): RequestHandler {
  return (req, res, next) => {
    const { lang } = req.query;
    if (typeof lang === 'string' && known.has(lang))
      res.cookie(LANGUAGE_COOKIE, lang, { sameSite: 'lax', httpOnly: true, secure: req.secure, maxAge: YEAR_MS });
    next();
  };
}

const signedIn =
  (sessions: Sessions): RequestHandler =>
  (req, res, next) => {
    const session = sessionOf(req, sessions);
    if (session === null) return res.redirect(303, signInAddress(req));
    rememberSession(res, session);
    next();
  };

/** A form cannot be sent again by itself: then the page it was on is where to go on. */
function signInAddress(req: Request): string {
  const next = req.method === 'GET' ? req.originalUrl : '/console';
  return `/console/sign-in?${new URLSearchParams({ next })}`;
}

function navigation(): FrameProps['shown'] {
  return (Object.keys(sections) as Section[]).flatMap((section) => {
    const own = routes.find(({ method, path }) => method === 'get' && path === (sections[section].path || '/'));
    return own === undefined ? [] : [{ section, role: own.role }];
  });
}

function serving(route: ConsoleRoute, own: OwnApi, frames: Frames): RequestHandler {
  return async (req, res) => {
    const session = sessionIn(res);
    if (session === undefined) throw new Error('a page is served without asking who sees it');
    if (!includes(session.principal.role, route.role))
      throw lacksRole(`This page needs the role ${route.role}; yours is ${session.principal.role}.`, route.role);
    const form = formIn(req);
    if (route.method === 'post') demandOwnForm(req, session, form.csrf);
    const { say, place } = await frames.settingOf(req);
    const visit: Visit = {
      req,
      principal: session.principal,
      csrf: session.csrf,
      api: own.asUsedBy(req, form.csrf),
      say,
      place,
    };
    const answer = await route.answer(visit, form, res);
    if (res.headersSent) return;
    if (answer instanceof SeeOther) return res.redirect(303, answer.path);
    await frames.send(req, res, answer);
  };
}

function formIn(req: Request): Form {
  if (!(req.body instanceof Object)) return {};
  const sent = Object.entries(req.body as Record<string, unknown>).map(([name, value]) => [
    name,
    Array.isArray(value) ? (value as unknown[])[0] : value,
  ]);
  return Object.fromEntries(sent.filter(([, value]) => typeof value === 'string')) as Form;
}

/** People get a page that says what happened and what to do. */
function consoleErrors(log: Logger, frames: Frames): ErrorRequestHandler {
  return async (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status === 401) return res.redirect(303, signInAddress(req));
    if (problem.status >= 500)
      log.warn({ err: error, status: problem.status }, 'a page of the console cannot be answered');
    const { retryAfter } = problem.options;
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
    const { say } = await frames.settingOf(req);
    const view = ErrorView({ problem, say, address: req.originalUrl, canRetry: req.method === 'GET' });
    await frames.send(req, res, view);
  };
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof ProblemError)) return toProblem(error);
  return new Problem(error.status, error.problem?.detail ?? error.message, { code: error.problem?.code });
}
