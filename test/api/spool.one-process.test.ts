import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppendLog, LogInUse } from '../../api/files/append-log';
import { clearApis, kill, startApi } from './support/api-process';
import { clearScratch, scratch } from './support/scratch';

jest.setTimeout(60_000);

const opened: AppendLog[] = [];

afterEach(async () => {
  await clearApis();
  await Promise.all(opened.splice(0).map((log) => log.close()));
  clearScratch();
});

describe('two API processes on one home', () => {
  it('the second ends with one sentence; the first keeps the spool until it is killed, and not a moment longer', async () => {
    const home = scratch();
    const first = await startApi(home);
    await first.serves();

    const second = await startApi(home);
    const [code] = (await once(second.child, 'close')) as [number | null];
    expect(second.printed.text).toBe(
      `The API cannot start: another API is running with this state (${home}): ` +
        'stop it first, or set LATCHKEY_HOME to another folder.\n',
    );
    expect(code).toBe(1);

    await kill(first.child);
    const third = await startApi(home);
    await third.serves();
  });
});

describe('two logs on one file', () => {
  it('the second gets nothing and changes nothing until the first is closed', async () => {
    const path = join(scratch(), 'spool', 'hints.jsonl');
    const [first, second] = [new AppendLog(path), new AppendLog(path)];
    opened.push(first, second);
    await first.append(['a', 'b']);
    await expect(second.read()).rejects.toThrow(LogInUse);
    await expect(second.append(['c'])).rejects.toThrow(LogInUse);
    await expect(second.dropHead(2)).rejects.toThrow(LogInUse);
    // the rewrite gives the file another inode
    await first.dropHead(2);
    await expect(second.append(['c'])).rejects.toThrow(LogInUse);
    expect(readFileSync(path, 'utf8')).toBe('b\n');

    await first.close();
    await second.append(['c']);
    expect(readFileSync(path, 'utf8')).toBe('b\nc\n');
  });
});
