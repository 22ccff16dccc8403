import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '..', '..');

test('the HTML of our letters is what their MJML compiles to (else run node letters/build.mjs)', async () => {
  const compiled = await promisify(execFile)(process.execPath, [join('letters', 'build.mjs'), '--print'], {
    cwd: root,
    maxBuffer: 10_000_000,
  });
  const kept = await readFile(join(root, 'domain', 'letters', 'default-html.json'), 'utf8');
  expect(kept).toBe(compiled.stdout);
}, 120_000);
