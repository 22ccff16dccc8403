import { watchWebhooks } from '../../activities/roster/webhooks';
import { ExternalError } from '../../clients/external-error';
import type { WebhookRow } from '../../clients/membership-source';
import { type ActionName, neededActions } from '../../domain/webhooks/actions';
import { now, rulesOf } from '../domain/builders';
import { address, mainStreet, webhook } from '../domain/webhooks/builders';

const call = { priority: 'bulk' as const };
const all = neededActions({ unpaid: 'ignore' });
/** One location, as the records have it. */
const rules = (settings: object = {}) => ({
  ...rulesOf(settings),
  zones: { [mainStreet]: { zone: 'Europe/London', cutOff: '23:59', ssid: 's', spaceName: 's' } },
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

const unauthorized = new ExternalError('nexudus', 'unauthorized', 'PUT /sys/webhooks: 401', { retryable: false });

describe('the watch over the webhooks', () => {
  it('has nothing to report while all of them deliver', async () => {
    const { deps } = tenant(everyHook());
    expect(await watchWebhooks(deps, rules(), call, { dryRun: false })).toEqual({
      checked: 20,
      reactivated: 0,
      failing: [],
      missing: 0,
      problem: null,
    });
  });

  it('switches on what Nexudus has switched off, and tells how it was found, without persons', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled, TeamUpdated: { errorCount: 2 } }));
    const watch = await watchWebhooks(deps, rules(), call, { dryRun: false });
    expect(watch).toMatchObject({ checked: 20, reactivated: 1, missing: 0 });
    expect(switchedOn).toEqual(['1']);
    const found = { errorCount: 11, lastError: 'no … (500)', lastTrigger: now };
    expect(watch.failing).toEqual([
      { businessId: mainStreet, action: 'CoworkerUpdate', ...found },
      { businessId: mainStreet, action: 'TeamUpdated', errorCount: 2, lastError: null, lastTrigger: null },
    ]);
  });

  it('says in a dry run what it would switch on, and writes nothing', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled }));
    expect(await watchWebhooks(deps, rules(), call, { dryRun: true })).toMatchObject({ reactivated: 1 });
    expect(switchedOn).toEqual([]);
  });

  it('only reports where the settings say so', async () => {
    const { deps, switchedOn } = tenant(everyHook({ CoworkerUpdate: disabled }));
    const watch = await watchWebhooks(deps, rules({ webhooks: { reactivate: false } }), call, { dryRun: false });
    expect(watch).toMatchObject({ reactivated: 0, failing: [{ action: 'CoworkerUpdate' }] });
    expect(switchedOn).toEqual([]);
  });

  it('counts what nobody installed, invoices only where unpaid ones deny', async () => {
    const { deps } = tenant(everyHook().slice(0, 15));
    const missing = async (settings: object) =>
      (await watchWebhooks(deps, rules(settings), call, { dryRun: false })).missing;
    expect(await missing({})).toBe(5);
    expect(await missing({ unpaid: 'deny' })).toBe(8);
  });

  it('lists fifty that fail at most', async () => {
    const { deps } = tenant(Array.from({ length: 60 }, (_, index) => row(index, 'TeamUpdated', { errorCount: index })));
    const { failing } = await watchWebhooks(deps, rules(), call, { dryRun: false });
    expect(failing.map(({ errorCount }) => errorCount)).toEqual(Array.from({ length: 50 }, (_, index) => 59 - index));
  });

  it('does not end the sync when it may not write, or not even read', async () => {
    const refusing = tenant(everyHook({ CoworkerUpdate: disabled }), unauthorized);
    const watch = await watchWebhooks(refusing.deps, rules(), call, { dryRun: false });
    expect(watch).toMatchObject({ checked: 20, reactivated: 0, problem: 'unauthorized' });

    const { deps } = tenant([]);
    const unreadable = { ...deps, source: { ...deps.source, webhooks: () => failingPages(unauthorized) } };
    const nothing = { checked: 0, reactivated: 0, failing: [], missing: 0, problem: 'unauthorized' };
    expect(await watchWebhooks(unreadable, rules(), call, { dryRun: false })).toEqual(nothing);
    const broken = { ...deps, source: { ...deps.source, webhooks: () => failingPages(new TypeError('a bug')) } };
    await expect(watchWebhooks(broken, rules(), call, { dryRun: false })).rejects.toThrow('a bug');
  });
});

async function* failingPages(error: Error): AsyncGenerator<WebhookRow[]> {
  await Promise.reject(error);
}
