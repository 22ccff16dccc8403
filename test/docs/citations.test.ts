import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import { switchChoices as ironwifiSwitches } from '../../sandbox/ironwifi/controls/switches';
import { switchChoices as nexudusSwitches } from '../../sandbox/nexudus/controls/options';

const root = join(__dirname, '..', '..');
const vendors = join(root, 'docs', 'vendors');

/** `nexudus.md` → its headings (`4.5`) and the numbered rows of its tables (`8.12`). */
const sections = new Map(
  readdirSync(vendors).map((name) => [name, sectionsOf(readFileSync(join(vendors, name), 'utf8'))]),
);

test('every citation leads to a section or a row', () => {
  const nowhere = sources().flatMap((path) =>
    citations(path)
      .flatMap(complaint)
      .map((what) => `${path}: ${what}`),
  );
  expect(nowhere).toEqual([]);
});

test('every file and folder of the code that a document names is there', () => {
  const named =
    /`((?:activities|api|bench|clients|config|contracts|deploy|docs|domain|launch|letters|sandbox|test|workers|workflows)\/[\w./-]*)`/g;
  const missing = sources()
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(named)].map(([, file]) => ({ path, file })))
    .filter(({ file }) => !existsSync(join(root, String(file))));
  expect(missing).toEqual([]);
});

test('there are citations at all', () => {
  expect(sources().flatMap(citations).length).toBeGreaterThan(100);
});

describe('every switch of the sandbox is in the table of the fact that it stands for', () => {
  test.each([
    ['nexudus.md', nexudusSwitches],
    ['ironwifi.md', ironwifiSwitches],
  ] as const)('%s', (name, switches) => {
    const rows = readFileSync(join(vendors, name), 'utf8').split('\n');
    for (const [key, values] of Object.entries(switches)) {
      const row = rows.find((line) => line.startsWith(`| \`${key}\``)) ?? `${key} is not listed`;
      for (const value of values ?? []) expect(row).toContain(String(value));
      expect(row).toMatch(/§\d/);
    }
  });
});

function sectionsOf(markdown: string): ReadonlySet<string> {
  const found = new Set<string>();
  let section = '';
  for (const line of markdown.split('\n')) {
    const heading = /^##+ (\d+(?:\.\d+)*|[A-Z]\d+)\.? /.exec(line)?.[1];
    const row = /^\| (\d+) \|/.exec(line)?.[1];
    if (heading !== undefined) found.add((section = heading));
    else if (row !== undefined) found.add(`${section}.${row}`);
  }
  return found;
}

interface Citation {
  /** Null: a paragraph sign without the name of a document. */
  document: string | null;
  section: string;
}

function complaint({ document, section }: Citation): string[] {
  if (document === null) return [`§${section} of no document`];
  return sections.get(document)?.has(section) ? [] : [`${document} §${section}`];
}

function citations(path: string): Citation[] {
  const text = readFileSync(join(root, path), 'utf8');
  const own = path.startsWith('docs/vendors/') ? basename(path) : null;
  return passages(path, text).flatMap((passage) => citationsIn(passage, own));
}

/** A paragraph sign belongs to the document that was named last before it. */
function citationsIn(passage: string, own: string | null): Citation[] {
  const found: Citation[] = [];
  let document: string | null = own;
  const token =
    /\b(?<name>[a-z]+\.md)\b|\b(?<other>RFC \d+|[A-Z]{2,}-[A-Z]+)\b|§+(?<number>\d+(?:\.\d+)*)(?:, trap (?<row>\d+))?|\b(?<letter>[A-Z]\d)\b/g;
  for (const { groups } of passage.matchAll(token)) {
    const { name, other, number, row, letter } = groups ?? {};
    if (other !== undefined) document = 'elsewhere';
    else if (name !== undefined) document = name;
    else if (number !== undefined && document !== 'elsewhere')
      found.push({ document, section: row === undefined ? number : `${number}.${row}` });
    else if (letter !== undefined && document === 'temporal.md') found.push({ document, section: letter });
  }
  return found;
}

/** Comments of code, each as one line; lines of everything else. */
function passages(path: string, text: string): string[] {
  if (!/\.(?:[cm]?[jt]sx?)$/.test(path)) return text.split('\n');
  const comments = text.match(/\/\*[^]*?\*\/|(?:^[ \t]*)?\/\/.*(?:\n[ \t]*\/\/.*)*/gm) ?? [];
  return comments.map((comment) => comment.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' '));
}

function sources(): string[] {
  const read = new Set(['.ts', '.tsx', '.js', '.mjs', '.cjs', '.md', '.yml', '.yaml', '.sh']);
  const skipped = new Set(['node_modules', 'dist', 'coverage', '.git']);
  const within = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : within(path);
      return entry.isFile() && read.has(extname(entry.name)) ? [relative(root, path)] : [];
    });
  return within(root).filter((path) => path !== relative(root, __filename));
}
