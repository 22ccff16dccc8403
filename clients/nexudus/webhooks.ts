import { z } from 'zod';
import type { Call } from '../call';
import { OutsideError } from '../outside-error';
import type { NexudusApi } from './api';

const wholeRecord = z.looseObject({ Active: z.boolean() });
const written = z.object({ WasSuccessful: z.literal(true) });

/** A PUT replaces the record, and what it leaves out is cleared (nexudus.md §2.6): all of it goes back. */
export async function activateWebhook(api: NexudusApi, id: string, call: Call): Promise<void> {
  const record = await api.findExact(`/sys/webhooks/${encodeURIComponent(id)}`, wholeRecord, call);
  if (!record) throw new OutsideError('nexudus', 'notFound', `Webhook ${id} is not there`, { retryable: false });
  await api.put('/sys/webhooks', { ...record, Active: true }, written, { ...call, patient: true });
}
