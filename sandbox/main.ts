import { join } from 'node:path';
import { type Sandbox, startSandbox } from './index';
import type { SandboxRadius } from './radius';

/** The sandbox as a process of its own; the environment says where it listens and what it keeps. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const sandbox = await startSandbox({
    host: env['SANDBOX_HOST'] ?? '127.0.0.1',
    port: portOf(env, 'SANDBOX_PORT', 8090),
    smtpPort: portOf(env, 'SANDBOX_SMTP_PORT', 8025),
    stateFile: env['SANDBOX_STATE'] ? join(env['SANDBOX_STATE'], 'sandbox.json') : undefined,
    seed: true,
    webhookTarget: env['SANDBOX_WEBHOOK_TARGET'],
    radius: env['SANDBOX_RADIUS_PORT'] === 'off' ? undefined : { port: portOf(env, 'SANDBOX_RADIUS_PORT', 18_120) },
    nexudus: env['SANDBOX_WEBHOOK_SECRET'] ? { webhookSecret: env['SANDBOX_WEBHOOK_SECRET'] } : {},
  });
  const { url, nexudusApiUrl, ironwifiApiUrl, smtpUrl, mailboxUrl } = sandbox;
  console.log(JSON.stringify({ msg: 'sandbox started', url, nexudusApiUrl, ironwifiApiUrl, smtpUrl, mailboxUrl }));
  reportRadius(sandbox);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(sandbox));
}

/** One line for each settled state of FreeRADIUS. */
function reportRadius({ radius }: Sandbox): void {
  let last = '';
  const report = () => {
    const line = radiusLine(radius);
    if (line !== undefined && line !== last) console.log((last = line));
  };
  report();
  radius.onChange(report);
}

function radiusLine(radius: SandboxRadius): string | undefined {
  const { status, caFile, serverName } = radius;
  switch (status.state) {
    case 'ready':
      return JSON.stringify({ msg: 'radius ready', port: radius.server().port, serverName, caFile });
    case 'missing':
    case 'down':
      return JSON.stringify({ msg: 'no radius', why: status.sentence });
    case 'starting':
    case 'off':
      return undefined;
  }
}

async function stop(sandbox: Sandbox): Promise<void> {
  await sandbox.close().catch(fail);
  process.exit();
}

function portOf(env: NodeJS.ProcessEnv, name: string, initial: number): number {
  const port = Number(env[name] ?? initial);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${name} is no port: ${env[name]}`);
  return port;
}

/** One sentence that says what to do; a stack trace would not help anybody here. */
function fail(error: NodeJS.ErrnoException & { port?: number }): void {
  const busy = `Port ${error.port} is in use; free it, or set SANDBOX_PORT or SANDBOX_SMTP_PORT to another one.`;
  console.error(`The sandbox cannot run: ${error.code === 'EADDRINUSE' ? busy : error.message}`);
  process.exitCode = 1;
}

main(process.env).catch(fail);
