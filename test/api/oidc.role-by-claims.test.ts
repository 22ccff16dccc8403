import { roleByClaims } from '../../api/access/oidc/role-by-claims';
import type { OidcRule } from '../../config';

const rule = (role: OidcRule['role'], claim: string, value: string): OidcRule => ({ role, claim, value });
const rules = [
  rule('viewer', 'email', '*@example.com'),
  rule('admin', 'email', 'ada@example.com'),
  rule('desk', 'groups', 'Front desk'),
  rule('desk', 'realm_access.roles', 'desk'),
  rule('admin', 'https://example.com/roles', 'owner'),
];
const verified = (email: string) => ({ email, email_verified: true });

it.each([
  ['an address', verified('ada@example.com'), 'admin'],
  ['an address in other letters', verified('Ada@Example.com'), 'admin'],
  ['a domain', verified('bea@example.com'), 'viewer'],
  ['the highest of several', { ...verified('bea@example.com'), groups: ['Front desk'] }, 'desk'],
  ['a value that is no list', { groups: 'Front desk' }, 'desk'],
  ['a claim within another', { realm_access: { roles: ['desk'] } }, 'desk'],
  ['a claim that is named by an address', { 'https://example.com/roles': ['owner'] }, 'admin'],
])('gives a role by %s', (_what, claims, role) => {
  expect(roleByClaims(claims, rules)).toBe(role);
});

it.each([
  ['an address that is not verified', { email: 'ada@example.com', email_verified: false }],
  ['an address of which nobody says that it is verified', { email: 'ada@example.com' }],
  ['a domain that only ends so', verified('ada@evil-example.com')],
  ['a domain below it', verified('ada@sub.example.com')],
  ['an address before another @', verified('"ada@example.com"@elsewhere.example')],
  ['a group in other letters', { groups: ['front desk'] }],
  ['a group that only contains it', { groups: ['Front desk, former'] }],
  ['what every object has', { groups: undefined, realm_access: null }],
  ['nothing', {}],
])('gives none by %s', (_what, claims) => {
  expect(roleByClaims(claims, rules)).toBeNull();
});
