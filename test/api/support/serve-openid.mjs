// A real OpenID Connect provider on a port of its own, for tests: `node serve-openid.mjs <redirect URI> <accounts as JSON>`. Jest
// cannot load oidc-provider. Whoever comes is signed in as the account that `/as/<name>` has chosen before, without a form.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirectUri, accountsJson] = process.argv.slice(2);
const accounts = JSON.parse(accountsJson);
let visitor = null;

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'latchkey', client_secret: 'secret-of-the-client', redirect_uris: [redirectUri] }],
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: { profile: ['name'], email: ['email', 'email_verified'], groups: ['groups'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts[sub] }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    // nobody is asked whether Latchkey may know
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (req, res) => {
    const [, chosen] = /^\/as\/(\w+)$/.exec(req.url) ?? [];
    if (chosen !== undefined) {
      visitor = chosen;
      return res.end();
    }
    if (!req.url.startsWith('/interaction/')) return answer(req, res);
    const result =
      visitor === 'nobody' ? { error: 'access_denied' } : { login: { accountId: visitor, remember: false } };
    await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: false });
  });
  console.log(issuer);
});
