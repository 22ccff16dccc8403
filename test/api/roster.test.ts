import type { Answer } from '../../contracts/api/operation';
import type { listRoster } from '../../contracts/api/roster';
import { GatewayError } from '../../api/ports/gateways';
import { expectDocumented } from './support/documented';
import { memberRow } from './support/fake-gateways';
import { contractOf, peopleNamed } from './support/people';
import { serveApi, type ServedApi } from './support/served-api';

const readAt = Date.parse('2026-11-03T12:00:00Z');
let api: ServedApi;

const serve = async () => {
  const people = peopleNamed({ '1': 'Ada Byron', '2': 'Bea Curie', '3': '=cmd|A1', '4': 'Dan Contact' }, readAt);
  people.takeAllContracts([contractOf('1', 'Hot Desk'), contractOf('4', 'Hot Desk')]);
  api = await serveApi({ people });
  api.fake.members = [
    memberRow('1', { until: '2026-11-03T18:00:00.000Z', attention: 'writer:throttled' }),
    memberRow('2', { status: 'denied', plan: null, reason: 'ended' }),
    memberRow('3', { plan: '12' }),
    memberRow('9', { status: 'erased', plan: null, location: '2' }),
  ];
};
beforeEach(serve);
afterEach(() => api.close());

const ask = async (query = '') => {
  const response = await api.admin('GET', `/roster?${query}`);
  return (await expectDocumented(response, 'GET', '/api/v1/roster')) as Answer<typeof listRoster>;
};
const idsBy = async (query: string) => (await ask(query)).members.map(({ id }) => id);

describe('the roster', () => {
  it('has everybody whom either side knows, by name, with what each says', async () => {
    const { members, ...rest } = await ask();
    expect(members.map(({ id, name, status, plan }) => [id, name, status, plan])).toEqual([
      ['3', '=cmd|A1', 'granted', 'Dedicated Desk'],
      ['1', 'Ada Byron', 'granted', 'Hot Desk'],
      ['2', 'Bea Curie', 'denied', null],
      ['4', 'Dan Contact', null, 'Hot Desk'],
      ['9', null, 'erased', null],
    ]);
    expect(members[1]).toMatchObject({
      until: '2026-11-03T18:00:00.000Z',
      attention: 'writer:throttled',
      location: 'Loft',
    });
    expect(rest).toMatchObject({ total: 5, everybody: 5, page: 1, pages: 1 });
    expect(rest.people.readAt).toBe('2026-11-03T12:00:00.000Z');
  });

  it.each([
    ['find=b curie', ['2']],
    ['find=9', ['9']],
    ['status=granted', ['3', '1']],
    ['status=none', ['4']],
    ['plan=11', ['1', '4']],
    ['plan=11&status=granted', ['1']],
    ['location=2', ['9']],
    ['attention=true', ['1']],
    ['find=zzz', []],
  ])('%s leaves %p', async (query, ids) => {
    expect(await idsBy(query)).toEqual(ids);
  });

  it('counts what each filter would leave under the others', async () => {
    const { choices } = await ask('status=granted');
    expect(choices.status.map(({ value, count }) => [value, count])).toEqual([
      ['granted', 2],
      ['denied', 1],
      ['erased', 1],
      ['none', 1],
    ]);
    expect(choices.plan).toEqual([
      { value: '11', name: 'Hot Desk', count: 1 },
      { value: '12', name: 'Dedicated Desk', count: 1 },
    ]);
    expect(choices.attention).toEqual([{ value: 'true', name: 'true', count: 1 }]);
    expect((await ask('status=granted&location=77')).choices.location).toContainEqual({
      value: '77',
      name: '77',
      count: 0,
    });
  });

  it('has fifty a page, and its last page where there are no more', async () => {
    api.fake.members = Array.from({ length: 120 }, (_, n) => memberRow(`${1000 + n}`));
    const last = await ask('page=9&find=1');
    expect(last).toMatchObject({ page: 3, pages: 3, total: 122 });
    expect(last.members).toHaveLength(22);
  });

  it('is a table of all that fit, safe for spreadsheets', async () => {
    const response = await api.admin('GET', '/roster?status=granted&format=csv');
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect((await response.text()).split('\r\n')).toEqual([
      'id,name,email,username,status,plan,until,attention,location',
      "3,'=cmd|A1,3@members.example,3@members.example,granted,Dedicated Desk,,,Loft",
      '1,Ada Byron,1@members.example,1@members.example,granted,Hot Desk,2026-11-03T18:00:00.000Z,writer:throttled,Loft',
      '',
    ]);
  });

  it('still has names where Temporal is away from the beginning, and says so', async () => {
    api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    const { members, access } = await ask('find=ada');
    expect(members).toEqual([expect.objectContaining({ name: 'Ada Byron', status: null })]);
    expect(access).toMatchObject({ readAt: null, failing: { message: 'Temporal does not answer.' } });
  });

  it('keeps what was read where Temporal goes away', async () => {
    await ask();
    api.fake.failure = new GatewayError('away', 'Temporal does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await ask();
    const { members, access } = await ask('find=ada');
    expect(members[0]?.status).toBe('granted');
    expect(access).toMatchObject({ readAt: expect.any(String), failing: { message: 'Temporal does not answer.' } });
  });

  it.each(['status=here', 'page=0', 'attention=false'])('refuses %s', async (query) => {
    expect((await api.admin('GET', `/roster?${query}`)).status).toBe(400);
  });

  it('is not logged', async () => {
    await ask('find=Byron');
    expect(api.logged.join()).not.toMatch(/Byron|members\.example/);
  });
});
