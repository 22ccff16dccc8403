import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { createToken, listTokens, revokeToken, type AccessTokenView } from '../../contracts/api/tokens';
import type { AccessToken, AccessTokens } from '../access/access-tokens';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';

/** Who else may call the API. */
export function tokenRoutes(tokens: Pick<AccessTokens, 'create' | 'list' | 'revoke'>): Route[] {
  return [
    serve(createToken, async ({ body: { name, role, expiresAt } }, { principal }) => {
      const wanted = { name, role, expiresAt: expiresAt ? Date.parse(expiresAt) : null };
      const { kept, token } = await tokens.create(wanted, principal.id);
      return { ...tokenView(kept), token };
    }),
    serve(listTokens, () => Promise.resolve({ tokens: tokens.list().map(tokenView) })),
    serve(revokeToken, async ({ params: { id } }) => {
      const token = await tokens.revoke(id);
      if (token === null) throw new Problem(404, `There is no access token ${id}.`, { code: 'notFound' });
      return tokenView(token);
    }),
  ];
}

const tokenView = ({ createdAt, expiresAt, lastUsedAt, revokedAt, ...token }: AccessToken): AccessTokenView => ({
  ...token,
  createdAt: toIso(createdAt),
  expiresAt: toIsoOrNull(expiresAt),
  lastUsedAt: toIsoOrNull(lastUsedAt),
  revokedAt: toIsoOrNull(revokedAt),
});
