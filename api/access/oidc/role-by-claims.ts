import type { OidcRule } from '../../../config';
import { roles, type Role } from '../../../contracts/api/roles';

/** What a provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** The highest role that a rule gives; null: none does. */
export function roleByClaims(claims: Claims, rules: readonly OidcRule[]): Role | null {
  return roles.findLast((role) => rules.some((rule) => rule.role === role && fits(claims, rule))) ?? null;
}

function fits(claims: Claims, { claim, value }: OidcRule): boolean {
  const given = valuesOf(claims, claim);
  if (claim !== 'email') return given.includes(value);
  // whoever may write any address into a profile would else be whom they like
  if (String(claims.email_verified) !== 'true') return false;
  const wanted = value.toLowerCase();
  return given.some((address) => isOf(address.toLowerCase(), wanted));
}

const isOf = (address: string, wanted: string): boolean =>
  wanted.startsWith('*@') ? address.slice(address.lastIndexOf('@')) === wanted.slice(1) : address === wanted;

/** A claim may be a list, and lie within another: `realm_access.roles`. */
function valuesOf(claims: Claims, name: string): string[] {
  const found = Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce<unknown>(within, claims);
  const values = Array.isArray(found) ? (found as unknown[]) : [found];
  return values.filter((value) => ['string', 'number', 'boolean'].includes(typeof value)).map(String);
}

const within = (outer: unknown, name: string): unknown =>
  outer instanceof Object && Object.hasOwn(outer, name) ? (outer as Claims)[name] : undefined;
