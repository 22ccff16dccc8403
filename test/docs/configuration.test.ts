import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationReference } from './configuration-reference';

const root = join(__dirname, '..', '..');
const reference = join(root, 'docs', 'configuration.md');

test('docs/configuration.md says what the code says (npm run docs:configuration writes it anew)', () => {
  if (process.env.LATCHKEY_WRITE_DOCS === '1') writeFileSync(reference, configurationReference());
  expect(readFileSync(reference, 'utf8')).toBe(configurationReference());
});

test('.env.example has the variables of the reference, and no others', () => {
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const names = [...example.matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  const aliases = ['NEXUDUS_API_KEY', 'NEXUDUS_API_SECRET'];
  const documented = [...configurationReference().matchAll(/^\| `([A-Z][A-Z0-9_]+)`/gm)].map(([, name]) => name);
  expect(names.sort()).toEqual([...documented, ...aliases].sort());
});

test('every setting says what it means', () => {
  const silent = configurationReference()
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.endsWith('|  |'));
  expect(silent).toEqual([]);
});
