import { GatewayError } from '../../api/ports/gateways';
import { memberId } from '../../domain/replayed/ids';
import { closedHolds, guarded, heldMembers, heldPeople, holdOf } from './support/holds';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { readable } from './support/readable';
import { serveApi, type ServedApi } from './support/served-api';

const PATH = '/console/holds/12';
const all = heldMembers().map(({ id }) => id);

let api: ServedApi;
let admin: ConsoleSession;
beforeEach(async () => {
  api = await serveApi({ people: heldPeople() });
  guarded(api.fake);
  admin = await signedInAs(api, 'admin');
  api.fake.holds = [holdOf(), ...closedHolds()];
});
afterEach(() => api.close());

const read = (path: string, session = admin) => readable(session.open(path, { 'accept-language': 'en' }));
const ticking = (...ids: string[]) => Object.fromEntries(ids.map((id) => [`tick-${id}`, 'on']));
/** What the confirming page would send. */
async function confirmation(fields: Record<string, string>): Promise<Record<string, string>> {
  const html = await (await admin.send(`${PATH}/approve`, fields)).text();
  const found = [...html.matchAll(/name="(confirmed|seen)" value="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']): [string, string] => [name, value]));
}

describe('/console/holds', () => {
  it('says what waits: for how many, why, where, and what happens without a decision', async () => {
    const text = await read('/console/holds');
    expect(text).toContain('14 members would be shut out of the WiFi');
    expect(text).toContain('A sync found more members of one location to shut out than it may within 24 hours.');
    expect(text).toContain('Where Loft');
    expect(text).toMatch(/It ends on .* everybody keeps what they have/);
  });

  it('says what became of the others, and who is still kept, until when', async () => {
    const text = await read('/console/holds');
    expect(text).toMatch(/3 members would be shut out of the WiFi Loft rejected admin 2 until \d+ \w+ \d{4}/);
    expect(text).toContain('One member would be let in or moved to another level');
    expect(text).toContain('approved access token ab12');
    expect(text).toContain('the whole space, or no known location expired nobody');
    expect(text).toContain('Nobody is held any more');
  });

  it('says that nothing waits', async () => {
    api.fake.holds = [];
    expect(await read('/console/holds')).toContain('Nothing waits for a decision.');
  });

  it('says that it cannot be told while no worker answers', async () => {
    api.fake.gateways.connector.holds = () => Promise.reject(new GatewayError('silent', 'nobody'));
    const away = await admin.open('/console/holds');
    expect(away.status).toBe(503);
    expect(await readable(away)).toContain('No worker answers');
  });
});

describe('/console/holds/{id}', () => {
  it('names who is held, why, what each has and would have, and since when', async () => {
    const text = await read(PATH);
    expect(text).toMatch(/Ada Byron 1001 The contract ended on .*? basic-wifi no WiFi Bea Ortiz/);
    expect(text).toContain('Eli Ngata 1005 This member is suspended in Nexudus');
    expect(text).toContain('did their memberships really end?');
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ ids: all }));
  });

  it('says since when each is held, where some came later', async () => {
    expect(await read(PATH)).not.toContain('Held since');
    api.fake.holds[0]?.members.push({ id: memberId('1099'), reason: 'none', since: Date.now() });
    expect(await read(PATH)).toMatch(/1099 There is no contract and no pass basic-wifi no WiFi \d+ \w+ \d{4}/);
  });

  it('shows the rest where names, or what members have, cannot be read', async () => {
    api.fake.gateways.members.list = () => Promise.reject(new GatewayError('away', 'gone'));
    const text = await read(PATH);
    expect(text).toContain('Which access they have now cannot be shown: Temporal does not answer');
    expect(text).toContain('Bea Ortiz');
    expect(text).toContain('not known');
  });

  it('tells a lower level, and a grant, from being shut out', async () => {
    api.fake.holds = [
      holdOf({ members: [{ ...heldMembers(1)[0], id: memberId('1001'), reason: 'contract', stated: '12' }] }),
    ];
    const lowered = await read(PATH);
    expect(lowered).toContain('One member would get a lower level');
    expect(lowered).toContain('WiFi by plan 12');
    api.fake.holds = [
      holdOf({
        cause: 'changes',
        members: heldMembers(2).map((each) => ({ ...each, reason: 'contract', stated: '12' })),
      }),
    ];
    expect(await read(PATH)).toContain('2 members would be let in or moved to another level');
    expect(await readable(admin.send(`${PATH}/approve`, { which: 'all' }))).toContain(
      '2 people will be let in or moved to another level now.',
    );
  });

  it('shows a hundred at a time', async () => {
    const members = Array.from({ length: 230 }, (_, i) => ({
      id: memberId(String(2000 + i)),
      reason: 'none',
      stated: '',
    }));
    api.fake.holds = [holdOf({ members, more: 3000 })];
    const text = await read(`${PATH}?page=3`);
    expect(text).toContain('2229');
    expect(text).not.toContain('2199');
    expect(text).toContain('3000 more are held and not listed one by one');
    expect(text).toContain('Approve all 3230');
  });

  it.each(['viewer', 'desk'] as const)('shows it to the %s, who decides nothing', async (role) => {
    const session = await signedInAs(api, role);
    const text = await read(PATH, session);
    expect(text).toContain('Ada Byron');
    expect(text).toContain('An admin decides about it.');
    expect(text).not.toContain('Approve');
    expect((await session.send(`${PATH}/approve`, { which: 'all' })).status).toBe(403);
    expect((await session.send(`${PATH}/reject`, { reason: 'no' })).status).toBe(403);
  });

  it('says that there is none of this id', async () => {
    expect((await admin.open('/console/holds/99')).status).toBe(404);
  });

  it('says who rejected it and why, and who is still kept', async () => {
    const text = await read('/console/holds/11');
    expect(text).toMatch(/Rejected by admin on .*: “A bulk edit went wrong.”/);
    expect(text).toMatch(/2 members still keep what they have because of this. On .* you are asked again/);
    expect(text).toMatch(/Bea Ortiz 1002 .* no longer kept/);
    expect(text).toMatch(/Cem Yıldız 1003 .* still kept/);
  });
});

describe('approving', () => {
  it('says what will happen before it does, and lets it happen for the ticked: the others stay held', async () => {
    const asked = await readable(admin.send(`${PATH}/approve`, { which: 'ticked', ...ticking('1001', '1002') }));
    expect(asked).toContain(
      '2 people will be shut out of the WiFi now. The other 12 stay held and keep what they have.',
    );
    expect(asked).toContain('Ada Byron 1001 The contract ended');
    expect(asked).not.toContain('Cem');
    expect(api.fake.asked).not.toContainEqual(expect.objectContaining({ verdict: 'approve' }));

    const done = await admin.send(`${PATH}/approve`, await confirmation(ticking('1001', '1002')));
    expect(done.headers.get('location')).toBe(`${PATH}?done=approved`);
    expect(api.fake.asked).toContainEqual(expect.objectContaining({ id: '12', members: ['1001', '1002'] }));
    const text = await read(`${PATH}?done=approved`);
    expect(text).toContain('Approved. A sync carries it out now.');
    expect(text).toContain('12 members would be shut out of the WiFi');
  });

  it('approves all who were shown, by their ids: who joins them meanwhile stays held', async () => {
    const fields = await confirmation({ which: 'all' });
    api.fake.holds[0]?.members.push({ id: memberId('1099'), reason: 'ended', stated: '' });
    expect((await admin.send(`${PATH}/approve`, fields)).status).toBe(303);
    expect(api.fake.holds[0]).toMatchObject({ state: 'open', members: [{ id: '1099' }] });
  });

  it('approves a hold with more than are listed as a whole, unless it has changed', async () => {
    api.fake.holds = [holdOf({ more: 90 })];
    const fields = await confirmation({ which: 'all' });
    expect(fields).toEqual({ confirmed: 'all', seen: '104' });
    api.fake.holds = [holdOf({ more: 120 })];
    const stale = await admin.send(`${PATH}/approve`, fields);
    expect(stale.status).toBe(409);
    expect(await readable(stale)).toContain('the hold is another one than you saw');
    expect((await admin.send(`${PATH}/approve`, { ...fields, seen: '134' })).status).toBe(303);
    expect(api.fake.holds[0]).toMatchObject({ state: 'approved' });
  });

  it('wants somebody to be ticked', async () => {
    const refused = await admin.send(`${PATH}/approve`, { which: 'ticked' });
    expect(refused.status).toBe(422);
    expect(await readable(refused)).toContain('Nobody is ticked');
  });

  it('explains a second click', async () => {
    const some = await confirmation(ticking('1001'));
    await admin.send(`${PATH}/approve`, some);
    const again = await admin.send(`${PATH}/approve`, some);
    expect(again.status).toBe(409);
    expect(await readable(again)).toContain('Nothing was changed: Ada Byron left the hold after you looked at it.');
    await admin.send(`${PATH}/approve`, await confirmation({ which: 'all' }));
    const closed = await admin.send(`${PATH}/approve`, { which: 'all' });
    expect(closed.status).toBe(409);
    expect(await readable(closed)).toMatch(
      /this hold has been closed in the meantime. State approved Approved by the admin on/,
    );
  });

  it('explains that somebody who was ticked has left the hold', async () => {
    api.fake.holds = [holdOf({ members: heldMembers(3) })];
    const stale = await admin.send(`${PATH}/approve`, { which: 'ticked', ...ticking('1002', '1009') });
    expect(stale.status).toBe(409);
    expect(await readable(stale)).toContain('Ivo Kovač left the hold');
  });
});

describe('rejecting', () => {
  it('takes a reason, says until when everybody is kept, and then who is', async () => {
    expect(await read(PATH)).toMatch(/Nobody is changed for this reason until about \d+ \w+ \d{4}/);
    const done = await admin.send(`${PATH}/reject`, { reason: 'The edit was wrong.' });
    expect(done.headers.get('location')).toBe(`${PATH}?done=rejected`);
    const text = await read(`${PATH}?done=rejected`);
    expect(text).toContain('Rejected: everybody keeps what they have.');
    expect(text).toContain('14 members still keep what they have because of this.');
  });

  it.each(['', 'ada@members.example has left', 'x'.repeat(201)])('refuses %p beside the field', async (reason) => {
    const refused = await admin.send(`${PATH}/reject`, { reason });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('Say why, in up to 200 characters and without an address.');
    expect(html).toContain('<details class="act" open');
  });

  it('explains that somebody else was quicker', async () => {
    await admin.send(`${PATH}/approve`, await confirmation({ which: 'all' }));
    const late = await admin.send(`${PATH}/reject`, { reason: 'No.' });
    expect(late.status).toBe(409);
    expect(await readable(late)).toContain('this hold has been closed in the meantime');
  });
});
