import { setTimeout as sleep } from 'node:timers/promises';

/** Begins something for each within the time, at even distances, and waits until all has begun. Returns when each has (epoch ms). */
export async function spread(ids: string[], overMs: number, begin: (id: string) => Promise<void>): Promise<number[]> {
  const [opened, began]: [number, Promise<void>[]] = [Date.now(), []];
  const came: number[] = [];
  for (const [index, id] of ids.entries()) {
    await sleep(Math.max(0, opened + (overMs * index) / ids.length - Date.now()));
    came.push(Date.now());
    began.push(begin(id));
  }
  await Promise.all(began);
  return came;
}
