import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import type { AuditEntry } from '../../contracts/api/audit';
import { signedInAs, signedInBy, type ConsoleSession } from './support/console-session';
import { expectDocumented } from './support/documented';
import { adminToken, serveApi, type ServedApi } from './support/served-api';

const PATH = '/console/access';
const sessionsPath = '/api/v1/sessions';

let api: ServedApi;
let admin: ConsoleSession & { tokenId: string };
beforeEach(async () => {
  api = await serveApi();
  admin = await signedInAs(api, 'admin', 'Ada');
});
afterEach(() => api.close());

const sessions = async () =>
  (await expectDocumented(await api.admin('GET', '/sessions'), 'GET', sessionsPath)) as {
    sessions: { id: string; who: { name: string }; own: boolean }[];
  };
const sessionOf = async (name: string): Promise<string> =>
  (await sessions()).sessions.find(({ who }) => who.name === name)?.id ?? '';
const newestAct = async (): Promise<AuditEntry | undefined> =>
  ((await (await api.admin('GET', '/audit')).json()) as { entries: AuditEntry[] }).entries[0];

describe('sessions', () => {
  it('are listed with who, from where and since when, the one that asks marked', async () => {
    await signedInAs(api, 'desk', 'Bea');
    expect(await sessions()).toMatchObject({
      sessions: [
        { who: { name: 'Bea', role: 'desk' }, from: '127.0.0.1', lastSeenAt: expect.any(String), own: false },
        { who: { id: `token:${admin.tokenId}`, name: 'Ada', role: 'admin' }, own: false },
      ],
    });
    expect(await (await admin.open(sessionsPath)).json()).toMatchObject({ sessions: [{ own: false }, { own: true }] });
  });

  it('are ended by an admin at once, and the audit trail says which', async () => {
    const bea = await signedInAs(api, 'desk', 'Bea');
    const id = await sessionOf('Bea');
    expect(await newestAct()).toMatchObject({ what: 'signIn', who: { name: 'Bea' }, subject: id });
    const ended = await api.admin('POST', `/sessions/${id}/end`);
    expect(await expectDocumented(ended, 'POST', `${sessionsPath}/{id}/end`)).toEqual({ id });
    expect((await bea.open('/api/v1/members')).status).toBe(401);
    expect(await newestAct()).toMatchObject({ what: 'endSession', subject: id, outcome: { status: 200 } });
    const again = await api.admin('POST', `/sessions/${id}/end`);
    expect(again.status).toBe(404);
    await expectDocumented(again, 'POST', `${sessionsPath}/{id}/end`);
  });

  it('leave a trace when they are ended by signing out', async () => {
    const id = await sessionOf('Ada');
    await admin.send('/console/sign-out');
    expect(await newestAct()).toMatchObject({ what: 'signOut', who: { name: 'Ada' }, subject: id });
  });

  it('end when the same browser signs in again', async () => {
    const { token } = await api.tokens.create({ name: 'Bea', role: 'desk', expiresAt: null }, 'admin');
    await admin.send('/console/sign-in', { token });
    expect((await admin.open(PATH)).status).toBe(303);
    expect((await sessions()).sessions).toMatchObject([{ who: { name: 'Bea' } }]);
  });
});

describe('the page of who may come in', () => {
  it('makes a token, and shows it this once', async () => {
    const made = await (await admin.send(PATH, { name: 'Front desk', role: 'desk', lastDay: '' })).text();
    const [token = ''] = /lk_[0-9a-f]{48}/.exec(made) ?? [];
    expect(api.tokens.find(token)).toMatchObject({ is: 'good', principal: { name: 'Front desk', role: 'desk' } });
    const later = await (await admin.open(PATH)).text();
    expect(later).toContain('Front desk');
    expect(later).not.toContain('lk_');
    expect(await newestAct()).toMatchObject({ what: 'createToken', who: { name: 'Ada' } });
  });

  it('makes one that ends with the last day, by the clock of the space', async () => {
    const lastDay = DateTime.now().setZone('Europe/London').plus({ days: 20 }).toISODate() ?? '';
    await admin.send(PATH, { name: 'Screen', role: 'viewer', lastDay });
    const { expiresAt } = api.tokens.list()[0] ?? {};
    expect(expiresAt).toBe(DateTime.fromISO(lastDay, { zone: 'Europe/London' }).endOf('day').toMillis());
  });

  it.each([
    [{ name: ' ', role: 'desk' }, 'id="name-wrong">is missing'],
    [{ name: 'x', role: 'desk', lastDay: '2020-01-31' }, 'id="expiresAt-wrong">Choose today or a later day'],
    [{ name: 'x', role: 'desk', lastDay: 'soon' }, 'id="expiresAt-wrong">Choose today or a later day'],
  ])('shows the form again with what is wrong: %j', async (fields, wrong) => {
    const answer = await admin.send(PATH, fields);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(wrong);
    expect(html).toContain('value="desk" checked');
    expect(api.tokens.list()).toHaveLength(1);
  });

  it('revokes a token, ends a session, and says so', async () => {
    const bea = await signedInAs(api, 'desk', 'Bea');
    const ended = await admin.send(`${PATH}/sessions/${await sessionOf('Bea')}/end`);
    expect(ended.headers.get('location')).toBe(`${PATH}?done=ended`);
    expect((await bea.open('/api/v1/members')).status).toBe(401);
    const revoked = await admin.send(`${PATH}/tokens/${bea.tokenId}/revoke`);
    expect(revoked.headers.get('location')).toBe(`${PATH}?done=revoked`);
    expect(api.tokens.isGood(bea.tokenId)).toBe(false);
    const html = await (await admin.open(`${PATH}?done=revoked`)).text();
    expect(html).toContain('The token was revoked');
    expect(html).toContain('Tokens that have ended: 1');
  });

  it('carries a script in the name of a token as text', async () => {
    await api.tokens.create({ name: '"><script>alert(1)</script>', role: 'desk', expiresAt: null }, 'admin');
    const html = await (await admin.open(PATH)).text();
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script>');
  });

  it('shows who is signed in while the tokens cannot be read, and says why', async () => {
    const last = await signedInBy(api, adminToken);
    writeFileSync(join(api.home, 'tokens.json'), '{');
    await api.tokens.open();
    const html = await (await last.open(PATH)).text();
    expect(html).toContain('Access tokens do not work now');
    expect(html).toContain('this is you');
  });
});
