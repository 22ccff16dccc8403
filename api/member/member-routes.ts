import { Router, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import {
  fetchProfile as fetchProfileOperation,
  renewLink,
  reveal as revealOperation,
  rotateOnPage,
  showPage,
} from '../../contracts/api/member-page';
import { customFieldName } from '../../domain/account/person';
import { locationOf } from '../../domain/settings/locations';
import { failureLimit } from '../http/failure-limit';
import { routesOf, serveBy } from '../http/routes';
import { invitationPage, noticePage } from './notice-page';
import { answerNotice, memberErrors, statusOf } from './page-answer';
import { contentSecurityPolicy } from './page-assets';
import { sceneOf } from './page-layout';
import { fetchProfile } from './profile-route';
import { reveal } from './reveal-route';
import { visit, type MemberPageDeps, type PageRequest } from './visit';

/** The member's page: what a letter links to. It works without scripts, and looking at it opens nothing. */
export function memberPageRoutes(deps: MemberPageDeps): Router {
  const router = Router();
  router.use(
    '/w',
    privately,
    failureLimit((req) => deps.keys.hasIssued(deps.connector, tokenIn(req))),
  );
  router.use(
    routesOf('', [
      serveBy(showPage, show(deps)),
      serveBy(revealOperation, reveal(deps)),
      serveBy(renewLink, renew(deps)),
      serveBy(rotateOnPage, rotate(deps)),
      serveBy(fetchProfileOperation, fetchProfile(deps)),
    ]),
  );
  router.use('/w', memberErrors(deps));
  return router;
}

/** The address below /w/ begins with it. */
const tokenIn = ({ path }: Request): string => path.split('/')[1] ?? '';

const policies = helmet({ contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' } });

/** Keeps a page out of caches, and its address out of referrers. */
const privately: RequestHandler = (req, res, next) => {
  res.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex');
  policies(req, res, next);
};

function show(deps: MemberPageDeps): RequestHandler<{ token: string }> {
  return async (req, res) => {
    const { rules, holder, state } = await visit(deps, req.params.token);
    const scene = sceneOf(req, deps.languages, statusOf(state) === 200 ? holder : null, rules);
    if (state !== 'valid') return answerNotice(res, scene, state, holder, rules);
    const network = locationOf(rules, holder?.page.businessId ?? null).ssid;
    res.type('html').send(invitationPage(scene, { network, left: holder?.live?.openingsLeft ?? 0 }));
  };
}

/** The same answer for everybody, so it does not say whether the link ever was somebody's. */
function renew(deps: MemberPageDeps): RequestHandler<{ token: string }> {
  return async (req, res) => {
    const { holder, state } = await visit(deps, req.params.token);
    if (holder !== null && state !== 'valid') await deps.pages.renew(holder.member, { link: holder.link.id });
    answer(deps, req, res, 202, 'renewed');
  };
}

/** Where members choose their passwords in Nexudus, we have none to change. */
function rotate(deps: MemberPageDeps): RequestHandler<{ token: string }> {
  return async (req, res) => {
    const { holder, state, rules } = await visit(deps, req.params.token);
    if (holder === null || state !== 'valid')
      return answerNotice(res, sceneOf(req, deps.languages, null, null), 'expired', null, rules);
    if (customFieldName(rules.password) !== null) return answer(deps, req, res, 409, 'notOurs');
    const { done } = await deps.pages.rotate(holder.member, { link: holder.link.id });
    answer(deps, req, res, done ? 202 : 429, done ? 'rotated' : 'notRotated');
  };
}

function answer(
  deps: MemberPageDeps,
  req: PageRequest,
  res: Response,
  status: number,
  notice: Parameters<typeof noticePage>[1],
): void {
  res
    .status(status)
    .type('html')
    .send(noticePage(sceneOf(req, deps.languages, null, null), notice));
}
