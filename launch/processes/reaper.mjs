// Ends the launcher's children when the launcher is killed without a chance to do so itself. Run by supervisor.ts.
// Each line of its input is a JSON array of the process ids that run, in the order of their start. The end of the input
// means that the launcher is gone; after an orderly end the last array is empty.
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 20_000;
let children = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) children = JSON.parse(line);

// In the launcher's own order: the last started first, each only when the one before is gone.
const deadline = Date.now() + LIMIT_MS;
for (const pid of children.reverse()) {
  signalGroup(pid, 'SIGTERM');
  while (isAlive(pid) && Date.now() < deadline) await sleep(50);
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing is left in the group.
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
