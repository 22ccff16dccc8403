import { ConfigError, loadConfig } from '../../config';

const others = {
  NEXUDUS_API_URL: 'http://127.0.0.1:9000/api',
  NEXUDUS_USERNAME: 'api@example.com',
  NEXUDUS_PASSWORD: 'nexudus-password',
  IRONWIFI_API_URL: 'https://europe-west3.ironwifi.example/api',
  IRONWIFI_API_KEY: 'ironwifi-key',
  SMTP_URL: 'smtps://user:smtp-password@mail.example.com:465',
  MAIL_FROM: 'wifi@example.com',
  LATCHKEY_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  LATCHKEY_ADMIN_TOKEN: 'admin-token',
};
const complete = {
  LATCHKEY_OIDC_ISSUER: 'https://login.example.com/application/o/latchkey/',
  LATCHKEY_OIDC_CLIENT_ID: 'latchkey',
  LATCHKEY_OIDC_CLIENT_SECRET: 'client-secret',
  LATCHKEY_OIDC_ROLES: 'admin email=ada@example.com; desk groups=CN=Front desk,OU=Staff;\nviewer email=*@example.com;',
};

function problemsOf(oidc: NodeJS.ProcessEnv): Record<string, string> {
  try {
    loadConfig({ ...others, ...oidc });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return Object.fromEntries(error.problems.map(({ name, message }) => [name, message]));
  }
  return {};
}

it('signs nobody in by OpenID Connect unless it is asked to', () => {
  expect(loadConfig(others)).toMatchObject({ config: { oidc: null }, secrets: { oidcClientSecret: null } });
});

it('has the issuer to the letter, and each rule', () => {
  const { config, secrets } = loadConfig({ ...others, ...complete });
  expect(config.oidc).toEqual({
    issuer: 'https://login.example.com/application/o/latchkey/',
    clientId: 'latchkey',
    rules: [
      { role: 'admin', claim: 'email', value: 'ada@example.com' },
      { role: 'desk', claim: 'groups', value: 'CN=Front desk,OU=Staff' },
      { role: 'viewer', claim: 'email', value: '*@example.com' },
    ],
  });
  expect(secrets.oidcClientSecret?.reveal()).toBe('client-secret');
});

it.each(Object.keys(complete))('wants all four or none: %s', (name) => {
  const message = expect.stringMatching(/^is missing: .* needs all four of LATCHKEY_OIDC_ISSUER, /) as string;
  expect(problemsOf({ ...complete, [name]: '' })).toEqual({ [name]: message });
});

it.each([
  ['owner email=ada@example.com', 'This one is not: "owner email=ada@example.com"'],
  ['admin ada@example.com', 'This one is not: "admin ada@example.com"'],
  ['admin email=ada@example.com, bea@example.com', 'not "ada@example.com, bea@example.com"'],
  ['admin email=*', 'not "*"'],
  [';', 'nobody could sign in'],
])('says what is wrong with the rules %j', (rules, says) => {
  const { LATCHKEY_OIDC_ROLES: message = '' } = problemsOf({ ...complete, LATCHKEY_OIDC_ROLES: rules });
  expect(message).toMatch(/^must be rules such as: admin email=ada@example\.com; desk /);
  expect(message).toContain(says);
});

it.each([
  ['https://login.example.com/.well-known/openid-configuration', 'must be the issuer itself'],
  ['http://login.example.com', 'must begin with https://'],
  ['login.example.com', 'must be an address that begins with https://'],
])('takes no issuer such as %s', (issuer, says) => {
  expect(problemsOf({ ...complete, LATCHKEY_OIDC_ISSUER: issuer }).LATCHKEY_OIDC_ISSUER).toContain(says);
});
