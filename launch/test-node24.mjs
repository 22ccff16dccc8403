// npm run test:node24: the unit tests and a start of everything on Node.js 24, which the npm package "node" brings.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveUp, root, run } from './prepare.mjs';

const READY_LIMIT_MS = 120_000;

if (!process.version.startsWith('v24.')) giveUp(`This is Node.js ${process.version}: run it with npm run test:node24.`);
await unitTests();
await start();

async function unitTests() {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  const { code, output } = await run(process.execPath, [jest, '--selectProjects', 'unit', '--silent']);
  if (code !== 0) giveUp(`The unit tests fail on Node.js ${process.version}:\n${output.trim()}`);
}

/** `npm start` in a home and on ports of its own, until the API is ready; then it is stopped again. */
async function start() {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-node24-'));
  const variables = ['LATCHKEY_PORT', 'LATCHKEY_TEMPORAL_PORT', 'LATCHKEY_TEMPORAL_UI_PORT', 'SANDBOX_PORT'];
  const ports = await freePorts([...variables, 'SANDBOX_SMTP_PORT']);
  const launcher = spawn(process.execPath, ['launch/latchkey.mjs', 'up'], {
    cwd: root,
    env: { ...process.env, ...ports, LATCHKEY_HOME: home, SANDBOX_RADIUS_PORT: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const exit = once(launcher, 'exit');
  const ready = await untilReady(`http://127.0.0.1:${ports.LATCHKEY_PORT}/readyz`, launcher);
  launcher.kill('SIGTERM');
  const [code] = await exit;
  rmSync(home, { recursive: true, force: true });
  if (!ready || code !== 0) giveUp(`npm start does not come up and end well on Node.js ${process.version}:\n${output}`);
}

async function untilReady(url, launcher) {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (launcher.exitCode === null && Date.now() < deadline) {
    const reply = await fetch(url).catch(() => undefined);
    if (reply?.ok) return true;
    await sleep(500);
  }
  return false;
}

async function freePorts(names) {
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = Object.fromEntries(servers.map((server, index) => [names[index], String(server.address().port)]));
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
