const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Whether it is a name that a server's certificate may have as a DNS name (RFC 1123 §2.1): two labels or more, no hyphen at
 * the ends of one, and a letter in the last, so no address. Punycode is a name like any other; a wildcard is none.
 */
export function isServerName(name: string): boolean {
  const labels = name.split('.');
  const top = labels.at(-1) ?? '';
  return name.length <= MAX_LENGTH && labels.length > 1 && labels.every((label) => LABEL.test(label)) && hasLetter(top);
}

const hasLetter = (label: string): boolean => /[a-z]/i.test(label);

/** The labels that all names end in, such as `loft.example`; empty where there are none. */
export function commonEnd(names: string[]): string {
  const [first = [], ...others] = names.map((name) => name.split('.').reverse());
  const differs = first.findIndex((label, index) => others.some((other) => other[index] !== label));
  return first
    .slice(0, differs < 0 ? undefined : differs)
    .reverse()
    .join('.');
}
