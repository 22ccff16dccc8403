import type { ErrorRequestHandler, Request } from 'express';
import { toProblem } from '../error-handler';
import { Problem } from '../problem';
import { CredentialsUnavailable } from './credentials';
import type { MemberPageDeps, PageRequest } from './visit';
import { sceneOf } from './scene';
import { noticePage } from './view/notice';

const RETRY_AFTER_SECONDS = 30;

/** People get a page that says what to do; programs, and whatever is nobody's page, the usual problem document. */
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

/** What stands behind /w/ may never have matched a route. */
function withToken(req: Request): PageRequest {
  const [, token = ''] = /^\/?(?:w\/)?([^/]*)/.exec(req.path) ?? [];
  return Object.assign(req, { params: { ...req.params, token } }) as PageRequest;
}
