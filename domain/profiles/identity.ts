/** The realm of a network access identifier, without its @; null where there is none (RFC 7542). */
export function realmOf(identity: string): string | null {
  const at = identity.lastIndexOf('@');
  return at < 0 || at === identity.length - 1 ? null : identity.slice(at + 1);
}

/** What stands before the realm; may be empty. */
export function localPartOf(identity: string): string {
  const at = identity.lastIndexOf('@');
  return at < 0 ? identity : identity.slice(0, at);
}
