import { X509Certificate } from 'node:crypto';
import type { CarriedCounts } from '../../contracts/carried-cas';
import { shortFingerprint } from '../../domain/profiles/trust';
import { rulesOf } from '../domain/builders';
import { nextRootCa, rootCa } from '../domain/profiles/builders';
import { expectDocumented } from './support/documented';
import { serveApi, type ServedApi } from './support/served-api';

const [today, next] = [rootCa, nextRootCa].map((pem) => shortFingerprint(new X509Certificate(pem)));
const radius = { caCertificates: [rootCa, nextRootCa], serverNames: ['radius.loft.example'] };
const path = '/api/v1/profiles';
const letters = `${path}/renewal-letters`;

let api: ServedApi;
afterEach(() => api.close());

async function serve(settings: object = { radius }): Promise<void> {
  api = await serveApi();
  api.fake.document = { version: 3, settings, resolved: rulesOf(settings), savedAt: 0, savedBy: 'test' };
  api.fake.carried = (cas): CarriedCounts => {
    const withAny = cas.includes(today ?? '') ? 20 : 9;
    return { withAccess: 25, withAny, nothing: 2, unknown: 3, without: 20 - withAny };
  };
}

const ask = async (body?: object) => api.admin('POST', '/profiles/renewal-letters', body);

describe('GET profiles', () => {
  it('counts members by the CAs that they have, and those who have not renewed', async () => {
    await serve();
    api.fake.renewal = { ca: next ?? '', list: next ?? '', by: 'admin', at: 0, finishedAt: null, asked: null };
    expect(await expectDocumented(await api.admin('GET', '/profiles'), 'GET', path)).toMatchObject({
      authorities: [
        { fingerprint: today, newest: false, members: 20 },
        { fingerprint: next, newest: true, members: 9 },
      ],
      members: { withAccess: 25, renewed: 9, old: 11, unknown: 3, nothing: 2 },
      renewal: { authority: next, by: 'admin', finishedAt: null, asked: null },
    });
  });

  it('has nothing to count without a CA', async () => {
    await serve({});
    expect(await expectDocumented(await api.admin('GET', '/profiles'), 'GET', path)).toEqual({
      ...{ authorities: [], members: null, renewal: null },
    });
  });
});

describe('POST renewal-letters', () => {
  it('is a dry run, unless told otherwise: it counts, and asks nobody', async () => {
    await serve();
    const answer = { dryRun: true, authority: next, members: 14, renewal: null };
    expect(await expectDocumented(await ask(), 'POST', letters)).toEqual(answer);
    expect(api.fake.asked).toEqual([]);
  });

  it('asks once the operator names the CA that the dry run has told', async () => {
    await serve();
    const answer = await expectDocumented(await ask({ dryRun: false, authority: next }), 'POST', letters);
    expect(answer).toMatchObject({ dryRun: false, members: 14, renewal: { authority: next, by: 'admin' } });
    expect(api.fake.asked).toEqual([{ by: 'admin', ca: next, list: `${today},${next}` }]);
  });

  it('asks nobody for another CA, without one, or when there are no profiles', async () => {
    await serve();
    expect((await ask({ dryRun: false })).status).toBe(422);
    expect((await ask({ dryRun: false, authority: today })).status).toBe(409);
    expect(api.fake.asked).toEqual([]);
    await api.close();
    await serve({});
    expect((await ask()).status).toBe(409);
  });
});
