// Ends the launcher's children should the launcher be killed without a chance to do so itself. Run by reaper.ts.
// Reads "+PID" and "-PID" from its input; "." says that all ended well. The end of the input without it is the alarm.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 20_000;
const children = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  if (line === '.') process.exit(0);
  const pid = Number(line.slice(1));
  if (line.startsWith('+')) children.add(pid);
  else children.delete(pid);
}

// In the launcher's own order: the last started first, each only when the one before is gone.
const deadline = Date.now() + LIMIT_MS;
for (const pid of [...children].reverse()) {
  signalGroup(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() < deadline) await sleep(50);
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
