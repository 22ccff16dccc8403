import { Pool } from 'undici';
import type { SignedHook } from '../rig/hooks';

export interface Answered {
  /** Hooks that were accepted, a second. */
  perSecond: number;
  /** From each hook to its answer, ms. */
  latencies: number[];
}

/** Posts hooks to one door in turn, always so many at once, for a time. @throws Error for any answer but 202. */
export async function load(hooks: readonly SignedHook[], atOnce: number, forMs: number): Promise<Answered> {
  const pool = new Pool(new URL(hooks[0]?.url ?? '').origin, { connections: atOnce });
  const latencies: number[] = [];
  const began = performance.now();
  let next = 0;
  const post = async (): Promise<void> => {
    while (performance.now() - began < forMs) {
      const hook = hooks[next++ % hooks.length];
      if (hook === undefined) return;
      const at = performance.now();
      const { headers, body } = hook;
      const answer = await pool.request({ path: new URL(hook.url).pathname, method: 'POST', headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 202) throw new Error(`A hook was answered with ${answer.statusCode}`);
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, post));
  const perSecond = (latencies.length * 1_000) / (performance.now() - began);
  await pool.close();
  return { perSecond, latencies };
}
