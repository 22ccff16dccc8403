const PREFIX = 'latchkey-probe.';

/** The user name of a throw-away account. @param random hexadecimal */
export const throwAwayName = (connector: string, random: string): string => `${PREFIX}${connector}.${random}`;

/**
 * Whether a user name is that of an account which was made to try out the directory, by whichever connector. It is nobody's:
 * no member can be named so, and no roster shows it.
 */
export const isThrowAway = (username: string): boolean => username.toLowerCase().startsWith(PREFIX);

/** Whether this connector made it. */
export function isThrowAwayOf(connector: string, username: string): boolean {
  const prefix = throwAwayName(connector, '').toLowerCase();
  const name = username.toLowerCase();
  return name.startsWith(prefix) && /^[0-9a-f]{4,}$/.test(name.slice(prefix.length));
}
