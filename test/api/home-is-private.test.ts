import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clearApis, startApi } from './support/api-process';
import { clearScratch, scratch } from './support/scratch';

jest.setTimeout(60_000);

afterEach(async () => {
  await clearApis();
  clearScratch();
});

const modeOf = (...path: string[]) => (statSync(join(...path)).mode & 0o777).toString(8);

it('the API closes a home that an older version left open, and says so', async () => {
  const home = scratch();
  mkdirSync(join(home, 'spool'));
  writeFileSync(join(home, 'temporal.db'), '');
  writeFileSync(join(home, 'spool', 'hints.jsonl'), '');
  for (const folder of [home, join(home, 'spool')]) chmodSync(folder, 0o755);
  chmodSync(join(home, 'temporal.db'), 0o644);

  const { serves, printed } = await startApi(home);
  await serves();
  expect([modeOf(home), modeOf(home, 'spool'), modeOf(home, 'temporal.db')]).toEqual(['700', '700', '600']);
  expect(modeOf(home, 'spool', 'hints.jsonl.lock')).toBe('600');
  expect(printed.text).toContain('other users of this machine could read these, and no longer can');
  expect(printed.text).toContain(join(home, 'temporal.db'));
});
