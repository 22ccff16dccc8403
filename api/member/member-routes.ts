import { Router, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { customFieldName } from '../../domain/account/person';
import { locationOf } from '../../domain/settings/rules';
import { failureLimit } from '../failure-limit';
import { methodNotAllowed } from '../method-not-allowed';
import { memberErrors } from './member-errors';
import { answerNotice, statusOf } from './page-answer';
import { fetchProfile } from './profile-route';
import { reveal } from './reveal-route';
import { sceneOf } from './scene';
import { contentSecurityPolicy } from './view/assets';
import { invitationPage } from './view/invitation';
import { noticePage } from './view/notice';
import { visit, type MemberPageDeps, type PageRequest } from './visit';

/** The member's page: what a letter links to. It works without scripts, and looking at it opens nothing. */
export function memberPageRoutes(deps: MemberPageDeps): Router {
  const router = Router();
  router.use(
    '/w',
    privately,
    failureLimit(() => false),
  );
  router.route('/w/:token').get(show(deps)).all(methodNotAllowed('GET'));
  router.route('/w/:token/reveal').post(reveal(deps)).all(methodNotAllowed('POST'));
  router.route('/w/:token/renew').post(renew(deps)).all(methodNotAllowed('POST'));
  router.route('/w/:token/rotate').post(rotate(deps)).all(methodNotAllowed('POST'));
  router.route('/w/:token/profile/:format').get(fetchProfile(deps)).all(methodNotAllowed('GET'));
  router.use('/w', memberErrors(deps));
  return router;
}

const policies = helmet({ contentSecurityPolicy, referrerPolicy: { policy: 'no-referrer' } });

/** Nothing of a page stays in a cache, or is told to the next site by a referrer. */
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
    res.type('html').send(invitationPage(scene, { network, left: holder?.page.link?.openingsLeft ?? 0 }));
  };
}

/** The same answer for everybody: it does not say whether the link ever was somebody's. */
function renew(deps: MemberPageDeps): RequestHandler<{ token: string }> {
  return async (req, res) => {
    const { holder, state } = await visit(deps, req.params.token);
    if (holder !== null && state !== 'valid') await deps.pages.renew(holder.member, { link: holder.link.id });
    answer(deps, req, res, 202, 'renewed');
  };
}

/** Where members choose their passwords in Nexudus there is none that we could change. */
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
