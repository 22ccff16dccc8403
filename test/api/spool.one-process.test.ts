import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppendLog, LogInUse } from '../../api/spool/append-log';
import { freePort } from '../../launch/machine/ports';
import { eventually } from '../support/eventually';
import { clearScratch, scratch } from './support/scratch';

jest.setTimeout(60_000);

const root = join(__dirname, '..', '..');
const started: ChildProcess[] = [];
const opened: AppendLog[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) await kill(child);
  await Promise.all(opened.splice(0).map((log) => log.close()));
  clearScratch();
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The product's own API process on a free port; Temporal is away. */
async function startApi(home: string) {
  const [port, nowhere] = [await freePort(), await freePort()];
  const child = spawn(
    process.execPath,
    ['--require', join(root, 'test', 'api', 'support', 'compile-on-require.cjs'), join(root, 'api', 'main.ts')],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        TEMPORAL_ADDRESS: `127.0.0.1:${nowhere}`,
        NEXUDUS_API_URL: `http://127.0.0.1:${nowhere}`,
        NEXUDUS_USERNAME: 'owner@sandbox.example',
        NEXUDUS_PASSWORD: 'sandbox-password',
        NEXUDUS_WEBHOOK_SECRET: 'sandbox-webhook-secret',
        IRONWIFI_API_URL: `http://127.0.0.1:${nowhere}`,
        IRONWIFI_API_KEY: 'sandbox-ironwifi-key',
        SMTP_URL: `smtp://127.0.0.1:${nowhere}`,
        MAIL_FROM: 'wifi@sandbox.example',
        LATCHKEY_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        LATCHKEY_ADMIN_TOKEN: 'test-admin-token-0123456789abcdef',
        LATCHKEY_HOME: home,
        LATCHKEY_PORT: String(port),
        LATCHKEY_SANDBOX: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  started.push(child);
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed.text += text));
  const serves = () =>
    eventually('the API serves', () => printed.text.includes('the API serves'), { show: () => printed.text });
  return { child, printed, serves };
}

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
