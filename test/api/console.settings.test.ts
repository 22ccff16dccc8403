import { GatewayError } from '../../api/ports/gateways';
import { configurationReference } from '../docs/configuration-reference';
import { syncRun } from './support/builders';
import { signedIn, valueOf, type Visitor } from './support/console-visitor';
import { runId, settingsDocument } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';
import { doneRun, whatIfReport } from './support/what-if-report';

let api: ServedApi;
let ada: Visitor;
const begin = async (): Promise<void> => {
  api = await serveApi();
  ada = await signedIn(api);
};
const end = () => api.close();

jest.setTimeout(30_000);

const saved = () => api.fake.document?.settings;
/** What a browser sends along from the page of the form. */
async function hidden(path = '/console/settings'): Promise<{ base: string; version: string }> {
  const { html } = await ada.open(path);
  return { base: valueOf(html, 'base'), version: valueOf(html, 'version') };
}
const change = async (fields: Record<string, string>) =>
  ada.send('/console/settings', { ...(await hidden()), ...fields });

describe('settings in the console', () => {
  beforeAll(begin);
  beforeEach(() => {
    api.fake.document = settingsDocument();
    jest.restoreAllMocks();
  });
  afterAll(end);

  describe('the form of the settings', () => {
    it('has every setting of the reference, with its help and its default', async () => {
      const { html, text } = await ada.open('/console/settings');
      const documented = [
        ...configurationReference().matchAll(/^\| \[?`([a-z][\w.]*)`\]?[^|]*\| ([^|]+) \| ([^|]+) \|/gm),
      ];
      const keys = documented.map(([, key = '']) => key).filter((key) => key !== 'live');
      expect(keys.length).toBeGreaterThan(50);
      for (const key of keys) expect(html).toContain(`<code>${key}</code>`);
      expect(text).toContain('Minutes between two roster syncs.');
      expect(text).toContain('By default 15 minutes · 1 to 1440');
      expect(html).toContain('href="/console/plans"');
    });

    it.each([
      ['de', 'Abstand der Abgleiche', 'Minuten zwischen zwei Abgleichen', 'Standard: 15 Minuten · 1 bis 1440'],
      ['es', 'Intervalo de sincronización', 'Minutos entre dos', 'Por defecto: 15 minutos · de 1 a 1440'],
      ['fr', 'Intervalle des synchronisations', 'Minutes entre deux', 'Par défaut : 15 minutes · de 1 à 1440'],
    ])('speaks %s', async (tag, label, help, unit) => {
      const { text } = await ada.open(`/console/settings?lang=${tag}`);
      for (const said of [`${label} syncIntervalMinutes ${help}`, unit]) expect(text).toContain(said);
    });

    it('marks what differs from its default', async () => {
      expect((await ada.open('/console/settings')).text).not.toContain('not the default');
      api.fake.document = { ...settingsDocument(), settings: { spaceName: 'Loft', ssid: 'Loft', unpaid: 'deny' } };
      expect((await ada.open('/console/settings')).text).toContain('Overdue invoices unpaid not the default');
    });

    it('shows what changes, saves it, and leaves all else as it was written', async () => {
      const draft = await change({ ssid: 'Loft 2', syncIntervalMinutes: '30', hiddenSsid: 'false' });
      expect(draft.path).toMatch(/^\/console\/settings\/drafts\/\w+$/);
      expect(draft.text).toContain('ssid Loft Loft 2');
      expect(draft.text).toContain('syncIntervalMinutes By default 15 30');
      expect(saved()).toMatchObject({ ssid: 'Loft' });
      const done = await ada.send(draft.path);
      expect(done.text).toContain('The settings are saved.');
      expect(saved()).toEqual({ spaceName: 'Loft', ssid: 'Loft 2', locations: {}, syncIntervalMinutes: 30 });
    });

    it('leaves out what is given back its default', async () => {
      api.fake.document = { ...settingsDocument(), settings: { spaceName: 'Loft', ssid: 'Loft', links: { hours: 5 } } };
      await ada.send((await change({ 'links.hours': '72' })).path);
      expect(saved()).toEqual({ spaceName: 'Loft', ssid: 'Loft' });
    });

    it('says beside a field what is wrong with it, and keeps what was typed', async () => {
      const page = await change({ syncIntervalMinutes: '0', cutOff: 'soon' });
      expect(page.status).toBe(422);
      expect(page.html).toMatch(/id="wrong-syncIntervalMinutes"[^>]*>must be at least 1, not 0</);
      expect(page.html).toMatch(/id="wrong-cutOff"[^>]*>must be a time of day/);
      expect(valueOf(page.html, 'cutOff')).toBe('soon');
      expect(page.text).toContain('Not taken: 2 mistakes');
    });
  });

  describe('a change of the settings', () => {
    it('that another has overtaken says what is different now, and goes on top of it', async () => {
      const draft = await change({ ssid: 'Loft 2' });
      api.fake.document = { ...settingsDocument(), version: 4, settings: { spaceName: 'The Loft', ssid: 'Loft' } };
      const stale = await ada.send(draft.path);
      expect(stale.path).toBe(draft.path);
      expect(stale.text).toContain('You began with version 3; version 4 has been saved since.');
      expect(stale.text).toContain('spaceName Loft The Loft');
      const again = await ada.send(`${draft.path}/on-top`);
      expect(again.path).not.toBe(draft.path);
      await ada.send(again.path);
      expect(saved()).toEqual({ spaceName: 'The Loft', ssid: 'Loft 2' });
    });

    it('that may change access can be tried, and is then saved as it was shown or not at all', async () => {
      const draft = await change({ graceMinutes: '60' });
      expect(draft.text).toContain('These settings may change who has access.');
      await ada.send(`${draft.path}/what-if`);
      expect(api.fake.asked).toContainEqual({ whatIf: expect.objectContaining({ fresh: false }) });
      api.fake.runs.set(runId(5), syncRun({ runId: runId(5), dryRun: true }));
      expect((await ada.open(draft.path)).html).toContain('data-poll="1"');
      const shown = whatIfReport({ ...(saved() as object), graceMinutes: 60 });
      api.fake.runs.set(runId(5), doneRun(shown));
      const { text } = await ada.open(draft.path);
      for (const told of ['3~ move to another level', 'Hot Desk 0 3 0 7', 'waits for an operator', 'Plan changed: 2'])
        expect(text).toContain(told);
      expect(text).toContain('Save exactly this');
    });

    it('of the plan map is never saved without having been tried', async () => {
      const plans = { 'Hot Desk': { group: 'basic-wifi' } };
      const text = 'spaceName: Loft\nssid: Loft\nplans:\n  Hot Desk: { group: basic-wifi }\n';
      const draft = await ada.send('/console/settings/yaml', {
        ...(await hidden('/console/settings/yaml')),
        yaml: text,
      });
      expect(draft.text).toContain('A plan map is saved only after');
      expect(draft.text).toContain('plans › Hot Desk › group not set basic-wifi');
      await ada.send(draft.path);
      expect(saved()).not.toHaveProperty('plans', plans);
    });

    it('that IronWifi or Nexudus cannot confirm now is not lost', async () => {
      const fields = { ...(await hidden()), ssid: 'Loft 2' };
      jest
        .spyOn(api.fake.gateways.connector, 'resolveDraft')
        .mockRejectedValue(new GatewayError('refused', 'Nexudus does not answer.', { failure: 'unreachable' }));
      const page = await ada.send('/console/settings', fields);
      expect(page.text).toContain('Nexudus does not answer.');
      expect(valueOf(page.html, 'ssid')).toBe('Loft 2');
    });

    it("is an admin's", async () => {
      const viewer = await signedIn(api, 'viewer');
      const page = await viewer.open('/console/settings');
      expect(page.html).toContain('<fieldset class="plain" disabled');
      expect(page.html).not.toContain('Show what changes');
      expect((await viewer.send('/console/settings', { ssid: 'Mine' })).status).toBe(403);
    });
  });

  describe('the settings as YAML', () => {
    const send = async (yaml: string) =>
      ada.send('/console/settings/yaml', { ...(await hidden('/console/settings/yaml')), yaml });

    it('hold what was written', async () => {
      expect((await ada.open('/console/settings/yaml')).text).toContain('spaceName: Loft ssid: Loft locations: {}');
    });

    it.each([
      ['spaceName: Loft\nssid: [a\n', 'Line 3:'],
      ['spaceName: Loft\nssid: a\nssid: b\n', 'Line 3:'],
      ['spaceName: Loft\nssid: *none\n', 'Unresolved alias'],
      ['just words', 'must be settings'],
      ['spaceName: Loft\nssid: Loft\nlinks:\n  hours: 0\n', 'Line 4: links.hours must be at least 1, not 0 hours: 0'],
      ['spaceName: Loft\nssid: Loft\nplans:\n  Flex 2.5: {}\n', 'Line 4: plans.Flex 2.5.group is missing'],
      ['spaceName: Loft\nsid: Loft\n', 'Line 2: sid is not a setting; did you mean "ssid"?'],
    ])('name the line of a mistake: %j', async (yaml, expected) => {
      const page = await send(yaml);
      expect(page.status).toBe(422);
      expect(page.text).toContain(expected);
      expect(page.text).toContain(yaml.replace(/\s+/g, ' ').trim());
    });

    it('are saved by the same way as the form', async () => {
      const draft = await send('spaceName: Loft\nssid: Loft 2\nlocations: {}\n');
      await ada.send(draft.path);
      expect(saved()).toEqual({ spaceName: 'Loft', ssid: 'Loft 2', locations: {} });
    });
  });
});

describe('the history of the settings', () => {
  beforeEach(begin);
  afterEach(end);

  it('says who changed what, and brings an older version back once its changes have been seen', async () => {
    await ada.send((await change({ ssid: 'Loft 2' })).path);
    await ada.send((await change({ unpaid: 'deny' })).path);
    const list = await ada.open('/console/settings/history');
    expect(list.text).toMatch(/5 in force .* the admin unpaid 4 .* the admin ssid 3 .* test The oldest that is known/);
    const old = await ada.open('/console/settings/history/3');
    expect(old.text).toContain('Go back to version 3');
    expect(old.text).toContain('ssid Loft 2 Loft unpaid deny By default ignore');
    const draft = await ada.send('/console/settings/history/3');
    expect(draft.text).toContain('ssid Loft 2 Loft');
    await ada.send(draft.path);
    expect(saved()).toEqual({ spaceName: 'Loft', ssid: 'Loft', locations: {} });
    expect(api.fake.document?.version).toBe(6);
  });

  it('never takes going live back', async () => {
    await ada.send((await change({ ssid: 'Loft 2' })).path);
    api.fake.document = { ...settingsDocument(), version: 5, settings: { spaceName: 'L', ssid: 'L', live: true } };
    await ada.send((await ada.send('/console/settings/history/3')).path);
    expect(saved()).toEqual({ spaceName: 'Loft', ssid: 'Loft', locations: {}, live: true });
  });
});
