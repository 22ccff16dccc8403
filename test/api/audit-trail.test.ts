import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { AuditTrail, type Act } from '../../api/audit/audit-trail';
import type { AuditEntry } from '../../contracts/api/audit';
import { clearScratch, scratch } from './support/scratch';

const DAY = 24 * 3_600_000;
let now: number;
let home: string;
let trail: AuditTrail;
const logged: string[] = [];
const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });

async function openTrail(options: { fileBytes?: number } = {}): Promise<AuditTrail> {
  const opened = new AuditTrail(home, { retentionDays: 400, log, now: () => now, ...options });
  await opened.open();
  return opened;
}
async function reopen(options: { fileBytes?: number } = {}): Promise<void> {
  await trail.close();
  trail = await openTrail(options);
}
const act: Act = {
  who: { id: 'token:5f0c2a91d3', name: 'Empfang Zürich', role: 'desk' },
  ...{ from: '203.0.113.7', what: 'resendCredentials', members: ['1001'], subject: null },
};
const done = { status: 202, code: null };

async function entries(): Promise<(AuditEntry | null)[]> {
  const all: (AuditEntry | null)[] = [];
  for await (const entry of trail.entries()) all.push(entry);
  return all;
}
const whats = async () => (await entries()).map((entry) => entry?.what ?? null);

beforeEach(async () => {
  now = Date.parse('2026-11-03T12:00:00Z');
  home = scratch();
  trail = await openTrail();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await trail.close();
  clearScratch();
});

describe('an act', () => {
  it('is on disk before it is done, without an outcome, and after it with one', async () => {
    const id = await trail.begin(act);
    const begun = { id, at: '2026-11-03T12:00:00.000Z', ...act, outcome: null, times: 1 };
    expect(await entries()).toEqual([begun]);
    await trail.settle(id, done, 'run-1');
    expect(await entries()).toEqual([{ ...begun, outcome: done, subject: 'run-1' }]);
    expect(statSync(join(home, 'audit.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('is synced before it is answered', async () => {
    const handle = await open(join(home, 'handle'), 'a');
    const sync = jest.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync');
    await handle.close();
    await trail.begin(act);
    expect(sync).toHaveBeenCalled();
  });

  it('over which the process died keeps an unknown outcome, and a half line is no line', async () => {
    await trail.begin(act);
    await trail.close();
    appendFileSync(join(home, 'audit.jsonl'), '{"of":"x","at":"2026');
    trail = await openTrail();
    await trail.record({ ...act, what: 'retryNow', outcome: done, times: 1 });
    expect((await entries()).map((entry) => entry?.outcome)).toEqual([done, null]);
  });

  it('that cannot be written fails, and works again once it can', async () => {
    const handle = await open(join(home, 'handle'), 'a');
    jest.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'appendFile').mockRejectedValueOnce(new Error('ENOSPC'));
    await handle.close();
    await expect(trail.begin(act)).rejects.toThrow('ENOSPC');
    await trail.begin({ ...act, what: 'retryNow' });
    expect(await whats()).toEqual(['retryNow']);
  });

  it('in a damaged line is left out and told of; the others are there', async () => {
    await trail.record({ ...act, what: 'first', outcome: done, times: 1 });
    await trail.record({ ...act, what: 'second', outcome: done, times: 1 });
    const path = join(home, 'audit.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"first"', 'first'));
    await reopen();
    expect(await whats()).toEqual(['second', null]);
  });
});

describe('the file', () => {
  const past = () => readdirSync(join(home, 'audit')).sort();
  const record = (what: string) => trail.record({ ...act, what, outcome: done, times: 1 });

  it('begins anew in another month, also after a restart', async () => {
    await record('november');
    now = Date.parse('2026-12-01T00:00:00Z');
    await reopen();
    await record('december');
    expect(past()).toEqual(['2026-11-03T12-00-00.000Z.jsonl']);
    expect(statSync(join(home, 'audit', past()[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(readFileSync(trail.path, 'utf8')).not.toContain('november');
    now = Date.parse('2027-01-05T00:00:00Z');
    await record('january');
    expect(await whats()).toEqual(['january', 'december', 'november']);
  });

  it('begins anew when it is large, and loses nothing of what comes meanwhile', async () => {
    await reopen({ fileBytes: 2_000 });
    const names = Array.from({ length: 60 }, (_, n) => `act-${n}`);
    for (let n = 0; n < 60; n += 6) {
      now += 1_000;
      await Promise.all(names.slice(n, n + 6).map(record));
    }
    expect(past().length).toBeGreaterThan(3);
    expect((await whats()).reverse()).toEqual(names);
  });

  it('settles in the next one what the one before began', async () => {
    const id = await trail.begin(act);
    now = Date.parse('2026-12-01T00:00:00Z');
    await trail.settle(id, done, null);
    expect((await entries()).map((entry) => entry?.outcome)).toEqual([done]);
  });

  it('goes when all that it holds is older than the retention; until then no older entry is shown', async () => {
    await record('old');
    now += 390 * DAY;
    await record('younger');
    now += 20 * DAY;
    expect(await whats()).toEqual(['younger']);
    expect(past()).toHaveLength(1);
    now += 379 * DAY;
    await reopen();
    expect(await whats()).toEqual(['younger']);
    now += 2 * DAY;
    await reopen();
    expect(past()).toEqual([]);
    expect(await whats()).toEqual([]);
  });
});
