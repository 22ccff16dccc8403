import { createHmac } from 'node:crypto';
import * as client from 'openid-client';
import { z } from 'zod';
import { Cached } from '../../../clients/cached';
import type { Config, Secret } from '../../../config';
import type { Role } from '../../../contracts/api/roles';
import { derivedKey, Seal } from '../seal';
import { failureOf, OidcFailure } from './failure';
import { roleByClaims, type Claims } from './role-by-claims';

interface Options extends NonNullable<Config['oidc']> {
  clientSecret: Secret;
  /** Where the console is reached, without a trailing slash: the provider sends people back to it. */
  publicUrl: string;
  /** The newest first. */
  masterKeys: readonly Secret<Buffer>[];
}

/** What a browser keeps, sealed, while somebody is at the provider. */
const Attempt = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The page that was wanted. */
  next: z.string(),
  endsAt: z.int(),
});
export type Attempt = z.infer<typeof Attempt>;

/** Somebody whom the provider vouches for. */
export interface Person {
  /** `oidc:` and what stands for the person at this provider; nobody finds the person by it. */
  id: string;
  name: string;
  /** Null: the rules give none. */
  role: Role | null;
}

export const ATTEMPT_MS = 10 * 60_000;
const DISCOVERED_FOR_MS = 3_600_000;
const TIMEOUT_S = 10;
const ID_CHARACTERS = 16;
const LONGEST_NAME = 80;
/** With a longer one the cookie would be too large. */
const LONGEST_NEXT = 1_000;
const PATH = '/console/sign-in/oidc';

/**
 * Signing in by OpenID Connect: authorization code flow with PKCE, state and nonce. The provider is first asked when somebody
 * signs in, so that one that is away keeps nobody from starting, or from signing in by token. Every method but `attemptIn` may
 * reject with OidcFailure.
 */
export class OpenIdConnect {
  /** Of the provider, for people. */
  readonly host: string;
  readonly #callback: string;
  readonly #seal: Seal;
  readonly #subjectKey: Buffer;
  readonly #discovered = new Cached<client.Configuration>({ maxAgeMs: DISCOVERED_FOR_MS });

  constructor(private readonly options: Options) {
    this.host = new URL(options.issuer).host;
    this.#callback = `${options.publicUrl}${PATH}/callback`;
    const [newest] = options.masterKeys;
    if (newest === undefined) throw new Error('LATCHKEY_MASTER_KEY holds no key');
    this.#subjectKey = derivedKey(newest, 'OpenID Connect subject');
    this.#seal = new Seal(options.masterKeys, 'OpenID Connect attempt');
  }

  /** Where it begins: at the public address, since that is where it ends. */
  startAddress(next: string): string {
    return `${this.options.publicUrl}${PATH}?${new URLSearchParams({ next })}`;
  }

  /** Where to send the browser, and what it is to keep. */
  async begin(next: string): Promise<{ address: string; kept: string }> {
    const configuration = await this.#configuration();
    const attempt: Attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      next: next.length > LONGEST_NEXT ? '/console' : next,
      endsAt: Date.now() + ATTEMPT_MS,
    };
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#callback,
      scope: this.#scopes(configuration).join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { address: url.href, kept: this.#seal.close(JSON.stringify(attempt)) };
  }

  /** The attempt that a browser comes back from. Null: it has begun none with this state, or too long ago. */
  attemptIn(kept: string | null, state: unknown): Attempt | null {
    const opened = kept === null ? null : this.#seal.open(kept);
    if (opened === null) return null;
    const attempt = Attempt.parse(JSON.parse(opened));
    return attempt.state === state && attempt.endsAt > Date.now() ? attempt : null;
  }

  /** @param search what the provider has added to the address */
  async finish({ state, nonce, verifier }: Attempt, search: string): Promise<Person> {
    const configuration = await this.#configuration();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    const address = new URL(this.#callback + search);
    const answer = await client.authorizationCodeGrant(configuration, address, checks).catch(rethrow);
    const idToken = answer.claims();
    if (idToken === undefined) throw new OidcFailure('disagreed', 'there is no ID token');
    // many providers put e-mail and groups here only
    const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore
      ? await client.fetchUserInfo(configuration, answer.access_token, idToken.sub).catch(rethrow)
      : {};
    return this.#person({ ...more, ...idToken }, idToken.sub);
  }

  #person(claims: Claims, subject: string): Person {
    const { issuer, rules } = this.options;
    // keyed, because some subjects can be guessed
    const hash = createHmac('sha256', this.#subjectKey);
    const id = `oidc:${hash
      .update(JSON.stringify([issuer, subject]))
      .digest('hex')
      .slice(0, ID_CHARACTERS)}`;
    return { id, name: nameIn(claims) ?? id, role: roleByClaims(claims, rules) };
  }

  /** What the rules ask for may need a scope of its own, as `groups` often does. */
  #scopes(configuration: client.Configuration): string[] {
    const offered = configuration.serverMetadata().scopes_supported ?? [];
    const wanted = this.options.rules.map(({ claim }) => claim).filter((claim) => offered.includes(claim));
    return [...new Set(['openid', 'profile', 'email', ...wanted])];
  }

  #configuration(): Promise<client.Configuration> {
    const { issuer, clientId } = this.options;
    const server = new URL(issuer);
    const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
    return this.#discovered.get(() =>
      client
        .discovery(server, clientId, undefined, this.#authentication, { timeout: TIMEOUT_S, execute })
        .catch(rethrow),
    );
  }

  /** By the body where the provider takes it: escaping in the header is what providers differ in. */
  readonly #authentication: client.ClientAuth = (server, ...request) => {
    const secret = this.options.clientSecret.reveal();
    const takesBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false;
    const authenticate = takesBody ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
    authenticate(server, ...request);
  };
}

function rethrow(error: unknown): never {
  throw failureOf(error);
}

/** Goes into the audit trail, so nothing that cannot be seen is in it. */
function nameIn({ name, preferred_username, email }: Claims): string | null {
  const given = [name, preferred_username, email].flatMap((each) =>
    typeof each === 'string' ? [each.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim()] : [],
  );
  return given.find((each) => each !== '')?.slice(0, LONGEST_NAME) ?? null;
}
