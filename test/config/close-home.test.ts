import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeHome } from '../../config';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-close-'));
  chmodSync(home, 0o755);
});
afterEach(() => rmSync(home, { recursive: true }));

const modeOf = (...path: string[]) => (statSync(join(...path)).mode & 0o7777).toString(8);

function put(name: string, mode: number): string {
  const path = join(home, name);
  writeFileSync(path, '');
  chmodSync(path, mode);
  return path;
}

describe('closeHome', () => {
  it('closes the home and what is ours in it, once', () => {
    const database = put('temporal.db', 0o644);
    const operators = put('settings.yaml', 0o644);
    mkdirSync(join(home, 'logs'));
    chmodSync(join(home, 'logs'), 0o755);
    expect(closeHome(home)).toEqual([home, join(home, 'logs'), database]);
    expect([modeOf(home), modeOf(home, 'logs'), modeOf(database)]).toEqual(['700', '700', '600']);
    expect(modeOf(operators)).toBe('644');
    expect(closeHome(home)).toEqual([]);
  });

  it('closes an empty folder that was made for it', () => {
    expect(closeHome(home)).toEqual([home]);
    expect(modeOf(home)).toBe('700');
  });

  it("leaves a folder alone that holds others' things only", () => {
    put('diary.txt', 0o644);
    expect(closeHome(home)).toEqual([]);
    expect(modeOf(home)).toBe('755');
  });

  it('leaves a folder open that all users write to', () => {
    chmodSync(home, 0o1777);
    const database = put('temporal.db', 0o644);
    expect(closeHome(home)).toEqual([database]);
    expect(modeOf(home)).toBe('1777');
  });

  it('does not follow a link out of the home', () => {
    const elsewhere = put('diary.txt', 0o644);
    symlinkSync(elsewhere, join(home, 'temporal.db'));
    closeHome(home);
    expect(modeOf(elsewhere)).toBe('644');
  });
});
