import type { Principal } from '../http/principal';

/** Somebody was not let in. */
export interface Refusal {
  /**
   * The token is nobody's, or no longer good; or an OpenID Connect provider vouches for somebody who has no role here (`noRole`),
   * or for nobody (`notVouched`).
   */
  why: 'unknown' | 'expired' | 'revoked' | 'noRole' | 'notVouched';
  /** Whose the token was; null: nobody's. */
  principal: Principal | null;
  /** Of whom the provider vouches for: the id of the principal that it is not. */
  person?: string;
  /** The address that it came from, by LATCHKEY_TRUST_PROXY. */
  from: string;
}

/** A token was shown that is not good (any more). */
export interface TokenRefusal extends Refusal {
  why: 'unknown' | 'expired' | 'revoked';
}

/** As the audit trail has it. */
export const refusalOutcomes: Readonly<Record<Refusal['why'], { status: number; code: string }>> = {
  unknown: { status: 401, code: 'tokenUnknown' },
  expired: { status: 401, code: 'tokenExpired' },
  revoked: { status: 401, code: 'tokenRevoked' },
  noRole: { status: 403, code: 'oidcNoRole' },
  notVouched: { status: 401, code: 'oidcNotVouched' },
};
