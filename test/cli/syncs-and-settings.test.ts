import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Change } from '../../contracts/api/events';
import { runId } from '../api/support/fake-gateways';
import { syncReport } from '../api/support/builders';
import { clearScratch, scratch } from '../api/support/scratch';
import type { ServedApi } from '../api/support/served-api';
import { doneRun, failedRun } from '../api/support/syncs';
import { latchkey } from './support/latchkey';
import { drafted, serveSpace, settingsFile } from './support/space';

let api: ServedApi;
beforeEach(async () => (api = await serveSpace()));
afterEach(async () => {
  await api.close();
  clearScratch();
});

const run = (...words: string[]) => latchkey(words, { api });

describe('sync', () => {
  const nothing = { granted: 0, moved: 0, revoked: 0, held: 0 };
  const found = (counts: object, dryRun: boolean, n: number) =>
    api.fake.runs.set(
      runId(n),
      doneRun({
        runId: runId(n),
        dryRun,
        report: syncReport({ counts: { ...syncReport().counts, ...nothing, ...counts } }),
      }),
    );

  it('tells the sentence and the findings, and ends with 4 while members are held', async () => {
    const { code, stdout } = await run('sync');
    expect(code).toBe(4);
    expect(stdout).toMatch(/^412 members read, 380 in sync/);
    expect(stdout).toMatch(/^1001 +Ada Byron +held +ended +12$/m);
    expect(stdout).toContain('Plan Mail only is not mapped');
  });

  it.each([
    [{}, false, 1, 0],
    [{ revoked: 1 }, false, 1, 0],
    [{}, true, 3, 0],
    [{ revoked: 1 }, true, 3, 3],
    [{ revoked: 1, held: 1 }, true, 3, 4],
  ])('with %j, dry run %s, run %i ends with %i', async (counts, dryRun, n, code) => {
    found(counts, dryRun, n);
    expect((await run('sync', ...(dryRun ? ['--dry-run'] : []))).code).toBe(code);
  });

  it('of one member is taken, or told if it is a dry run', async () => {
    expect((await run('sync', '--member', 'byron')).stdout).toContain('latchkey explain 1001');
    expect((await run('sync', '--member', 'byron', '--dry-run')).stdout).toContain('412 members read');
    expect(api.fake.asked).toEqual([{ dryRun: '1001' }]);
  });

  it('that fails says why, and ends with 1', async () => {
    api.fake.runs.set(runId(1), { ...failedRun('timeout', 'Nexudus did not answer in time.'), runId: runId(1) });
    const { code, stderr } = await run('sync');
    expect({ code, told: stderr.includes('The sync has failed') }).toEqual({ code: 1, told: true });
  });

  it('goes on without who leaves, and says so', async () => {
    api.fake.runs.set(runId(1), { ...doneRun({ runId: runId(1) }), state: 'running', report: null });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 300);
    const { code, stderr } = await latchkey(['sync'], { api, interrupted: stop.signal });
    expect({ code, told: stderr.includes('The sync goes on') }).toEqual({ code: 130, told: true });
  });
});

describe('settings', () => {
  it('pull writes a file that push takes back, unless they have changed meanwhile', async () => {
    const file = join(scratch(), 'settings.yaml');
    await run('settings', 'pull', '--output', file);
    expect(readFileSync(file, 'utf8')).toMatch(/^# Latchkey settings, version 3\nspaceName: Loft\n/);
    writeFileSync(file, readFileSync(file, 'utf8').replace('ssid: Loft', 'ssid: Loft Members'));
    expect(await run('settings', 'push', file)).toMatchObject({ code: 0, stderr: '' });
    expect(api.fake.document).toMatchObject({ version: 4, settings: { ssid: 'Loft Members' } });
    const again = await run('settings', 'push', file);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Fetch them again');
    expect((await run('settings', 'push', file, '--force')).code).toBe(0);
  });

  it('push names the lines that are wrong', async () => {
    const file = join(scratch(), 'settings.yaml');
    writeFileSync(file, 'spaceName: Loft\nssid: Loft\nplans:\n  Hot Desk:\n    group: x\n    precedence: high\n');
    const { code, stderr } = await run('settings', 'push', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/line 6: plans\.Hot Desk\.precedence /);
    writeFileSync(file, 'spaceName: [');
    expect((await run('settings', 'push', file)).stderr).toMatch(/line \d+: /);
    expect(api.fake.document?.version).toBe(3);
  });

  it('revert shows what it changes, and needs an answer', async () => {
    await api.admin('PUT', '/settings', drafted, { 'if-match': '*' });
    const { code, stderr } = await run('settings', 'revert', '3');
    expect(code).toBe(2);
    expect(stderr).toContain('- ssid: "Loft Members"\n+ ssid: "Loft"');
    expect((await run('settings', 'revert', '3', '--yes')).code).toBe(0);
    expect(api.fake.document).toMatchObject({ version: 5, settings: { ssid: 'Loft' } });
  });
});

describe('plan and apply', () => {
  it('plan shows the difference and what it does to members, and ends with 3', async () => {
    const { code, stdout } = await run('plan', settingsFile());
    expect(code).toBe(3);
    expect(stdout).toContain('- ssid: "Loft"\n+ ssid: "Loft Members"');
    expect(stdout).toMatch(/^moves +1 .* basic-wifi +premium-wifi +contract +held$/m);
    expect(stdout).toMatch(/fingerprint +f0e1/);
    expect(api.fake.document?.version).toBe(3);
  });

  it('plan of what is saved ends with 0, and asks for no what-if', async () => {
    const { code, stdout } = await run('plan', settingsFile(api.fake.document?.settings as object));
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing to change: the settings are at version 3.\n' });
    expect(api.fake.asked).toEqual([]);
  });

  it('apply saves what it has shown, after an answer', async () => {
    const file = settingsFile();
    const asked = await run('apply', file);
    expect({ code: asked.code, told: asked.stderr.includes('--auto-approve') }).toEqual({ code: 2, told: true });
    expect(api.fake.document?.version).toBe(3);
    expect((await run('apply', file, '--auto-approve')).code).toBe(0);
    expect(api.fake.document).toMatchObject({ version: 4, settings: drafted });
  });

  it('apply with a fingerprint saves just that, or refuses', async () => {
    const file = settingsFile();
    const other = await run('apply', settingsFile({ ...drafted, ssid: 'Another' }), '--fingerprint', 'f0e1');
    expect(other.code).toBe(1);
    expect((await run('apply', file, '--fingerprint', 'beef')).code).toBe(1);
    expect(api.fake.document?.version).toBe(3);
    expect((await run('apply', file, '--fingerprint', 'f0e1')).code).toBe(0);
    expect(api.fake.document?.version).toBe(4);
  });
});

it('events prints what happens, a line each, until Ctrl-C', async () => {
  const stop = new AbortController();
  const happening = setInterval(() => void api.admin('POST', '/members/1001/resend'), 100);
  const { code, stdout } = await latchkey(['events', '--json'], {
    api,
    interrupted: stop.signal,
    onStdout: () => stop.abort(),
  });
  clearInterval(happening);
  expect(code).toBe(130);
  expect(Change.parse(JSON.parse(stdout.split('\n')[0] ?? ''))).toMatchObject({ what: 'asked', ids: ['1001'] });
});
