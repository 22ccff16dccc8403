import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
const folders = [
  'activities',
  'api',
  'bench',
  'cli',
  'clients',
  'config',
  'contracts',
  'domain',
  'launch',
  'sandbox',
  'workers',
];

/** Which folders a folder imports from, each with an import that does; a folder is what lies in it, subfolders apart. */
type Graph = Map<string, Map<string, string>>;

const graph = [...folders, 'workflows'].flatMap(filesIn).reduce<Graph>((found, file) => {
  const from = dirname(file);
  const targets = found.get(from) ?? new Map<string, string>();
  for (const imported of importsOf(file)) {
    if (dirname(imported) !== from) targets.set(dirname(imported), `${file} → ${imported}`);
  }
  return found.set(from, targets);
}, new Map());

it('no folder imports back from one that imports it, directly or by way of others', () => {
  const circles = [...graph].flatMap(([from, targets]) =>
    [...targets].filter(([to]) => leadsTo(to, from)).map(([, example]) => example),
  );
  expect(circles).toEqual([]);
  expect(graph.size).toBeGreaterThan(30);
});

function leadsTo(start: string, end: string): boolean {
  const seen = new Set<string>();
  const waiting = [start];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (folder === end) return true;
    if (seen.has(folder)) continue;
    seen.add(folder);
    waiting.push(...(graph.get(folder)?.keys() ?? []));
  }
  return false;
}

function filesIn(folder: string): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, name));
}

/** Our own files that a file imports, types included. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'));
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .flatMap(({ fileName }) => {
      const path = join(root, dirname(file), fileName);
      const found = [`${path}.ts`, `${path}.tsx`, join(path, 'index.ts')].find((each) => existsSync(each));
      return found === undefined ? [] : [relative(root, found)];
    });
}
