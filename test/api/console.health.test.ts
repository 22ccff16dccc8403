import { GatewayError } from '../../api/ports/gateways';
import { ExternalError } from '../../clients/external-error';
import { businessId } from '../../domain/replayed/ids';
import { eventually } from '../support/eventually';
import { noon } from './support/builders';
import { signedInAs } from './support/console-session';
import { external, serveApi, type ServedApi } from './support/served-api';

const PATH = '/console/health';

let api: ServedApi;
let probe: () => Promise<void>;
beforeEach(async () => {
  probe = () => Promise.resolve();
  const { source, directory } = external();
  const businesses = () =>
    Promise.resolve([{ id: businessId('1'), name: '<script>alert(1)</script>', timeZone: null }]);
  api = await serveApi({
    publicUrl: 'http://127.0.0.1:9',
    external: { source: { ...source, businesses }, directory },
    mailServer: { probe: () => probe() },
  });
});
afterEach(() => api.close());

async function page(role: 'viewer' | 'desk' = 'viewer'): Promise<string> {
  const session = await signedInAs(api, role);
  const show = async (): Promise<string> => (await session.open(PATH)).text();
  await eventually('the checks have run', async () => !(await show()).includes('data-poll'));
  return show();
}

it('begins to look when somebody opens it first, and shows what is wrong on top, with what to do', async () => {
  probe = () => Promise.reject(new ExternalError('smtp', 'unauthorized', 'SMTP: EAUTH', { retryable: false }));
  const html = await page();
  expect(html).toMatch(/Failed: [12]\./);
  expect(html).toContain('Check user and password in SMTP_URL.');
  expect(html.indexOf('id="check-mail"')).toBeLessThan(html.indexOf('id="check-publicAddress"'));
  expect(html.indexOf('id="check-publicAddress"')).toBeLessThan(html.indexOf('Clock against Nexudus'));
});

it('escapes what Nexudus calls a location', async () => {
  const html = await page();
  expect(html).toContain('&lt;script>alert(1)');
  expect(html).not.toContain('<script>alert');
});

it('lets the desk look again, and a viewer not', async () => {
  expect(await page('viewer')).not.toContain('Run again');
  expect(await page('desk')).toContain('Run again');
  const desk = await signedInAs(api, 'desk');
  expect((await desk.send(`${PATH}/checks`)).headers.get('location')).toBe(PATH);
  expect((await (await signedInAs(api, 'viewer')).send(`${PATH}/checks`)).status).toBe(403);
});

it('says of each system how it is and since when, and where it is held back', async () => {
  api.fake.side = { quarantine: { since: noon, code: 'outage' }, consecutiveFailures: 3, lastGoodAt: noon };
  const html = await page();
  expect(html).toContain('in quarantine');
  expect(html).toContain('(outage)');
  expect(html).toContain('/console/settings/start#maintenance');
});

it('says what it knows while Temporal is away', async () => {
  api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
  const html = await page();
  expect(html).toContain('The connector cannot be asked');
  expect(html).toContain('Check TEMPORAL_ADDRESS');
  expect(html).not.toMatch(/undefined|\bnull\b/);
});
