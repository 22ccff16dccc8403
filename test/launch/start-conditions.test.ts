import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demandFreePorts, freePort } from '../../launch/machine/ports';
import { SingleRun } from '../../launch/processes/single-run';

const host = '127.0.0.1';

describe('a port in use', () => {
  it('is told with the variable to change', async () => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const needed = [{ port, host, variable: 'LATCHKEY_PORT', purpose: 'the API' }];
    await expect(demandFreePorts(needed)).rejects.toThrow(
      `Port ${port}, needed for the API, is in use: free it, or set LATCHKEY_PORT to another.`,
    );
    const patient = demandFreePorts(needed, 10_000);
    server.close();
    await expect(patient).resolves.toBeUndefined();
  });

  it('is noticed when we ask for it twice', async () => {
    const port = await freePort();
    const needed = [
      { port, host, variable: 'LATCHKEY_PORT', purpose: 'the API' },
      { port, host, variable: 'SANDBOX_PORT', purpose: 'the sandbox' },
    ];
    await expect(demandFreePorts(needed)).rejects.toThrow(/given to the API and to something else/);
  });
});

describe('a second start with the same state', () => {
  it('is refused until the first has ended', async () => {
    const home = mkdtempSync(join(tmpdir(), 'latchkey-home-'));
    const first = await SingleRun.claim(home);
    expect(first.lastEndedBadly).toBe(false);
    await expect(SingleRun.claim(home)).rejects.toThrow(/already running with this state/);
    first.release();
    const second = await SingleRun.claim(home);
    expect(second.lastEndedBadly).toBe(false);
    second.release();
  });
});
