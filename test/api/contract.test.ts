import { operations } from '../../contracts/api';
import { apiClient, ProblemError } from '../../contracts/api/client';
import type { Operation } from '../../contracts/api/operation';
import { explanation } from './support/builders';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
beforeAll(async () => (api = await serveApi()));
afterAll(() => api.close());

const all = Object.values<Operation>(operations);

describe('the contract of the API', () => {
  it.each(all.map((operation): [string, Operation] => [operation.operationId, operation]))(
    'has an example of each body of %s, and each is as documented',
    (_id, { replies, body }) => {
      for (const { schema, example } of Object.values(replies))
        if (schema !== undefined) expect(schema.parse(example)).toEqual(example);
      if (body !== undefined) expect(body.schema.safeParse(body.example).error).toBeUndefined();
    },
  );

  it('fails a request whose answer is not as documented, where answers are checked', async () => {
    const attention = { lane: 'writer', reason: 'throttled', message: 'wait', since: 0, secret: 'a field too many' };
    api.fake.explanations.set('1002', explanation({ attention: attention as never }));
    expect((await api.admin('GET', '/members/1002')).status).toBe(500);
    expect(api.logged.join()).toContain('explainMember has a field too many');
  });
});

describe('the client of the API', () => {
  const client = () => apiClient({ baseUrl: api.url, token: adminToken });

  it('sends parameters, queries and bodies, and parses what is answered', async () => {
    api.fake.explanations.set('1001', explanation());
    expect((await client().listMembers({ query: { status: 'granted', page: '1' } })).members).toHaveLength(1);
    expect((await client().explainMember({ params: { id: '1001' } })).access.state).toBe('granted');
    expect(await client().pauseImport({ body: { paused: true } })).toEqual({ paused: true });
  });

  it('throws a refusal with its status and problem document', async () => {
    const refusal = await client()
      .explainMember({ params: { id: '4242' } })
      .catch((error: unknown) => error);
    if (!(refusal instanceof ProblemError)) throw new Error('the call was not refused');
    expect(refusal.status).toBe(404);
    expect(refusal.problem).toMatchObject({ title: 'Not found', status: 404 });
    expect(refusal.message).toContain('No workflow runs for member 4242');
  });

  it('throws what is no problem document with its status alone', async () => {
    const elsewhere = apiClient({ baseUrl: `${api.url}/nowhere`, token: adminToken });
    await expect(elsewhere.readHealth()).rejects.toMatchObject({ name: 'ProblemError', status: 404 });
  });
});
