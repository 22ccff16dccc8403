import { z } from 'zod';
import { actionNumbers, type ActionNumbers } from '../../domain/webhooks/actions';
import type { Call } from '../call';
import { ExternalError } from '../external-error';
import type { NewWebhook, WebhookChanges } from '../membership-source';
import type { NexudusApi } from './api';

const path = '/sys/webhooks';
const recordAt = (id: string): string => `${path}/${encodeURIComponent(id)}`;

const written = z.object({ WasSuccessful: z.literal(true) });
const wholeRecord = z.looseObject({ Active: z.boolean() });

/** The values of an enum; null where they are not served as documented (nexudus.md §2.1). */
const enumValues = z
  .array(z.object({ Id: z.int(), Name: z.string() }).transform(({ Id, Name }) => ({ number: Id, name: Name })))
  .nullable()
  .catch(null);

/** Webhook records, nexudus.md §5.1. */
export class Webhooks {
  constructor(private readonly api: NexudusApi) {}

  async numbers(call: Call): Promise<ActionNumbers> {
    return actionNumbers(await this.api.findExact('/utils/enums?name=eWebhookAction', enumValues, call));
  }

  async create({ businessId, name, action, url }: NewWebhook, call: Call): Promise<void> {
    const record = { BusinessId: Number(businessId), Name: name, Action: action, URL: url, Active: true };
    await this.api.post(path, record, written, call);
  }

  /** A PUT clears what it omits (nexudus.md §2.6), so the whole record goes back. */
  async change(id: string, { action, url, active }: WebhookChanges, call: Call): Promise<void> {
    const record = await this.api.findExact(recordAt(id), wholeRecord, call);
    if (!record) throw new ExternalError('nexudus', 'notFound', `Webhook ${id} is not there`, { retryable: false });
    const changed = given({ Action: action, URL: url, Active: active });
    await this.api.put(path, { ...record, ...changed }, written, { ...call, patient: true });
  }

  async remove(id: string, call: Call): Promise<void> {
    await this.api.remove(recordAt(id), written, call);
  }
}

const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
