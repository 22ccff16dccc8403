import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildLog } from '../../launch/processes/child-log';

const folder = () => mkdtempSync(join(tmpdir(), 'latchkey-log-'));

/** Runs a line of JavaScript, and answers when all that it prints is written. */
async function printed(log: ChildLog, ...codes: string[]): Promise<void> {
  for (const code of codes) {
    const child = spawn(process.execPath, ['-e', code]);
    log.follow(child);
    await once(child, 'close');
  }
  await log.close();
}

it('keeps four files of bounded size of a child that prints for ever', async () => {
  const home = folder();
  const log = new ChildLog(join(home, 'worker.log'), () => undefined, 10_000);
  await printed(log, `for (let n = 0; n < 20_000; n += 1) console.log('line ' + n)`);
  expect(readdirSync(home).sort()).toEqual(['worker.log', 'worker.log.1', 'worker.log.2', 'worker.log.3']);
  const sizes = readdirSync(home).map((name) => statSync(join(home, name)).size);
  // a file is changed after the chunk that fills it, and a pipe's chunk has 64 KiB at most
  expect(Math.max(...sizes)).toBeLessThan(10_000 + 65_536);
  expect(readFileSync(join(home, 'worker.log'), 'utf8') + readFileSync(join(home, 'worker.log.1'), 'utf8')).toMatch(
    /line 19999\n/,
  );
});

it('goes on in the file of an earlier run, which its owner alone reads', async () => {
  const path = join(folder(), 'api.log');
  await printed(new ChildLog(path, () => undefined), `console.log('first')`);
  await printed(new ChildLog(path, () => undefined), `console.log('second')`, `console.error('third')`);
  expect(readFileSync(path, 'utf8')).toBe('first\nsecond\nthird\n');
  expect(statSync(path).mode & 0o077).toBe(0);
});

it('has the last lines of the last start at hand', async () => {
  const log = new ChildLog(join(folder(), 'api.log'), () => undefined);
  await printed(log, `console.log('of an earlier start')`, `for (let n = 0; n < 30; n += 1) console.log('line ' + n)`);
  expect(log.lastWords()).toBe(Array.from({ length: 12 }, (_, n) => `line ${n + 18}`).join('\n'));
});

it('says that it cannot be written, and lets its child go on', async () => {
  const reported: string[] = [];
  const inTheWay = join(folder(), 'logs');
  writeFileSync(inTheWay, '');
  const path = join(inTheWay, 'api.log');
  await printed(new ChildLog(path, (line) => reported.push(line)), `console.log('x'.repeat(1_000_000))`);
  expect(reported.join()).toContain('cannot be written');
});
