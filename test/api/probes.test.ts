import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { JournalFile } from '../../api/probe/journal-file';
import { Probes } from '../../api/probe/probes';
import { type Directory, startDirectory } from '../clients/support/directory';
import { throwAways } from '../clients/support/probing';
import { eventually } from '../support/eventually';
import { FakeGateways } from './support/fake-gateways';

const log = pino({ level: 'silent' });
let home: string;
let path: string;
let directory: Directory;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'latchkey-probe-'));
  path = join(home, 'probe.json');
  directory = await startDirectory();
});
afterEach(async () => {
  await directory.close();
  await rm(home, { recursive: true });
});

function started(): Probes {
  const { gateways } = new FakeGateways();
  return new Probes({
    ...{ connector: 'main', directory: directory.client, gateway: gateways.connector, log },
    ...{ history: { note: () => Promise.resolve() }, journal: new JournalFile(path, log) },
  });
}

const isThere = (probes: Probes) => eventually('the account is there', () => probes.read().account === 'there');

it('an API that stops removes the account first', async () => {
  const probes = started();
  directory.tenant.faults.slowMs = 10;
  probes.start({ by: 'admin' }, { store: false, rateLimit: false });
  await isThere(probes);
  await probes.close();
  expect(throwAways(directory)).toEqual([]);
  expect(probes.read()).toMatchObject({ underWay: false, account: 'removed' });
});

it('what one that was killed has left goes at the next start, by the file that it wrote before it made it', async () => {
  const probes = started();
  directory.tenant.faults.slowMs = 10;
  probes.start({ by: 'admin' }, { store: false, rateLimit: false });
  await isThere(probes);
  const [username] = throwAways(directory);
  const written = await readFile(path, 'utf8');
  expect(JSON.parse(written)).toMatchObject([{ username, companyId: 'sandbox-0a1b2c3d' }]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const killed = directory.tenant.snapshot();
  await probes.close();
  directory.tenant.restore(killed);
  await writeFile(path, written);

  const next = started();
  next.removeLeftovers();
  await next.close();
  expect(throwAways(directory)).toEqual([username]);
  const another = started();
  another.removeLeftovers();
  await eventually('the file holds none', async () => (await readFile(path, 'utf8')) === '[]\n');
  expect(throwAways(directory)).toEqual([]);
  await another.close();
});

it('a start with nothing to remove asks IronWifi nothing; a damaged file keeps nobody from probing', async () => {
  directory.tenant.resetCalls();
  const probes = started();
  probes.removeLeftovers();
  await probes.close();
  expect(directory.tenant.calls).toEqual([]);
  await writeFile(path, '[{');
  const next = started();
  next.start({ by: 'admin' }, { store: false, rateLimit: false });
  await eventually('it has ended', () => !next.read().underWay);
  expect(next.read().account).toBe('removed');
});
