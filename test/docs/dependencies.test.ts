import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const packagesOf = (...path: string[]) => {
  const { dependencies, devDependencies } = JSON.parse(read(...path)) as Package;
  return Object.keys({ ...dependencies, ...devDependencies });
};

test('every dependency has a line in the table of docs/architecture.md, and every line a dependency', () => {
  const used = new Set([...packagesOf('package.json'), ...packagesOf('sandbox', 'package.json')]);
  const table = read('docs', 'architecture.md').split('## Dependencies')[1] ?? '';
  const firstCells = [...table.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell]) => cell);
  const listed = firstCells.flatMap((cell) => [...String(cell).matchAll(/`([^`]+)`/g)].map(([, name]) => String(name)));
  const expected = [...used].filter((name) => !/^@(types|temporalio|latchkey)\//.test(name));
  expect(listed.filter((name) => name !== '@temporalio/*').sort()).toEqual(expected.sort());
});
