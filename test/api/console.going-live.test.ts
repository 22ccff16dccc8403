import { memberId } from '../../domain/replayed/ids';
import { explanation, syncRun } from './support/builders';
import { signedIn, type Visitor } from './support/console-visitor';
import { runId } from './support/fake-gateways';
import { fingerprint, previewed, previewedBy } from './support/previewed';
import { serveApi, type ServedApi } from './support/served-api';

const START = '/console/settings/start';

let api: ServedApi;
let ada: Visitor;
beforeEach(async () => {
  api = await serveApi();
  ada = await signedIn(api);
  api.fake.live = null;
});
afterEach(() => api.close());

jest.setTimeout(30_000);

describe('going live', () => {
  it('begins with the first settings', async () => {
    api.fake.document = null;
    const page = await ada.open(START);
    expect(page.text).toContain('1. Save the settings next');
    expect(page.text).not.toContain('Make a preview');
  });

  it('shows the preview that is under way, and then what it has found', async () => {
    api.fake.runs.set(runId(4), syncRun({ runId: runId(4), dryRun: true }));
    const under = await ada.send(`${START}/preview`);
    expect(under.html).toContain('data-poll="1"');
    api.fake.runs.set(runId(4), previewed(runId(4)));
    const done = await ada.open(under.path);
    expect(done.html).not.toContain('data-poll');
    expect(done.text).toContain('1 members get access, 0 are moved and 1 are shut out.');
  });

  it('goes by the preview that was seen', async () => {
    previewedBy(api.fake);
    expect((await ada.open(START)).html).toContain(`value="${fingerprint}"`);
    const page = await ada.send(`${START}/live`, { fingerprint });
    expect(page.text).toContain('Latchkey is live.');
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ fingerprint }));
  });

  it('says why it is refused, and does nothing', async () => {
    const page = await ada.send(`${START}/live`, { fingerprint: 'of nobody' });
    expect(page.status).toBe(409);
    expect(page.text).toContain('There is no preview with this fingerprint');
    expect(api.fake.asked).toEqual([]);
  });

  it('has accounts adopted one by one or all', async () => {
    previewedBy(api.fake);
    api.fake.explanations.set(memberId('5'), explanation());
    const page = await ada.open(START);
    expect(page.html).toContain('aria-label="Adopt: 5"');
    expect(page.text).toContain('Adopt all 2');
    const pairs = JSON.stringify([{ id: '5', account: 'printer' }]);
    const adopted = await ada.send(`${START}/adopt`, { preview: runId(1), pairs });
    expect(adopted.text).toContain('Accounts adopted: 1.');
  });
});

describe('what is live', () => {
  beforeEach(() => (api.fake.live = { since: 0, by: 'admin' }));

  it('can have its import paused, and each system held back', async () => {
    expect((await ada.open(START)).text).toContain('Latchkey is live');
    await ada.send(`${START}/import`, { paused: 'true' });
    await ada.send(`${START}/maintenance`, { system: 'ironwifi', on: 'true' });
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ paused: true }));
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ ironwifi: true }));
  });

  it('is only looked at by others', async () => {
    const viewer = await signedIn(api, 'viewer');
    expect((await viewer.open(START)).text).not.toContain('Pause the import');
    expect((await viewer.send(`${START}/import`, { paused: 'true' })).status).toBe(403);
  });
});
