import { PeopleIndex } from '../../api/people/people-index';
import { GatewayError } from '../../api/ports/gateways';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { memberRow } from './support/fake-gateways';
import { contractOf, peopleNamed } from './support/people';
import { serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
let visitor: ConsoleSession;
const visit = async (people: PeopleIndex, members = [memberRow('1')]) => {
  api = await serveApi({ people });
  api.fake.members = members;
  visitor = await signedInAs(api, 'viewer');
};
afterEach(() => api.close());

const known = () => {
  const people = peopleNamed({ '1': '<b>Ada</b> Byron', '2': 'Bea Curie', '12': 'Cid Byron' });
  people.takeAllContracts([contractOf('1', 'Hot Desk')]);
  return people;
};
const show = async (query = '') => (await visitor.open(`/console/members${query}`)).text();

describe('the members', () => {
  it('are shown with what the desk wants to know; names are text', async () => {
    await visit(known(), [memberRow('1', { attention: 'writer:throttled', until: '2026-11-03T18:00:00.000Z' })]);
    const html = await show();
    expect(html).toContain('<a href="/console/members/1">&lt;b>Ada&lt;/b> Byron</a>');
    expect(html).toMatch(/badge good">may connect<.*3 Nov 2026.*WiFi account: throttled.*Loft/s);
    expect(html).toContain('Hot Desk (1)');
    expect(html).toContain('3 members');
  });

  it.each([
    ['?find=bea&go=1', '/console/members/2'],
    ['?find=1&go=1', '/console/members/1'],
    ['?find=byron&go=1', null],
    ['?find=bea', null],
    ['?go=1', null],
  ])('%s leads to %s', async (query, to) => {
    await visit(known());
    const answer = await visitor.open(`/console/members${query}`);
    expect([answer.status, answer.headers.get('location')]).toEqual(to === null ? [200, null] : [303, to]);
  });

  it('keep the filter in pages and in what is taken away as CSV', async () => {
    await visit(
      known(),
      Array.from({ length: 60 }, (_, n) => memberRow(`${n + 1}`)),
    );
    const html = await show('?status=granted');
    expect(html).toContain('href="/console/members?status=granted&amp;page=2"');
    expect(html).toContain('href="/api/v1/roster?status=granted&amp;format=csv"');
    expect(html).toContain('<option value="granted" selected>may connect (60)</option>');
  });

  it('say when nobody fits, when there are none, and what is still being read', async () => {
    await visit(known());
    expect(await show('?find=nobody')).toContain('Nobody fits.');
    await api.close();
    await visit(peopleNamed({}), []);
    expect(await show()).toContain('No members yet.');
    await api.close();
    await visit(new PeopleIndex(), []);
    const html = await show();
    expect(html).toContain('The names are being read from Nexudus.');
    expect(html).toContain('data-poll="1"');
    expect(html).not.toContain('No members yet.');
  });

  it('show ids and access while names are missing, and names while Temporal is away', async () => {
    const people = new PeopleIndex();
    people.state.failing = { since: Date.now(), message: 'GET /spaces/coworkers: timeout' };
    await visit(people);
    expect(await show()).toMatch(/Names are missing for now.*timeout.*members\/1">1<.*may connect/s);
    await api.close();
    await visit(known());
    api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    expect(await show()).toMatch(/status, end and attention are missing for now.*Bea Curie/s);
  });

  it('refuse a filter that does not exist with a page', async () => {
    await visit(known());
    expect((await visitor.open('/console/members?status=here')).status).toBe(400);
  });
});
