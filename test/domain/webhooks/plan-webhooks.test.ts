import fc from 'fast-check';
import { businessId } from '../../../domain/replayed/ids';
import { type ActionName, actionNumbers, type ActionNumbers, actions } from '../../../domain/webhooks/actions';
import { planWebhooks, type PlanInput, type WebhookPlan } from '../../../domain/webhooks/plan-webhooks';
import { type WebhookAddress, type WebhookRecord, webhookUrl } from '../../../domain/webhooks/webhook';
import { address, documented, goneLocation, harbour, mainStreet, webhook } from './builders';

const wanted: ActionName[] = ['CoworkerUpdate', 'AccessControlUpdate'];
const elsewhere = { url: 'https://doors.example.com/hook' };

const planFor = (existing: WebhookRecord[], parts: Partial<PlanInput<WebhookRecord>> = {}) =>
  planWebhooks({ ...address, existing, businesses: [mainStreet], actions: wanted, numbers: documented, ...parts });

/** A plan by ids and actions. */
function told({ create, reactivate, correct, inPlace, remove, impossible, foreign }: WebhookPlan<WebhookRecord>) {
  const ids = (items: { row: WebhookRecord }[]) => items.map(({ row }) => Number(row.id));
  return {
    create: create.map(({ businessId: location, action }) => `${location} ${action}`),
    reactivate: ids(reactivate),
    correct: ids(correct),
    inPlace: ids(inPlace),
    remove: remove.map(({ id }) => Number(id)),
    impossible: impossible.map(({ action }) => action),
    foreign,
  };
}

const nothing = { create: [], reactivate: [], correct: [], inPlace: [], remove: [], impossible: [], foreign: 0 };
const both = [webhook(1, 'CoworkerUpdate'), webhook(2, 'AccessControlUpdate')];

describe('planning webhooks', () => {
  it('makes one for each action in each location, with the tenant’s own number', () => {
    const numbers: ActionNumbers = new Map([
      ['CoworkerUpdate', 1002],
      ['AccessControlUpdate', 1061],
    ]);
    const plan = planFor([], { businesses: [mainStreet, harbour], numbers });
    expect(plan.create).toHaveLength(4);
    expect(plan.create[3]).toEqual({
      businessId: harbour,
      action: 'AccessControlUpdate',
      number: 1061,
      url: 'https://wifi.example.com/webhooks/nexudus/main/1002/AccessControlUpdate',
    });
  });

  it('leaves alone what is right, and what belongs to others, whatever its name', () => {
    expect(told(planFor([...both, webhook(3, 'CoworkerUpdate', elsewhere)]))).toEqual({
      ...nothing,
      inPlace: [1, 2],
      foreign: 1,
    });
  });

  it('switches on what is off', () => {
    expect(told(planFor([webhook(1, 'CoworkerUpdate', { active: false }), webhook(2, 'AccessControlUpdate')]))).toEqual(
      {
        ...nothing,
        reactivate: [1],
        inPlace: [2],
      },
    );
  });

  it.each<[string, Partial<WebhookRecord>]>([
    ['names its action by number', { url: 'https://wifi.example.com/webhooks/nexudus/main/1001/2' }],
    ['names no location', { url: 'https://wifi.example.com/webhooks/nexudus/main/CoworkerUpdate' }],
    ['names another location', { url: 'https://wifi.example.com/webhooks/nexudus/main/1002/CoworkerUpdate' }],
    ['carries a key that nobody asks for', { url: 'https://wifi.example.com/webhooks/nexudus/main/1001/2?key=k' }],
    ['fires on another action than it says', { action: 61 }],
    ['is off as well', { action: 61, active: false }],
  ])('puts right one whose record %s', (_what, parts) => {
    const plan = planFor([webhook(1, 'CoworkerUpdate', parts), webhook(2, 'AccessControlUpdate')]);
    expect(told(plan)).toEqual({ ...nothing, correct: [1], inPlace: [2] });
    expect(plan.correct[0]).toMatchObject({ number: 2, url: webhookUrl(address, mainStreet, 'CoworkerUpdate') });
  });

  it('gives all of them the key that the receiver needs, in place of an older one', () => {
    const older = webhook(2, 'AccessControlUpdate', {}, { ...address, key: 'older' });
    const plan = planFor([webhook(1, 'CoworkerUpdate'), older], { key: 'newest' });
    expect(plan.correct.map(({ url }) => new URL(url).searchParams.get('key'))).toEqual(['newest', 'newest']);
  });

  it('removes duplicates, and keeps the one that works, else the oldest', () => {
    const doubles = [
      webhook(10, 'CoworkerUpdate', { active: false }),
      webhook(9, 'CoworkerUpdate', { action: 61 }),
      webhook(11, 'CoworkerUpdate'),
      webhook(12, 'AccessControlUpdate'),
      webhook(9_007_199_254_740_991, 'AccessControlUpdate'),
    ];
    expect(told(planFor(doubles))).toEqual({ ...nothing, inPlace: [11, 12], remove: [10, 9, 9_007_199_254_740_991] });
  });

  it('removes ours for locations that are gone and for actions that are not needed', () => {
    const strays = [
      webhook(3, 'CoworkerUpdate', { businessId: goneLocation }),
      webhook(4, 'CoworkerInvoicePaid'),
      webhook(5, 'CoworkerUpdate', { url: 'https://wifi.example.com/webhooks/nexudus/main/', action: 999 }),
    ];
    expect(told(planFor([...both, ...strays]))).toEqual({ ...nothing, inPlace: [1, 2], remove: [3, 4, 5] });
  });

  it('neither makes nor touches what has no number in the tenant', () => {
    const numbers: ActionNumbers = new Map([['CoworkerUpdate', 2]]);
    expect(told(planFor([], { numbers }))).toEqual({
      ...nothing,
      create: ['1001 CoworkerUpdate'],
      impossible: ['AccessControlUpdate'],
    });
    expect(told(planFor(both, { numbers }))).toEqual({ ...nothing, inPlace: [1, 2] });
  });
});

describe('whatever records exist', () => {
  const [locations, names] = [['1', '2', '3'].map(businessId), actions.slice(0, 6).map(({ name }) => name)] as const;
  const keyed = fc.constantFrom<WebhookAddress>(address, { ...address, key: 'newest' });
  const word = fc.oneof(fc.constantFrom(...names), fc.integer({ min: 0, max: 8 }).map(String), fc.constant('Unheard'));
  const ourUrl = fc
    .tuple(fc.constantFrom('', '1/', '2/', '4/'), word, fc.constantFrom('', '?key=older', '?key=newest', '/more'))
    .map(([location, action, rest]) => `https://wifi.example.com/webhooks/nexudus/main/${location}${action}${rest}`);
  const foreignUrl = fc.constantFrom(
    'https://doors.example.com/',
    'https://wifi.example.com/webhooks/nexudus/b/1/2',
    '',
  );
  const rows = fc.uniqueArray(
    fc.record<WebhookRecord>({
      id: fc.integer({ min: 1, max: 999 }).map(String),
      businessId: fc.constantFrom(...locations, businessId('4')),
      action: fc.integer({ min: 0, max: 9 }),
      url: fc.oneof({ weight: 4, arbitrary: ourUrl }, { weight: 1, arbitrary: foreignUrl }),
      active: fc.boolean(),
      errorCount: fc.nat(11),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );
  const numbers = fc.constantFrom(
    documented,
    actionNumbers(actions.map(({ name, number }) => ({ name, number: number + 1 }))),
    actionNumbers(actions.filter(({ number }) => number > 3).map(({ name, number }) => ({ name, number: number - 1 }))),
  );
  const situation = fc
    .tuple(keyed, rows, fc.subarray(locations, { minLength: 1 }), fc.subarray([...names], { minLength: 1 }), numbers)
    .map(([at, existing, businesses, needed, own]) => ({
      ...at,
      existing,
      businesses,
      actions: needed,
      numbers: own,
    }));

  it('a plan that is carried out leaves nothing to do, one webhook in each place, and others as they were', () => {
    fc.assert(
      fc.property(situation, (input) => {
        const plan = planWebhooks(input);
        const after = carriedOut(input.existing, plan);
        const again = planWebhooks({ ...input, existing: after });
        expect(told(again)).toEqual({ ...told(again), create: [], reactivate: [], correct: [], remove: [] });
        const possible = input.businesses.length * input.actions.length - again.impossible.length;
        expect(again.inPlace).toHaveLength(possible);
        expect(again.foreign).toBe(plan.foreign);
        const untouched = input.existing.filter((row) => !ours(row));
        expect(after.filter((row) => !ours(row))).toEqual(untouched);
        expect(after).toHaveLength(possible + untouched.length);
      }),
      { numRuns: 300 },
    );
  });

  it('each of ours is in one part of the plan, and those in place are on', () => {
    fc.assert(
      fc.property(situation, (input) => {
        const { inPlace, reactivate, correct, remove } = planWebhooks(input);
        const kept = [...inPlace, ...reactivate, ...correct].map(({ row }) => row);
        expect([...kept, ...remove].sort(byId)).toEqual(input.existing.filter(ours).sort(byId));
        expect(inPlace.every(({ row }) => row.active)).toBe(true);
      }),
    );
  });

  const ours = ({ url }: WebhookRecord): boolean => url.startsWith('https://wifi.example.com/webhooks/nexudus/main/');
  const byId = (one: WebhookRecord, other: WebhookRecord): number => Number(one.id) - Number(other.id);
});

/** The records as Nexudus has them when all of a plan was done. */
function carriedOut(existing: WebhookRecord[], plan: WebhookPlan<WebhookRecord>): WebhookRecord[] {
  const changes = new Map<WebhookRecord, Partial<WebhookRecord>>([
    ...plan.reactivate.map(({ row }) => [row, { active: true }] as const),
    ...plan.correct.map(({ row, number, url }) => [row, { action: number, url, active: true }] as const),
  ]);
  const kept = existing.filter((row) => !plan.remove.includes(row)).map((row) => ({ ...row, ...changes.get(row) }));
  const made = plan.create.map(({ businessId: location, number, url }, index) => ({
    id: String(10_000 + index),
    businessId: location,
    action: number,
    url,
    active: true,
    errorCount: 0,
  }));
  return [...kept, ...made];
}
