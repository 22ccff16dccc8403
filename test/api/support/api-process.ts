import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../launch/machine/ports';
import { eventually } from '../../support/eventually';

const root = join(__dirname, '..', '..', '..');
const started: ChildProcess[] = [];

/** Kills all that were started; after each test. */
export async function clearApis(): Promise<void> {
  await Promise.all(started.splice(0).map(kill));
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** The product's own API process on a free port; Temporal is away. */
export async function startApi(home: string) {
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
