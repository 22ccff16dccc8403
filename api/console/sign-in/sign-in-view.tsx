import type { OpenIdConnect } from '../../access/oidc/openid-connect';
import type { View } from '../frame/visit';
import { Notice } from '../parts/notice';
import type { Say } from '../texts';

export interface SignInProps {
  say: Say;
  /** The page that was wanted. */
  next: string;
  oidc: Pick<OpenIdConnect, 'host' | 'startAddress'> | null;
  /** Why the last attempt did not work. */
  wrong?: string;
  done?: string;
}

/** Signing in by a token, and by OpenID Connect where it is configured. */
export function signInView({ say, next, oidc, wrong, done }: SignInProps): View {
  return {
    title: say('signIn.title'),
    body: (
      <>
        {wrong !== undefined && <Notice tone="bad">{wrong}</Notice>}
        {done !== undefined && <Notice tone="good">{done}</Notice>}
        <div class="card">
          {oidc !== null && (
            <>
              <a class="button main" href={oidc.startAddress(next)}>
                {say('signIn.oidc', { host: oidc.host })}
              </a>
              <p class="or">{say('signIn.or')}</p>
            </>
          )}
          <form class="stack" method="post" action="/console/sign-in">
            <div class="field">
              <label for="token">{say('signIn.token')}</label>
              <input
                id="token"
                name="token"
                type="password"
                autocomplete="current-password"
                required
                autofocus
                aria-describedby="token-hint"
              />
              <p class="soft" id="token-hint">
                {say('signIn.hint')}
              </p>
            </div>
            <button class={oidc === null ? 'main' : undefined}>{say('signIn.button')}</button>
            <input type="hidden" name="next" value={next} />
          </form>
        </div>
      </>
    ),
  };
}
