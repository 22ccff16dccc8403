import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandReference } from './command-reference';

const page = join(__dirname, '..', '..', 'docs', 'command-line.md');
const HEADING = '## All commands\n\n';

test('docs/command-line.md says what the commands say (npm run docs:commands writes it anew)', () => {
  const [words = ''] = readFileSync(page, 'utf8').split(HEADING);
  const whole = `${words}${HEADING}${commandReference()}`;
  if (process.env.LATCHKEY_WRITE_DOCS === '1') writeFileSync(page, whole);
  expect(readFileSync(page, 'utf8')).toBe(whole);
});
