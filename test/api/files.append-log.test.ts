import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppendLog } from '../../api/files/append-log';
import { clearScratch, scratch } from './support/scratch';

const opened: AppendLog[] = [];

function openLog(path: string): AppendLog {
  const log = new AppendLog(path);
  opened.push(log);
  return log;
}

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(opened.splice(0).map((log) => log.close()));
  clearScratch();
});

const lines = async (log: AppendLog) => (await log.read()).lines;

async function prototypeOfHandles(path: string): Promise<FileHandle> {
  const handle = await open(path, 'a');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

describe('a log of lines', () => {
  it('has on disk, in order, what was appended, also by many at once', async () => {
    const path = join(scratch(), 'deep', 'down', 'log.jsonl');
    const log = openLog(path);
    await Promise.all([log.append(['a']), log.append(['b', 'c']), log.append(['d'])]);
    expect(readFileSync(path, 'utf8')).toBe('a\nb\nc\nd\n');
  });

  it('is readable by its owner alone', async () => {
    const path = join(scratch(), 'spool', 'log.jsonl');
    await openLog(path).append(['a']);
    const { mode } = statSync(path);
    expect(mode & 0o077).toBe(0);
  });

  it('reads on from a byte', async () => {
    const log = openLog(join(scratch(), 'log.jsonl'));
    await log.append(['one', 'two', 'three']);
    expect(await log.read(4)).toEqual({ lines: ['two', 'three'], end: 14 });
    expect(await log.read(14)).toEqual({ lines: [], end: 14 });
  });

  it('syncs before it answers', async () => {
    const path = join(scratch(), 'log.jsonl');
    const sync = jest.spyOn(await prototypeOfHandles(path), 'sync');
    const log = openLog(path);
    const before = sync.mock.calls.length;
    await log.append(['a']);
    expect(sync.mock.calls.length).toBeGreaterThan(before);
  });
});

describe('a log whose process died', () => {
  it.each([
    ['in the middle of the last line', 'a\nb\n{"mem', ['a', 'b']],
    ['before the end of the first line', '{"mem', []],
    ['before the line end', 'a\nb', ['a']],
    ['before anything', '', []],
  ])('%s keeps every whole line and goes on behind them', async (_when, content, kept) => {
    const path = join(scratch(), 'log.jsonl');
    writeFileSync(path, content);
    const log = openLog(path);
    await log.append(['next']);
    expect(await lines(log)).toEqual([...kept, 'next']);
    expect(readFileSync(path, 'utf8')).toBe([...kept, 'next', ''].join('\n'));
  });

  it('while it forgot its head has the old file, whole', async () => {
    const path = join(scratch(), 'log.jsonl');
    writeFileSync(path, 'a\nb\n');
    writeFileSync(`${path}.next`, 'torn');
    const log = openLog(path);
    expect(await lines(log)).toEqual(['a', 'b']);
    await log.append(['c']);
    await log.dropHead(2);
    expect(await lines(log)).toEqual(['b', 'c']);
    expect(existsSync(`${path}.next`)).toBe(false);
  });
});

describe('a log that forgets its head', () => {
  it('is empty when nothing came since', async () => {
    const path = join(scratch(), 'log.jsonl');
    const log = openLog(path);
    await log.append(['a', 'b']);
    await log.dropHead(4);
    expect(readFileSync(path, 'utf8')).toBe('');
    await log.append(['c']);
    expect(await lines(log)).toEqual(['c']);
  });

  it('keeps what came since, and what comes while it does so', async () => {
    const path = join(scratch(), 'log.jsonl');
    const log = openLog(path);
    await log.append(['a', 'b']);
    await Promise.all([log.append(['c']), log.dropHead(4), log.append(['d'])]);
    expect(readFileSync(path, 'utf8')).toBe('c\nd\n');
  });
});

describe('a log that is set aside', () => {
  it('has another name, whole and closed to others; what comes then is in a new file', async () => {
    const path = join(scratch(), 'log.jsonl');
    const [aside, log] = [join(dirname(path), 'past', 'one.jsonl'), openLog(path)];
    await log.append(['a', 'b']);
    jest.spyOn(await prototypeOfHandles(join(dirname(path), 'other')), 'appendFile').mockImplementationOnce(() => {
      appendFileSync(path, '{"half a li');
      return Promise.reject(new Error('ENOSPC'));
    });
    await expect(log.append(['lost'])).rejects.toThrow('ENOSPC');
    await log.setAside(aside);
    await log.append(['c']);
    expect([readFileSync(aside, 'utf8'), readFileSync(path, 'utf8')]).toEqual(['a\nb\n', 'c\n']);
    expect(statSync(aside).mode & 0o077).toBe(0);
  });
});

describe('a log that cannot be written', () => {
  it('says so, and works again once it can', async () => {
    const folder = scratch();
    writeFileSync(join(folder, 'spool'), 'a file where a folder should be');
    const log = openLog(join(folder, 'spool', 'log.jsonl'));
    await expect(log.append(['a'])).rejects.toThrow();
    unlinkSync(join(folder, 'spool'));
    mkdirSync(join(folder, 'spool'));
    await log.append(['b']);
    expect(await lines(log)).toEqual(['b']);
  });

  it('never runs a line into the remains of one that failed', async () => {
    const path = join(scratch(), 'log.jsonl');
    const log = openLog(path);
    await log.append(['a']);
    jest.spyOn(await prototypeOfHandles(path), 'appendFile').mockImplementationOnce(() => {
      appendFileSync(path, '{"half a li');
      return Promise.reject(new Error('ENOSPC'));
    });
    await expect(log.append(['lost'])).rejects.toThrow('ENOSPC');
    await log.append(['b']);
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  });
});
