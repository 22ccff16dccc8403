import type { Request, RequestHandler, Response } from 'express';
import type { Secret } from '../../config';
import { exchange } from '../http/exchange';
import { commonFailureLimit, failureLimit } from '../http/failure-limit';
import type { Principal } from '../http/principal';
import { Problem } from '../http/problem';
import { sameSecret } from '../http/same-secret';
import type { AccessTokens } from './access-tokens';
import { refusalOutcomes, type TokenRefusal } from './refusal';
import { sessionCookie } from './session-cookie';
import type { Session, Sessions } from './sessions';

interface AuthenticationDeps {
  adminToken: Secret;
  tokens: Pick<AccessTokens, 'find'>;
  sessions: Pick<Sessions, 'find'>;
  /** Hears of every token that is refused. */
  onRefused: (refusal: TokenRefusal) => void;
}

/** Lets through whoever proves to be a principal. Whoever does not is refused, and too many of them are sent away unheard. */
export function authentication(deps: AuthenticationDeps): RequestHandler[] {
  const identify: RequestHandler = (req, res, next) => {
    const session = sessionOf(req, deps.sessions);
    const shown = session === null ? shownBy(req, deps) : session.principal;
    if (session !== null) exchange(res).session = session;
    if (shown === null) exchange(res).refusal = unauthorized('missing');
    else if ('why' in shown) {
      deps.onRefused(shown);
      exchange(res).refusal = unauthorized(shown.why);
    } else exchange(res).principal = shown;
    next();
  };
  const isKnown = (_req: Request, res: Response) => exchange(res).principal !== undefined;
  const demand: RequestHandler = (_req, res, next) => {
    const { principal, refusal = unauthorized('missing') } = exchange(res);
    if (principal === undefined) throw refusal;
    next();
  };
  return [identify, failureLimit(isKnown), commonFailureLimit(isKnown), demand];
}

/** A token in the header goes first: it is what a program means. Null: there is one, or no cookie of a good session. */
export function sessionOf(req: Request, sessions: Pick<Sessions, 'find'>): Session | null {
  if (req.get('Authorization') !== undefined) return null;
  const cookie = sessionCookie.of(req);
  return cookie === null ? null : sessions.find(cookie);
}

export interface StillLetIn {
  tokens: Pick<AccessTokens, 'isGood'>;
  sessions: Pick<Sessions, 'find'>;
}

/** Of a request that goes on for long: whether its principal would be let in again. */
export function isStillLetIn(req: Request, { id }: Principal, { tokens, sessions }: StillLetIn): boolean {
  if (req.get('Authorization') === undefined) return sessionOf(req, sessions) !== null;
  return id === admin.id || tokens.isGood(id.slice(TOKEN.length));
}

const TOKEN = 'token:';
const admin: Principal = { id: 'admin', name: 'LATCHKEY_ADMIN_TOKEN', role: 'admin' };

/** Null: nothing is shown. */
function shownBy(req: Request, deps: AuthenticationDeps): Principal | TokenRefusal | null {
  const header = req.get('Authorization');
  return header === undefined ? null : holderOf(bearerIn(header), req, deps);
}

/** Whose token it is. Null: it is none. */
export function holderOf(
  given: string | null,
  req: Request,
  { adminToken, tokens }: Pick<AuthenticationDeps, 'adminToken' | 'tokens'>,
): Principal | TokenRefusal {
  if (given !== null && sameSecret(given, adminToken.reveal())) return admin;
  const found = given === null ? { is: 'unknown' as const } : tokens.find(given);
  if (found.is === 'good') return found.principal;
  return {
    why: found.is,
    principal: found.is === 'unknown' ? null : found.principal,
    from: req.ip ?? 'unknown',
  };
}

function bearerIn(header: string): string | null {
  const [scheme, given, ...rest] = header.split(' ');
  return scheme?.toLowerCase() === 'bearer' && given && rest.length === 0 ? given : null;
}

const sentences: Record<TokenRefusal['why'] | 'missing', string> = {
  missing: 'Authorization: Bearer is missing.',
  unknown: 'This token is not known here.',
  expired: 'This access token has expired.',
  revoked: 'This access token was revoked.',
};

function unauthorized(why: keyof typeof sentences): Problem {
  const code = why === 'missing' ? 'tokenMissing' : refusalOutcomes[why].code;
  const how = 'Send LATCHKEY_ADMIN_TOKEN, or an access token that an admin has made (POST /api/v1/tokens).';
  return new Problem(401, `${sentences[why]} ${how}`, {
    headers: { 'WWW-Authenticate': 'Bearer realm="latchkey"' },
    code,
  });
}
