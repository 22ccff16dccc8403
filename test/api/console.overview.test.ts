import { standingOf, type Known } from '../../api/console/pages/overview/standing';
import { GatewayError } from '../../api/ports/gateways';
import { eventually } from '../support/eventually';
import { signedInAs } from './support/console-session';
import { memberRow } from './support/fake-gateways';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeEach(async () => (api = await serveApi()));
afterEach(() => api.close());

async function page(language = 'en'): Promise<string> {
  const answer = await (await signedInAs(api, 'viewer')).open(`/console?lang=${language}`);
  expect(answer.status).toBe(200);
  return answer.text();
}

describe('the overview', () => {
  it('counts, and tells what happened', async () => {
    api.fake.side = {};
    api.fake.members = [memberRow('1001'), memberRow('1002', { status: 'denied', attention: 'writer:throttled' })];
    api.events.start();
    await eventually('members are known', () => api.events.members.state.readAt !== null);
    const html = await page();
    expect(html).toContain('<h1>');
    expect(html).toMatch(/One member waits for attention.*\/console\/members\?attention=true/s);
    expect(html).toMatch(/\/console\/members\/1001">1001<\/a> may connect \(basic-wifi\)/);
    expect(html).toMatch(/\/console\/members\/1002">1002<\/a> may not connect/);
    expect(html).not.toMatch(/undefined|NaN/);
  });

  it('says what it knows while Temporal is away', async () => {
    api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    const html = await page();
    expect(html).toContain('Temporal does not answer.');
    expect(html).toContain('Members cannot be counted yet');
    expect(html).not.toContain('never');
    expect(html).not.toMatch(/undefined|NaN/);
  });

  it('leads to the settings on the first day', async () => {
    api.fake.document = null;
    expect(await page()).toMatch(/Nothing is set up yet.*href="\/console\/settings"/s);
  });
});

describe('the sentence', () => {
  const side = {
    ...{ consecutiveFailures: 0, lastFailure: null, lastGoodAt: null, lastWriteAt: null, limits: null },
    ...{ throttling: { since: null, lastDay: 0 }, quarantine: null as { since: string; code: string } | null },
    maintenance: { on: false, since: null as string | null, by: null, endedAt: null },
  };
  const well = {
    ...{ ready: true, problems: [] as string[], settings: 'saved' as const, spool: { waiting: 0 }, settingsVersion: 1 },
    ...{ nexudus: side, ironwifi: side, mail: side, certificates: null, profiles: null, tenant: null, lastSync: null },
    ...{ live: { since: '2026-11-03T12:00:00Z', by: 'admin' }, openHolds: 0, importPaused: false },
  };
  const since = '2026-11-03T12:00:00Z';
  const quarantined = { ...side, quarantine: { since, code: 'timeout' } };
  it.each([
    ['overview.is.well', {}],
    ['overview.is.first', { settings: 'none', ready: false, problems: ['no settings'] }],
    ['overview.is.notReady', { ready: false, problems: ['No worker polls.'], openHolds: 2 }],
    ['overview.is.away', { ironwifi: quarantined, openHolds: 2 }],
    [
      'overview.is.failing',
      { nexudus: { ...side, consecutiveFailures: 1, lastFailure: { code: 'timeout', at: since } } },
    ],
    ['overview.is.preview', { live: null, openHolds: 2 }],
    ['overview.is.maintenance', { nexudus: { ...side, maintenance: { on: true, since, by: 'a', endedAt: null } } }],
    ['overview.is.hold', { openHolds: 1, mail: quarantined }],
    ['overview.is.holds', { openHolds: 2 }],
    ['overview.is.spooled', { spool: { waiting: 3 } }],
  ])('is %s', (key, changes) => {
    const health = { ...well, ...changes } as Known['health'];
    expect(standingOf({ health, overview: null, syncs: [] }).key).toBe(key);
  });

  it('says that nothing is known', () =>
    expect(standingOf({ health: null, overview: null, syncs: null }).key).toBe('overview.is.unknown'));
});
