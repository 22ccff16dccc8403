import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'undici';

const MEGABYTE = 1_000_000;
/** What is only weakly held goes with a later collection. */
const COLLECTIONS = 3;

/**
 * What is alive in a process of Node.js after garbage collections, in MB: objects, strings and buffers.
 * @param port of its inspector (`--inspect`)
 */
export async function aliveIn(port: number): Promise<number> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  try {
    for (let n = 0; n < COLLECTIONS; n++) {
      await ask(socket, 'HeapProfiler.collectGarbage');
      await sleep(200);
    }
    const expression = 'process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers';
    const { result } = await ask<{ result: { value: number } }>(socket, 'Runtime.evaluate', { expression });
    return result.value / MEGABYTE;
  } finally {
    socket.close();
  }
}

let asked = 0;

async function ask<T>(socket: WebSocket, method: string, params: object = {}): Promise<T> {
  const id = ++asked;
  socket.send(JSON.stringify({ id, method, params }));
  for (;;) {
    const [{ data }] = (await once(socket, 'message')) as [{ data: string }];
    const answer = JSON.parse(data) as { id?: number; result?: T; error?: { message: string } };
    if (answer.id !== id) continue;
    if (answer.result === undefined) throw new Error(`${method}: ${answer.error?.message ?? 'no result'}`);
    return answer.result;
  }
}
