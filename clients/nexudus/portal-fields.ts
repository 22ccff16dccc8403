import { z } from 'zod';
import type { MemberId } from '../../domain/replayed/ids';
import { Cached } from '../cached';
import type { Call } from '../call';
import { ExternalError } from '../external-error';
import type { PortalField } from '../membership-source';
import type { NexudusApi } from './api';
import { collect, lists, pages } from './lists';
import { wireId } from './records';

const MAX_AGE_MS = 5 * 60_000;
/** nexudus.md §3.3: a text field of coworkers that members see on their profile and cannot edit. */
const readOnlyText = { RecordType: 1, FieldType: 1, Visibility: 2, DisplayInProfileForm: true };

const entry = z.looseObject({ Name: z.union([z.string(), z.number()]).transform(String), Value: z.string().nullish() });
const wholeRecord = z.looseObject({
  InvoicingBusinessId: wireId.nullish(),
  CustomFields: z.looseObject({ Data: z.array(entry).nullish().catch(null) }).nullish(),
});
type WholeRecord = z.infer<typeof wholeRecord>;

const written = z.object({ WasSuccessful: z.literal(true) });

/** Fields that change by themselves, or with any write. */
const volatile = [
  'UpdatedOn',
  'UpdatedBy',
  'CustomFields',
  'UserLastAccess',
  'CheckinSinceLastRenewal',
  'MinutesSinceLastRenewal',
];

/** Values in members' profiles: registered custom fields that members can read and not edit (nexudus.md §6). */
export class PortalFields {
  readonly #fields: Cached<PortalField[]>;

  constructor(private readonly api: NexudusApi) {
    this.#fields = new Cached({ maxAgeMs: MAX_AGE_MS, now: api.now });
  }

  list(call: Call): Promise<PortalField[]> {
    return this.#fields.get(() => collect(pages(this.api, lists.customFields, {}, call)));
  }

  async make(name: string, businessId: string, call: Call): Promise<void> {
    const body = { BusinessId: Number(businessId), Name: name, ...readOnlyText };
    await this.api.post('/crm/customfields', body, written, { ...call, patient: true });
    this.#fields.clear();
  }

  /**
   * Sets fields (by name or id; null empties one) of one coworker. A PUT clears what it omits (nexudus.md §2.6): the whole
   * record is read, merged, put back and read again. Nothing is written when nothing differs. Throws `notFound`, or
   * `capability` when a field is not registered or the tenant does something else with the record.
   */
  async write(member: MemberId, values: Record<string, string | null>, call: Call): Promise<void> {
    const before = await this.#read(member, call);
    const wanted = await this.#byId(values, before, call);
    if (holds(before, wanted)) return;
    const record = { ...before, CustomFields: { ...before.CustomFields, Data: merged(before, wanted) } };
    await this.api.put('/spaces/coworkers', record, written, { ...call, patient: true });
    const after = await this.#read(member, { ...call, patient: true });
    const lost = [...changedFields(before, after), ...lostEntries(before, after, wanted)];
    if (lost.length > 0)
      throw capability(`coworker ${member}: writing the portal field also changed ${lost.join(', ')}`);
    if (!holds(after, wanted)) throw capability(`coworker ${member}: the portal field does not keep what is written`);
  }

  async #read(member: MemberId, call: Call): Promise<WholeRecord> {
    const record = await this.api.findExact(`/spaces/coworkers/${encodeURIComponent(member)}`, wholeRecord, call);
    if (record === null)
      throw new ExternalError('nexudus', 'notFound', `coworker ${member} is not there`, { retryable: false });
    return record;
  }

  async #byId(values: Record<string, string | null>, { InvoicingBusinessId }: WholeRecord, call: Call) {
    const known = await this.list({ priority: call.priority, onCall: call.onCall, patient: true });
    const entries = Object.entries(values).map(([key, value]) => {
      const fitting = known.filter(({ id, name, ofCoworkers }) => ofCoworkers && (id === key || name === key));
      const own = fitting.find(({ businessId }) => businessId === InvoicingBusinessId) ?? fitting[0];
      if (own === undefined) throw capability(`Nexudus has no custom field of coworkers named ${JSON.stringify(key)}`);
      return [own.id, value] as const;
    });
    return new Map(entries);
  }
}

type Wanted = Map<string, string | null>;

const dataOf = ({ CustomFields }: WholeRecord) => CustomFields?.Data ?? [];

/** Of two entries with one name the first counts (nexudus.md §3.3). An empty entry counts as none. */
const valueOf = (record: WholeRecord, id: string): string =>
  dataOf(record).find(({ Name }) => Name === id)?.Value ?? '';

const holds = (record: WholeRecord, wanted: Wanted): boolean =>
  [...wanted].every(([id, value]) => valueOf(record, id) === (value ?? ''));

/** A value is emptied, not left out: what happens to an omitted entry is unconfirmed (nexudus.md §2.6). */
function merged(record: WholeRecord, wanted: Wanted): object[] {
  const kept = dataOf(record).filter(({ Name }) => !wanted.has(Name));
  const ours = [...wanted].map(([Name, value]) => ({ Name, Value: value ?? '', JsonValue: null, Type: 'string' }));
  return [...kept, ...ours];
}

function changedFields(before: WholeRecord, after: WholeRecord): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) => !volatile.includes(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

function lostEntries(before: WholeRecord, after: WholeRecord, wanted: Wanted): string[] {
  return dataOf(before)
    .filter(({ Name }) => !wanted.has(Name) && valueOf(before, Name) !== valueOf(after, Name))
    .map(({ Name }) => `custom field ${Name}`);
}

const capability = (message: string): ExternalError =>
  new ExternalError('nexudus', 'capability', `${message}; see the setting portal`, { retryable: false });
