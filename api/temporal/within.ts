import type { Client } from '@temporalio/client';
import { translate, type Answerer } from './translate';

/** Every call to Temporal goes through here: it ends within `ms`, and fails with a GatewayError. */
export async function within<T>(client: Client, ms: number, answerer: Answerer, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + ms, call);
  } catch (error) {
    throw translate(error, answerer);
  }
}
