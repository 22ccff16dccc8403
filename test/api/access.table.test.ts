import { operations } from '../../contracts/api';
import type { GuardedOperation, Operation } from '../../contracts/api/operation';
import { includes, roles, type Role } from '../../contracts/api/roles';
import { askAs } from '../support/ask-as';
import { explanation } from './support/builders';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { expectDocumented } from './support/documented';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

let api: ServedApi;
const shown = new Map<string, string>();
let session: ConsoleSession;
let endedSession: ConsoleSession;

beforeAll(async () => {
  api = await serveApi({ trustProxy: 1 });
  api.fake.explanations.set('1001', explanation());
  for (const role of roles) shown.set(role, (await make(role, null)).token);
  shown.set('LATCHKEY_ADMIN_TOKEN', adminToken);
  shown.set('an unknown token', `lk_${'0'.repeat(48)}`);
  shown.set('an expired admin', (await make('admin', Date.now() - 1)).token);
  const revoked = await make('admin', null);
  await api.tokens.revoke(revoked.kept.id);
  shown.set('a revoked admin', revoked.token);
  [endedSession, session] = [await signedInAs(api, 'admin'), await signedInAs(api, 'admin')];
  await endedSession.send('/console/sign-out');
});
afterAll(() => api.close());

const make = (role: Role, expiresAt: number | null) => api.tokens.create({ name: role, role, expiresAt }, 'test');

const guarded = Object.values<Operation>(operations).filter((each): each is GuardedOperation => !each.open);
const idsOf = (those: GuardedOperation[]) => those.map(({ operationId }) => operationId).sort();
const concrete = ({ path }: GuardedOperation) => path.replace('{id}', '1001');

let asked = 0;
/** From an address of its own each time, so that no limit of failures speaks. */
const headersOf = (who: string) => ({
  'x-forwarded-for': `10.0.${Math.floor(++asked / 250)}.${asked % 250}`,
  ...(shown.has(who) && { authorization: `Bearer ${shown.get(who)}` }),
});
const ask = (operation: GuardedOperation, who: string) =>
  api.call(operation.method.toUpperCase(), concrete(operation), { headers: headersOf(who) });

const askBy = (
  { cookie, csrf }: ConsoleSession,
  operation: GuardedOperation,
  headers: Record<string, string> = {},
): Promise<Response> =>
  api.call(operation.method.toUpperCase(), concrete(operation), {
    headers: { ...headersOf('nobody'), cookie, 'x-latchkey-csrf': csrf, ...headers },
  });

describe.each(guarded.map((operation) => [operation.operationId, operation] as const))('%s', (_id, operation) => {
  const documented = [operation.method.toUpperCase(), operation.path] as const;

  it.each([...roles, 'LATCHKEY_ADMIN_TOKEN'])('lets %s in, or refuses with the role that it needs', async (who) => {
    const role = roles.find((each) => each === who) ?? 'admin';
    const response = await ask(operation, who);
    if (includes(role, operation.role)) return expect([401, 403, 421]).not.toContain(response.status);
    expect(response.status).toBe(403);
    expect(await expectDocumented(response, ...documented)).toMatchObject({
      code: 'roleMissing',
      detail: expect.stringMatching(`needs the role ${operation.role}; yours is ${role}.*LATCHKEY_ADMIN_TOKEN`),
    });
  });

  it.each([
    ['nobody', 'tokenMissing'],
    ['an unknown token', 'tokenUnknown'],
    ['an expired admin', 'tokenExpired'],
    ['a revoked admin', 'tokenRevoked'],
  ])('refuses %s', async (who, code) => {
    const response = await ask(operation, who);
    expect(response.status).toBe(401);
    expect(await expectDocumented(response, ...documented)).toMatchObject({ code });
  });

  it('lets in whose session has a good token, and nobody else', async () => {
    expect([401, 403, 421]).not.toContain((await askBy(session, operation)).status);
    const refused = await askBy(endedSession, operation);
    expect(refused.status).toBe(401);
    expect(await expectDocumented(refused, ...documented)).toMatchObject({ code: 'tokenMissing' });
  });

  it('changes nothing by a session unless a page of ours has sent it', async () => {
    if (operation.method === 'get') return;
    for (const [name, value] of [
      ['sec-fetch-site', 'cross-site'],
      ['x-latchkey-csrf', 'of another session'],
    ] as const) {
      const refused = await askBy(session, operation, { [name]: value });
      expect(refused.status).toBe(403);
      expect(await expectDocumented(refused, ...documented)).toMatchObject({ code: 'crossSite' });
    }
  });

  it('refuses even an admin who calls it by a foreign name', async () => {
    const options = { method: operation.method.toUpperCase(), headers: headersOf('admin') };
    expect((await askAs('rebound.example', api.url + concrete(operation), options)).status).toBe(421);
  });
});

describe('roles', () => {
  it('viewers see everything but who may come in, and who did what', () => {
    const gets = guarded.filter(({ method }) => method === 'get');
    const hidden = ['listTokens', 'listSessions', 'readAudit'];
    const seen = guarded.filter(({ role }) => role === 'viewer');
    expect(idsOf(seen)).toEqual(idsOf(gets).filter((id) => !hidden.includes(id)));
  });

  it('the desk does what a front desk needs, and no more', () => {
    const ofDesk = guarded.filter(({ role }) => role === 'desk');
    expect(idsOf(ofDesk)).toEqual(['lookAgain', 'overrideAccess', 'resendCredentials', 'retryNow', 'runChecks']);
  });
});
