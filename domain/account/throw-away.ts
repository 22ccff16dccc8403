const PREFIX = 'latchkey-probe.';

/** The user name of a throw-away account. @param random hexadecimal */
export const throwAwayName = (connector: string, random: string): string =>
  `${PREFIX}${connector.toLowerCase()}.${random}`;

/** A connector's name has letters, digits, dots, dashes and underscores: no address is such a name. */
const WHOLE = /^latchkey-probe\.[a-z0-9._-]+\.[0-9a-f]{4,}$/i;

/**
 * Whether a user name is that of an account which was made to try out the directory, by whichever connector. It is nobody's:
 * no member can be named so, and no roster shows it.
 */
export const isThrowAway = (username: string): boolean => WHOLE.test(username);

/** Whether this connector made it. */
export function isThrowAwayOf(connector: string, username: string): boolean {
  const prefix = throwAwayName(connector, '');
  const name = username.toLowerCase();
  return name.startsWith(prefix) && /^[0-9a-f]{4,}$/.test(name.slice(prefix.length));
}
