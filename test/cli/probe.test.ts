import { readProbe } from '../../contracts/api/probe';
import { answerOf } from '../../cli/frame/command';
import { settingsDocument } from '../api/support/fake-gateways';
import { external, type ServedApi, serveApi } from '../api/support/served-api';
import { type Directory, startDirectory } from '../clients/support/directory';
import { throwAways } from '../clients/support/probing';
import { eventually } from '../support/eventually';
import { latchkey } from './support/latchkey';

let directory: Directory;
let api: ServedApi;

beforeEach(async () => {
  directory = await startDirectory({ switches: { patchPassword: 'applied' } });
  api = await serveApi({ external: { ...external(), directory: directory.client } });
  api.fake.document = settingsDocument();
});
afterEach(async () => {
  await api.close();
  await directory.close();
});

it('prints what it has learned, what goes into settings.yaml, and that the account is gone', async () => {
  const { code, stdout } = await latchkey(['probe', '--yes'], { api });
  expect(code).toBe(0);
  expect(stdout).toMatch(/What does a PATCH with a password do\? +applied +inferred/);
  expect(stdout).toContain('directory:\n  patchPassword: applied\n');
  expect(stdout).toContain('The throw-away account is removed.');
  expect(stdout).toContain('The settings have it, by version');
  expect(api.fake.document?.settings).toMatchObject({ directory: { patchPassword: 'applied' } });
  expect(throwAways(directory)).toEqual([]);
});

it('for programs prints the document alone, and leaves the settings alone if told to', async () => {
  const before = api.fake.document;
  const ran = await latchkey(['probe', '--yes', '--keep-settings', '--json'], { api });
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.json(answerOf(readProbe))).toMatchObject({ account: 'removed', stored: null });
  expect(api.fake.document).toEqual(before);
});

it('makes nothing before it was allowed to, and says how much it takes', async () => {
  const { code, stderr } = await latchkey(['probe'], { api });
  expect(code).toBe(2);
  expect(stderr).toMatch(/One throw-away account, \d+ calls to IronWifi at most/);
  expect(stderr).toContain('--yes');
  expect(directory.tenant.writes()).toEqual([]);
});

it('on Ctrl-C has the account removed before it ends', async () => {
  directory.tenant.faults.slowMs = 20;
  const stopping = new AbortController();
  const running = latchkey(['probe', '--yes'], { api, interrupted: stopping.signal });
  await eventually('the account is there', () => throwAways(directory).length > 0);
  stopping.abort();
  const { code, stderr } = await running;
  expect(code).toBe(130);
  expect(stderr).toMatch(/Interrupted\. \d+ of \d+ steps went through\. The throw-away account is removed\./);
  expect(throwAways(directory)).toEqual([]);
});

it('fails where a step has failed, and says which and why', async () => {
  directory.tenant.faults.unauthorized = true;
  const { code, stdout } = await latchkey(['probe', '--yes'], { api });
  expect(code).toBe(1);
  expect(stdout).toMatch(/Not answered\n {2}✗ Which tenant answers to the key\? .*unauthorized/);
});
