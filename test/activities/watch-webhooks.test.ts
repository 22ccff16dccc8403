import { watchWebhooks } from '../../activities/roster/webhooks';
import { ExternalError } from '../../clients/external-error';
import type { WebhookRow } from '../../clients/membership-source';
import { type ActionName, neededActions } from '../../domain/webhooks/actions';
import { webhookUrl } from '../../domain/webhooks/webhook';
import { now, rulesOf } from '../domain/builders';
import { address, harbour, mainStreet, webhook } from '../domain/webhooks/builders';

const call = { priority: 'background' as const };
const all = neededActions({ unpaid: 'ignore' });
/** One location, as the records have it. */
const rules = (settings: object = {}) => ({
  ...rulesOf(settings),
  zones: { [mainStreet]: { zone: 'Europe/London', cutOff: '23:59', ssid: 's', hiddenSsid: false, spaceName: 's' } },
});

const row = (id: number, action: ActionName, parts: Partial<WebhookRow> = {}): WebhookRow => ({
  ...webhook(id, action),
  name: 'Latchkey',
  lastError: null,
  lastTrigger: null,
  ...parts,
});
const everyHook = (changes: Partial<Record<ActionName, Partial<WebhookRow>>> = {}): WebhookRow[] =>
  all.map((action, index) => row(index + 1, action, changes[action]));
const disabled = { active: false, errorCount: 11, lastError: 'no ada@members.example: (500)', lastTrigger: now };

/** Nexudus as far as the watch goes: records that can be listed, one page each, and switched on. */
function tenant(rows: WebhookRow[], refusal: ExternalError | null = null) {
  const switchedOn: string[] = [];
  const source = {
    async *webhooks() {
      for (const each of rows) yield await Promise.resolve([each]);
    },
    changeWebhook: (id: string, changes: object) => {
      expect(changes).toEqual({ active: true });
      if (refusal !== null) return Promise.reject(refusal);
      switchedOn.push(id);
      return Promise.resolve();
    },
  };
  return { deps: { ...address, source }, switchedOn };
}

type Deps = Parameters<typeof watchWebhooks>[0];
type Places = Parameters<typeof watchWebhooks>[1];
const watch = (deps: Deps, rules: Places['rules'], ...more: [typeof call, { dryRun: boolean }]) =>
  watchWebhooks(deps, { rules, homes: [mainStreet] }, ...more);

const unauthorized = new ExternalError('nexudus', 'unauthorized', 'PUT /sys/webhooks: 401', { retryable: false });

describe('the watch over the webhooks', () => {
  it('has nothing to report while all of them deliver', async () => {
    const { deps } = tenant(everyHook());
    expect(await watch(deps, rules(), call, { dryRun: false })).toEqual({
      checked: 20,
      reactivated: 0,
      failing: [],
      missing: 0,
      problem: null,
    });
  });

  it('switches on what Nexudus has switched off, and tells how it was found, without persons', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled, TeamUpdated: { errorCount: 2 } }));
    const found = await watch(deps, rules(), call, { dryRun: false });
    expect(found).toMatchObject({ checked: 20, reactivated: 1, missing: 0 });
    expect(switchedOn).toEqual(['1']);
    const state = { errorCount: 11, lastError: 'no … (500)', lastTrigger: now };
    expect(found.failing).toEqual([
      { businessId: mainStreet, action: 'CoworkerUpdate', ...state },
      { businessId: mainStreet, action: 'TeamUpdated', errorCount: 2, lastError: null, lastTrigger: null },
    ]);
  });

  it('says in a dry run what it would switch on, and writes nothing', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled }));
    expect(await watch(deps, rules(), call, { dryRun: true })).toMatchObject({ reactivated: 1 });
    expect(switchedOn).toEqual([]);
  });

  it('only reports where the settings say so', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled }));
    const found = await watch(deps, rules({ webhooks: { reactivate: false } }), call, { dryRun: false });
    expect(found).toMatchObject({ reactivated: 0, failing: [{ action: 'CoworkerUpdate' }] });
    expect(switchedOn).toEqual([]);
  });

  it('counts what nobody installed, invoices only where unpaid ones deny', async () => {
    const { deps } = tenant(everyHook().slice(0, 15));
    const missing = async (settings: object) => (await watch(deps, rules(settings), call, { dryRun: false })).missing;
    expect(await missing({})).toBe(5);
    expect(await missing({ unpaid: 'deny' })).toBe(8);
  });

  it('knows a location that is newer than the settings as soon as coworkers are at home in it', async () => {
    const hooks = [
      row(1, 'CoworkerUpdate', {
        ...disabled,
        businessId: harbour,
        url: webhookUrl(address, harbour, 'CoworkerUpdate'),
      }),
    ];
    const { deps, switchedOn } = tenant([...everyHook().map((hook) => ({ ...hook, id: `m${hook.id}` })), ...hooks]);
    const places = { rules: rules(), homes: new Set([mainStreet, harbour]) };
    const found = await watchWebhooks(deps, places, call, { dryRun: false });
    expect(switchedOn).toEqual(['1']);
    expect(found).toMatchObject({ checked: 21, reactivated: 1, missing: 19 });
  });

  it('lists fifty that fail at most', async () => {
    const { deps } = tenant(Array.from({ length: 60 }, (_, index) => row(index, 'TeamUpdated', { errorCount: index })));
    const { failing } = await watch(deps, rules(), call, { dryRun: false });
    expect(failing.map(({ errorCount }) => errorCount)).toEqual(Array.from({ length: 50 }, (_, index) => 59 - index));
  });

  it('does not end the sync when it may not write, or not even read', async () => {
    const refusing = tenant(everyHook({ CoworkerUpdate: disabled }), unauthorized);
    const found = await watch(refusing.deps, rules(), call, { dryRun: false });
    expect(found).toMatchObject({ checked: 20, reactivated: 0, problem: 'unauthorized' });

    const { deps } = tenant([]);
    const unreadable = { ...deps, source: { ...deps.source, webhooks: () => failingPages(unauthorized) } };
    const nothing = { checked: 0, reactivated: 0, failing: [], missing: 0, problem: 'unauthorized' };
    expect(await watch(unreadable, rules(), call, { dryRun: false })).toEqual(nothing);
    const broken = { ...deps, source: { ...deps.source, webhooks: () => failingPages(new TypeError('a bug')) } };
    await expect(watch(broken, rules(), call, { dryRun: false })).rejects.toThrow('a bug');
  });
});

async function* failingPages(error: Error): AsyncGenerator<WebhookRow[]> {
  await Promise.reject(error);
}
