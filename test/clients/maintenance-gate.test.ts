import type { MaintenanceGate } from '../../clients/call';
import { ExternalError } from '../../clients/external-error';
import { CallMeter } from '../../clients/http/limited-http';
import { accountId } from '../../domain/replayed/ids';
import { ada, now, startDirectory } from './support/directory';
import { startSource } from './support/source';

const refused = new ExternalError('ironwifi', 'maintenance', 'held back', { retryable: false });

/** Lets so many calls through; what was asked can be read. */
function admitting(most: number): { asked: boolean[]; gate: MaintenanceGate } {
  const asked: boolean[] = [];
  const gate: MaintenanceGate = ({ isWrite }) => {
    asked.push(isWrite);
    return asked.length > most ? Promise.reject(refused) : Promise.resolve();
  };
  return { asked, gate };
}

describe('a side that is held back', () => {
  test('is IronWifi: nothing leaves, and what is said is that nothing was written', async () => {
    const { asked, gate } = admitting(0);
    const side = await startDirectory({ client: { gate } });
    const { client, tenant } = side;
    await expect(client.create(ada(), now())).rejects.toMatchObject({ code: 'maintenance', outcomeUnknown: false });
    await expect(client.read(accountId('any'), now())).rejects.toBe(refused);
    await expect(client.tenant(now())).rejects.toBe(refused);
    expect(tenant.calls).toEqual([]);
    expect(asked).toContain(false);
    await side.close();
  });

  test('is Nexudus: nothing leaves, not even a log-in', async () => {
    const { gate } = admitting(0);
    const side = await startSource({}, { gate });
    const { client, space } = side;
    await expect(client.tariffs(now())).rejects.toBe(refused);
    await expect(client.probe(now())).rejects.toBe(refused);
    expect([space.calls, space.logins]).toEqual([[], []]);
    await side.close();
  });

  test('finishes a change that has begun', async () => {
    const free = await startDirectory();
    const { id } = await free.client.create(ada(), now());
    free.tenant.resetCalls();
    await free.client.change(id, { orgUnit: 'premium-wifi', password: 'second-secret' }, now());
    const all = free.tenant.calls.length;
    await free.close();

    const { asked, gate } = admitting(Infinity);
    const side = await startDirectory({ client: { gate } });
    const { client } = side;
    const made = await client.create(ada(), now());
    asked.length = 0;
    await client.change(made.id, { orgUnit: 'premium-wifi', password: 'second-secret' }, now());
    expect(asked.filter((isWrite) => isWrite)).toHaveLength(1);
    expect(asked.length).toBeLessThan(all);
    await side.close();
  });
});

describe('a probe', () => {
  test('is one small read that no cache answers', async () => {
    const side = await startSource();
    const { client, space } = side;
    await client.probe(now());
    await client.probe(now());
    expect(space.calls).toHaveLength(2);
    space.faults.deniedRoles = ['Coworker-List'];
    await expect(client.probe(now())).rejects.toMatchObject({ code: 'unauthorized' });
    await side.close();
  });
});

describe('the meter', () => {
  const second = 1_000;

  test('counts the calls of the last minute, to the second', () => {
    let clock = 1_000 * second;
    const meter = new CallMeter(() => clock);
    meter.sent();
    clock += 30 * second;
    meter.sent();
    meter.sent();
    expect(meter.stats()).toMatchObject({ calls: 3, lastMinute: 3 });
    clock += 31 * second;
    expect(meter.stats()).toMatchObject({ calls: 3, lastMinute: 2 });
    clock += 60 * second;
    expect(meter.stats()).toMatchObject({ calls: 3, lastMinute: 0 });
  });

  test('notes the last good read and the last good write apart', async () => {
    let clock = 5_000;
    const side = await startDirectory({ client: { now: () => clock } });
    const { client, tenant } = side;
    expect(client.stats()).toMatchObject({ lastReadAt: null, lastWriteAt: null, allowed: null });
    await client.tenant(now());
    expect(client.stats()).toMatchObject({ lastReadAt: 5_000, lastWriteAt: null });
    clock = 6_000;
    await client.create(ada(), now());
    expect(client.stats().lastWriteAt).toBe(6_000);
    clock = 7_000;
    tenant.faults.unauthorized = true;
    await expect(client.tenant(now())).rejects.toMatchObject({ code: 'unauthorized' });
    expect(client.stats()).toMatchObject({ lastWriteAt: 6_000 });
    expect(client.stats().lastReadAt).toBeLessThan(7_000);
    await side.close();
  });
});
