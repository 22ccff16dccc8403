import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what Latchkey logs and finds is put into words. What has examples about people is left out. */
const FOLDERS = [
  'activities',
  'api/checks',
  'api/http',
  'api/spool',
  'api/temporal',
  'cli/doctor',
  'clients',
  'config',
];
const MORE_FOLDERS = ['contracts/replayed', 'domain/replayed', 'launch', 'workers', 'workflows'];
/** They begin with a capital letter wherever they stand. */
const PROPER = new Set(['Nexudus', 'Temporal', 'Node', 'Wifi', 'Latchkey', 'Internet']);

const WORD = /[\p{L}\p{N}_]+/gu;
const MAIL = /[^\s"'<>()[\],;:]+@[^\s"'<>()[\],;:]+/g;
const PHONE = /\+\d[\d ()/-]{5,}\d/g;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MOST_DIGITS = 6;
const CUT = '…';

/**
 * Cuts out of a text whatever Latchkey's own sources do not say: names, addresses, ids, tokens and passwords are not in them.
 * A filter that looks for secrets misses the one that it does not know; this one passes only what it knows.
 */
export class OwnWords {
  /** Those of the logger to begin with. */
  readonly #known = new Set(['msg', 'err', 'stack', 'pid', 'hostname']);

  /** @param secrets values that are cut out even if they are words of ours */
  constructor(
    private readonly secrets: readonly string[],
    root: string = join(__dirname, '..', '..'),
  ) {
    for (const file of [...FOLDERS, ...MORE_FOLDERS].flatMap((folder) => sourcesIn(join(root, folder))))
      for (const [word] of readFileSync(file, 'utf8').replace(MAIL, '').matchAll(WORD)) this.#known.add(word);
  }

  /** A value of JSON, with every text and every key in it filtered. */
  filter(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number')
      return /^(?:time|ts)$/.test(key) || Math.abs(value) < 10 ** MOST_DIGITS ? value : CUT;
    if (Array.isArray(value)) return value.map((each) => this.filter(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [this.text(name), this.filter(inner, name)]),
    );
  }

  text(text: string): string {
    if (INSTANT.test(text)) return text;
    const withoutSecrets = [...this.secrets, homedir()]
      .filter((secret) => secret.length > 3)
      .reduce((rest, secret) => rest.replaceAll(secret, CUT), text.replace(PHONE, CUT));
    return withoutSecrets
      .replace(MAIL, CUT)
      .replace(WORD, (word, at: number, whole: string) => (this.#isOurs(word, whole.slice(0, at)) ? word : CUT));
  }

  /** A word of ours that begins with a capital letter within a sentence may be a name all the same. */
  #isOurs(word: string, before: string): boolean {
    if (/^\d+$/.test(word)) return word.length <= MOST_DIGITS;
    if (!/^\p{Lu}\p{Ll}*$/u.test(word)) return this.#known.has(word);
    if (PROPER.has(word)) return true;
    const isFirst = /(?:^|[.:!?]\s+)["'(]?$/.test(before);
    return isFirst && this.#known.has(word);
  }
}

function sourcesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts')).map((name) => join(folder, name));
}
