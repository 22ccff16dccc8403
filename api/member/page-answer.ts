import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Revealed } from '../../contracts/api/member-page';
import { beginsAt, type PageState, validUntil } from '../../domain/replayed/page-state';
import { locationOf } from '../../domain/settings/locations';
import type { Rules } from '../../domain/settings/rules';
import { toProblem } from '../http/errors';
import { Problem } from '../http/problem';
import { formatBeginning } from './catalogue';
import { CredentialsUnavailable } from './credentials';
import { noticePage } from './notice-page';
import { sceneOf, type Scene } from './page-layout';
import type { LinkHolder, MemberPageDeps, PageRequest } from './visit';

const GONE = 410;

/** A link that no longer opens anything is gone; why a member may not connect now is an answer like any other. */
export const statusOf = (state: PageState): number => (state === 'expired' || state === 'usedUp' ? GONE : 200);

/** The page of a state that shows no credentials. */
export function answerNotice(
  res: Response,
  scene: Scene,
  state: Exclude<PageState, 'valid'>,
  holder: LinkHolder | null,
  rules: Rules,
): void {
  res
    .status(statusOf(state))
    .type('html')
    .send(noticePage(scene, state, { from: whenItBegins(scene, holder, rules) }));
}

function whenItBegins({ language }: Scene, holder: LinkHolder | null, rules: Rules): string | undefined {
  const at = holder === null ? null : beginsAt(holder.page.steps);
  if (holder === null || at === null) return undefined;
  const { zone } = locationOf(rules, holder.page.businessId);
  return formatBeginning(at, { ...language, zone });
}

/** A state in JSON. A dead link reveals nothing about the member: the space's network, no end. */
export function stateAnswer(state: PageState, holder: LinkHolder | null, rules: Rules): Revealed {
  const place = statusOf(state) === GONE || holder === null ? null : holder.page.businessId;
  const until = state === 'valid' && holder !== null ? validUntil(holder.page.steps) : null;
  return {
    state,
    network: locationOf(rules, place).ssid,
    validUntil: until === null ? null : new Date(until).toISOString(),
    serverNames: rules.radius?.serverNames ?? [],
  };
}

const RETRY_AFTER_SECONDS = 30;

/** People get a page that says what to do; programs get the usual problem document. */
export function memberErrors({ languages, log }: Pick<MemberPageDeps, 'languages' | 'log'>): ErrorRequestHandler {
  return (error: unknown, req: Request, res, next) => {
    const away = error instanceof CredentialsUnavailable;
    const status = away ? 503 : toProblem(error).status;
    if (status >= 500) log.warn({ err: error, status }, 'a member page cannot be answered');
    if (res.headersSent || req.accepts(['html', 'json']) !== 'html') return next(away ? unavailable(error) : error);
    const notice = status === 429 ? 'limited' : status >= 500 ? 'unavailable' : status === 410 ? 'expired' : 'notFound';
    const scene = sceneOf(withToken(req), languages, null, null);
    if (status >= 500) res.set('Retry-After', String(RETRY_AFTER_SECONDS));
    res.status(status).type('html').send(noticePage(scene, notice));
  };
}

const unavailable = (cause: Error): Problem =>
  new Problem(503, 'The credentials cannot be read now.', { retryAfter: RETRY_AFTER_SECONDS, cause });

/** An address below /w/ may never have matched a route. */
function withToken(req: Request): PageRequest {
  const [, token = ''] = /^\/?(?:w\/)?([^/]*)/.exec(req.path) ?? [];
  req.params = { ...req.params, token };
  return req as PageRequest;
}
