import { countingCall, type Call } from '../../clients/call';
import type { WebhookRow } from '../../clients/membership-source';
import { businessId } from '../../domain/replayed/ids';
import { startScriptedSource, startSource, type Source } from './support/source';

const call: Call = { priority: 'usual' };
const target = 'http://127.0.0.1:9/hooks';

let source: Source;
beforeEach(async () => {
  source = await startSource({ putMissing: 'clear', customFieldsOmitted: 'clear' });
});
afterEach(() => source.close());

async function webhooks(): Promise<WebhookRow[]> {
  const rows: WebhookRow[] = [];
  for await (const page of source.client.webhooks(call)) rows.push(...page);
  return rows;
}

/** Records as Nexudus has them, with the fields that its lists leave out. */
type Stored = Record<string, unknown>;
const stored = () => (source.space.snapshot() as { tables: { webhooks: Stored[] } }).tables.webhooks;

function alter(changes: Stored): void {
  const state = source.space.snapshot() as { tables: { webhooks: Stored[] } };
  Object.assign(state.tables.webhooks[0] ?? {}, changes);
  source.space.restore(state);
}

describe('the numbers of the actions', () => {
  test('are the tenant’s own', async () => {
    expect((await source.client.webhookNumbers(call)).get('AccessControlUpdate')).toBe(61);
    source.space.options.webhookEnum = 'shifted';
    expect((await source.client.webhookNumbers(call)).get('AccessControlUpdate')).toBe(62);
  });

  test('are the documented ones where the tenant does not serve them, or serves something else', async () => {
    source.space.options.webhookEnum = 'absent';
    expect((await source.client.webhookNumbers(call)).get('AccessControlUpdate')).toBe(61);
    const scripted = await startScriptedSource(() => ({ body: { AccessControlUpdate: 99 } }));
    expect((await scripted.client.webhookNumbers(call)).get('AccessControlUpdate')).toBe(61);
    await scripted.close();
  });

  test('are not made up while Nexudus is away', async () => {
    source.space.faults.down = '500';
    await expect(source.client.webhookNumbers(call)).rejects.toMatchObject({ code: 'outage' });
  });
});

describe('a webhook', () => {
  test('that is made is switched on, by one call', async () => {
    const made = { businessId: businessId('1002'), name: 'Latchkey: joining', action: 3, url: `${target}/1002/3` };
    const counted = countingCall('usual');
    await source.client.createWebhook(made, counted);
    expect(counted.calls).toBe(1);
    expect(await webhooks()).toEqual([
      expect.objectContaining({ ...made, active: true, errorCount: 0, lastError: null, lastTrigger: null }),
    ]);
  });

  test('that was disabled is switched on, the rest of its record kept', async () => {
    source.space.installWebhooks(target);
    alter({ Active: false, ErrorCount: 11, LastError: 'gone', Description: 'kept' });
    const [dead, ...others] = await webhooks();
    expect(dead).toMatchObject({ active: false, errorCount: 11, businessId: '1001', lastTrigger: null });
    const before = stored()[0];

    const counted = countingCall('usual');
    await source.client.changeWebhook(dead?.id ?? '', { active: true }, counted);
    expect(counted.calls).toBe(2);
    const [alive, ...rest] = await webhooks();
    expect(alive).toMatchObject({ ...dead, active: true, errorCount: alive?.errorCount });
    expect(rest).toEqual(others);
    const own = ['Active', 'ErrorCount', 'UpdatedOn', 'UpdatedBy'];
    for (const [name, value] of Object.entries(before ?? {}))
      if (!own.includes(name)) expect([name, stored()[0]?.[name]]).toEqual([name, value]);
  });

  test('gets another address and number, and nothing else', async () => {
    source.space.installWebhooks(target);
    alter({ Description: 'kept' });
    const [first] = await webhooks();
    await source.client.changeWebhook(first?.id ?? '', { action: 61, url: `${target}/1001/61` }, call);
    expect((await webhooks())[0]).toEqual({ ...first, action: 61, url: `${target}/1001/61` });
    expect(stored()[0]).toMatchObject({ Description: 'kept' });
  });

  test('that is removed is gone, and stays so', async () => {
    source.space.installWebhooks(target);
    const [first, ...rest] = await webhooks();
    await source.client.removeWebhook(first?.id ?? '', call);
    expect(await webhooks()).toEqual(rest);
    await source.client.removeWebhook(first?.id ?? '', call);
    expect(await webhooks()).toEqual(rest);
  });

  test('that is not there cannot be changed', async () => {
    await expect(source.client.changeWebhook('1', { active: true }, call)).rejects.toMatchObject({ code: 'notFound' });
  });

  test('is refused with the names of what is wrong', async () => {
    const odd = { businessId: businessId('999'), name: 'n', action: 4_711, url: target };
    await expect(source.client.createWebhook(odd, call)).rejects.toMatchObject({
      code: 'rejected',
      message: 'POST /sys/webhooks: 400 (Business, Action)',
    });
  });

  test('a refusal in a 200 is a refusal', async () => {
    const no = { WasSuccessful: false, Message: 'no' };
    const record = { Id: 9, Active: false, Name: 'n', URL: 'u' };
    const scripted = await startScriptedSource((_url, { method }) => ({ body: method === 'GET' ? record : no }));
    const { client } = scripted;
    const made = { businessId: businessId('1'), name: 'n', action: 2, url: target };
    for (const write of [
      () => client.createWebhook(made, call),
      () => client.changeWebhook('9', { active: true }, call),
      () => client.removeWebhook('9', call),
    ])
      await expect(write()).rejects.toMatchObject({ code: 'rejected' });
    await scripted.close();
  });
});
