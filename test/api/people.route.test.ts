import type { listPeople } from '../../contracts/api/people';
import type { Answer } from '../../contracts/api/operation';
import { expectDocumented } from './support/documented';
import { peopleNamed } from './support/people';
import { serveApi, type ServedApi } from './support/served-api';

const readAt = Date.parse('2026-11-03T12:00:00Z');
const people = peopleNamed({ '1001': 'Ada Byron', '1002': 'Bea Curie' }, readAt);
const begin = jest.fn();

let api: ServedApi;
beforeAll(async () => (api = await serveApi({ people, roster: { begin, note: () => undefined } })));
afterAll(() => api.close());

const ask = async (query: string) => {
  const response = await api.admin('GET', `/people?${query}`);
  return (await expectDocumented(response, 'GET', '/api/v1/people')) as Answer<typeof listPeople>;
};

describe('who members are', () => {
  it('is told of those who are known, in the order of the ids, and how old that is', async () => {
    const answer = await ask('ids=1002,4242,1001');
    expect(answer.people.map(({ id, name, location }) => [id, name, location])).toEqual([
      ['1002', 'Bea Curie', 'Loft'],
      ['1001', 'Ada Byron', 'Loft'],
    ]);
    expect(answer).toMatchObject({ readAt: '2026-11-03T12:00:00.000Z', failing: null });
    expect(begin).toHaveBeenCalled();
  });

  it('is found by a text', async () => {
    expect((await ask('find=bea')).people.map(({ id }) => id)).toEqual(['1002']);
  });

  it('says since when Nexudus cannot be read', async () => {
    people.state = { readAt, failing: { since: readAt + 60_000, message: 'GET /spaces/coworkers: timeout' } };
    expect((await ask('find=bea')).failing).toEqual({
      since: '2026-11-03T12:01:00.000Z',
      message: 'GET /spaces/coworkers: timeout',
    });
  });

  it.each([
    ['', 'Give either ids or find.'],
    ['ids=1&find=a', 'Give either ids or find.'],
    ['ids=1,two', 'ids are up to 500 numbers of coworkers in Nexudus, separated by commas.'],
    [`ids=${'1,'.repeat(500)}1`, 'ids are up to 500 numbers of coworkers in Nexudus, separated by commas.'],
    [`find=${'a'.repeat(201)}`, 'find is a text of up to 200 characters.'],
  ])('refuses %s', async (query, detail) => {
    const response = await api.admin('GET', `/people?${query}`);
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ detail })]);
  });

  it('is not logged', () => {
    expect(api.logged.join()).not.toMatch(/Byron|Curie|bea/i);
  });
});
