import { limitsOf } from '../../domain/profiles/make-profile';
import type { ProfileFormat } from '../../domain/profiles/profile';
import type { EapMethod } from '../../domain/profiles/trust';
import { everyFormat, profileInput } from '../domain/profiles/builders';

/** A profile: a format, for a network that takes passwords by a method. */
export interface Row {
  format: ProfileFormat;
  method: EapMethod;
}

export const serverName = 'wifi.sandbox.test';
/** The names of two servers, of which the second one runs. */
export const severalNames = [`one.${serverName}`, `two.${serverName}`];

/** `in`, `refused` by the server, or the reason why the device did not trust it. */
export type Outcome = string;

interface Column {
  title: string;
  expected: Outcome;
  about: string;
}

/** What every profile is put through. */
export const columns = {
  ec12: { title: 'EC, TLS 1.2', expected: 'in', about: 'let in, with the same session keys on both sides' },
  ec13: { title: 'EC, TLS 1.3', expected: 'in', about: 'the same over TLS 1.3' },
  rsa12: { title: 'RSA, TLS 1.2', expected: 'in', about: 'the same with an RSA certificate' },
  rsa13: { title: 'RSA, TLS 1.3', expected: 'in', about: 'the same with an RSA certificate over TLS 1.3' },
  hidden: { title: 'identity', expected: 'in', about: 'neither user name nor password can be read outside the tunnel' },
  attributes: { title: 'plan', expected: 'in', about: 'let in with the reply attributes of the plan’s org unit' },
  moved: { title: 'new plan', expected: 'in', about: 'let in with those of the new plan once it has changed' },
  password: { title: 'wrong password', expected: 'refused', about: 'refused' },
  blocked: { title: 'blocked', expected: 'refused', about: 'refused while an operator blocks the member' },
  passOver: { title: 'pass over', expected: 'refused', about: 'let in with a day pass, and refused once it has ended' },
  rotated: { title: 'rotated', expected: 'refused', about: 'the profile from before a rotation is refused' },
  renewed: { title: 'renewed', expected: 'in', about: 'the profile from after it is let in' },
  evilTwin: {
    title: 'evil twin',
    expected: 'unknown-ca',
    about: 'a server of the same name whose certificate is from another CA of the same name is not trusted',
  },
  otherName: {
    title: 'other name',
    expected: 'wrong-name',
    about: '`<name>.evil.test` of the right CA is not trusted',
  },
  lookAlike: { title: 'look-alike', expected: 'wrong-name', about: '`evil<name>` of the right CA is not trusted' },
  below: { title: 'name below', expected: 'wrong-name', about: '`evil.<name>` of the right CA is not trusted' },
  several: {
    title: 'several names',
    expected: 'in',
    about: 'a profile that names two servers, `one.<name>` and `two.<name>`: the second one lets in',
  },
  commonEnd: {
    title: 'common end',
    expected: 'wrong-name',
    about: 'such a profile: `evil.<name>` of the right CA, which ends as both names do, is not trusted',
  },
  expired: { title: 'expired', expected: 'expired', about: 'a certificate that has run out is not trusted' },
  purpose: {
    title: 'no server',
    expected: 'wrong-purpose',
    about: 'a certificate that is not a server’s is not trusted',
  },
} as const satisfies Record<string, Column>;
export type ColumnName = keyof typeof columns;

export const rows: Row[] = everyFormat.map(([format, method]) => ({ format, method }));

/** What a format cannot do is let off, and stands in the table as it is. */
export function expectedOf(column: ColumnName, { format, method }: Row): Outcome {
  const limits = limitsOf(format, profileInput({ trust: { method, serverNames: severalNames } }));
  const firstOnly = limits.includes('firstServerOnly');
  const byEnd = limits.includes('suffixMatch');
  if (column === 'below' && byEnd) return 'in';
  if (column === 'commonEnd' && byEnd && !firstOnly) return 'in';
  return column === 'several' && firstOnly ? 'wrong-name' : columns[column].expected;
}

/** Fills up while the tests run. */
export class Matrix {
  readonly #seen = new Map<string, Outcome>();

  note(column: ColumnName, row: Row, outcome: Outcome): void {
    this.#seen.set(keyOf(column, row), outcome);
  }

  /** A table in Markdown; what was not tried is an empty cell, and what was not as it should be stands there in bold. */
  markdown(): string {
    const names = Object.keys(columns) as ColumnName[];
    const head = ['profile', 'method', ...names.map((name) => columns[name].title)];
    const body = rows.map((row) => [row.format, row.method, ...names.map((name) => this.#cell(name, row))]);
    return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  }

  #cell(column: ColumnName, row: Row): string {
    const seen = this.#seen.get(keyOf(column, row));
    if (seen === undefined) return '';
    if (seen !== expectedOf(column, row)) return `**${seen}**`;
    return seen === columns[column].expected ? '✓' : seen;
  }
}

const keyOf = (column: ColumnName, { format, method }: Row): string => `${column} ${format} ${method}`;

/** The tables with what their columns mean, in Markdown. `tools` names the programs that took part, with their versions. */
export const proofDocument = (matrix: Matrix, judges: string, tools: string): string => `# The proof

Every profile that a member's page offers was fetched from the page, given to the parsers below, read as its platform reads
it, and used to log in to a real RADIUS server (${tools}). ✓: the login ended as the column says.
To run it again, and write this page anew: \`npm run proof\`.

${matrix.markdown()}

${Object.values(columns)
  .map(({ title, about }) => `- **${title}**: ${about}`)
  .join('\n')}
- *in* under **name below** and **common end**: the platform checks the end of a server's name only; the member's page says so.
- *wrong-name* under **several names**: the platform knows the first name only; the member's page says so.

No Windows, Apple, Android or ChromeOS device took part. A file was first given to the parsers that run here and held against
the rules of those that do not, which were read in their sources and are data or readers of ours in \`test/profiles\`. There
the same judges get hard names, passwords and certificates, and each has to refuse files that are wrong.

${judges}

The \`wpa_supplicant\` configuration was used as it is, but for the line that allows one version of TLS.
`;
