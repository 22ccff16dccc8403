import { isNativeError } from 'node:util/types';
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

/**
 * away: the provider does not answer. denied: it says no, or somebody turned back. stale: too long ago, or used already.
 * disagreed: it answers, but not as it should; somebody has to look at the client's registration, or at the provider.
 */
type Kind = 'away' | 'denied' | 'stale' | 'disagreed';

/** Signing in by OpenID Connect has not worked. */
export class OidcFailure extends Error {
  override readonly name = 'OidcFailure';

  /** @param reason for the log: it holds nothing of a person */
  constructor(
    readonly kind: Kind,
    readonly reason: string,
  ) {
    super(`${kind}: ${reason}`);
  }
}

const BUSY = 429;
const OWN_FAULT = 500;
const passes = (status: number): boolean => status >= OWN_FAULT || status === BUSY;

/** What an error of openid-client means; throws what is none. What it quotes stays behind: there may be names in it. */
export function failureOf(error: unknown): OidcFailure {
  if (error instanceof AuthorizationResponseError) return new OidcFailure(kindOfAnswer(error.error), word(error.error));
  if (error instanceof ResponseBodyError) {
    const kind = error.error === 'invalid_grant' ? 'stale' : passes(error.status) ? 'away' : 'disagreed';
    return new OidcFailure(kind, `${error.status} ${word(error.error)}`);
  }
  if (isUnanswered(error)) return new OidcFailure('away', reasonOf(error));
  if (!(error instanceof ClientError)) throw error;
  if (isUnanswered(error.cause)) return new OidcFailure('away', reasonOf(error.cause));
  return new OidcFailure(isAway(error) ? 'away' : 'disagreed', reasonOf(error));
}

/** Errors of OAuth are words; what is none, anybody may have written into the address. */
const word = (error: string): string => (/^[a-z_]{1,60}$/.test(error) ? error : 'an error without a name');

/** As fetch says it. */
const isUnanswered = (error: unknown): error is Error => isNativeError(error) && error.message === 'fetch failed';

function reasonOf({ message, cause }: Error): string {
  if (cause instanceof Response) return `${message}: ${cause.status}`;
  if (!isNativeError(cause)) return message;
  const { code } = cause as NodeJS.ErrnoException;
  return `${message}: ${code ?? cause.message}`;
}

function kindOfAnswer(error: string): Kind {
  if (['server_error', 'temporarily_unavailable'].includes(error)) return 'away';
  return ['access_denied', 'login_required', 'interaction_required', 'consent_required'].includes(error)
    ? 'denied'
    : 'disagreed';
}

function isAway({ code, cause }: ClientError): boolean {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true;
  return cause instanceof Response && passes(cause.status);
}
