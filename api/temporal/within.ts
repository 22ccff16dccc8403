import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { fellBetweenRuns, translate, type Answerer } from './translate';

const AGAIN_MS = 200;

/**
 * Every call to Temporal goes through here: it ends within `ms`, and fails with a GatewayError. One that fell between two
 * runs of a workflow was not taken, and is made again.
 */
export async function within<T>(client: Client, ms: number, answerer: Answerer, call: () => Promise<T>): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await client.withDeadline(until, call);
    } catch (error) {
      if (!fellBetweenRuns(error) || Date.now() + AGAIN_MS >= until) throw translate(error, answerer);
      await sleep(AGAIN_MS);
    }
  }
}
