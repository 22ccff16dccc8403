import { maintenanceGates } from '../../api/ports/external-clients';
import { GatewayError } from '../../api/ports/gateways';
import { noon } from './support/builders';
import { FakeGateways } from './support/fake-gateways';

const call = { isWrite: false };
const on = { on: { since: noon, by: 'admin' }, endedAt: null };

describe('what the API asks of a side', () => {
  it('is held back by a maintenance, and let go within seconds of its end', async () => {
    let clock = noon;
    const fake = new FakeGateways();
    fake.side = { maintenance: on };
    const gate = maintenanceGates(fake.gateways.connector, () => clock)('ironwifi');
    await expect(gate(call)).rejects.toMatchObject({ code: 'maintenance', system: 'ironwifi' });
    fake.side = { maintenance: { on: null, endedAt: noon } };
    clock += 5_000;
    await expect(gate(call)).resolves.toBeUndefined();
  });

  it('goes by what was known last while the connector cannot be asked', async () => {
    let clock = noon;
    const fake = new FakeGateways();
    const gate = maintenanceGates(fake.gateways.connector, () => clock)('nexudus');
    fake.failure = new GatewayError('away', 'Temporal is away');
    await expect(gate(call)).resolves.toBeUndefined();
    fake.failure = null;
    fake.side = { maintenance: on };
    clock += 5_000;
    await expect(gate(call)).rejects.toMatchObject({ code: 'maintenance' });
    fake.failure = new GatewayError('away', 'Temporal is away');
    clock += 5_000;
    await expect(gate(call)).rejects.toMatchObject({ code: 'maintenance' });
  });
});
