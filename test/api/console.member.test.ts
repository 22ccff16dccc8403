import type { MemberExplanation } from '../../contracts/replayed';
import { GatewayError } from '../../api/ports/gateways';
import { accountId } from '../../domain/replayed/ids';
import { explanation } from './support/builders';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { ended, erased, inTheBuilding, stuck } from './support/member-states';
import { peopleNamed } from './support/people';
import { external, serveApi, type ServedApi } from './support/served-api';

const there = { id: accountId('a-1'), username: 'ada', enabled: true, orgUnit: 'basic-wifi', notes: '' };

let api: ServedApi;
let viewer: ConsoleSession, desk: ConsoleSession & { tokenId: string }, admin: ConsoleSession;
beforeAll(async () => {
  const directory = { ...external().directory, read: () => Promise.resolve(there) };
  api = await serveApi({ people: peopleNamed({ '1001': 'Ada Byron' }), external: { ...external(), directory } });
  [viewer, desk, admin] = [
    await signedInAs(api, 'viewer'),
    await signedInAs(api, 'desk', 'Front desk'),
    await signedInAs(api, 'admin'),
  ];
});
afterAll(() => api.close());
beforeEach(() => {
  api.fake.failure = null;
  api.fake.asked.length = 0;
  api.fake.sent.length = 0;
  api.fake.explanations.clear();
});

const PATH = '/console/members/1001';

const show = async (member: MemberExplanation | null, session = admin, query = '') => {
  if (member !== null) api.fake.explanations.set('1001', member);
  const response = await session.open(PATH + query);
  return { status: response.status, html: await response.text() };
};
/** Without tags. */
const text = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'");
const part = (html: string, id: string): string => html.split(`id="${id}"`)[1]?.split('</section>')[0] ?? '';

describe('the first lines', () => {
  it('are the name and the verdict', async () => {
    const { html } = await show(inTheBuilding());
    expect(html).toMatch(/<h1>Ada Byron<\/h1><div data-live="1001"><section id="answer"[^>]*><p class="verdict">/);
    expect(text(part(html, 'answer'))).toMatch(/Yes May connect until .*: Day Pass #88, checked in/);
  });

  it('have an id where nobody knows the name', async () => {
    api.fake.explanations.set('1002', inTheBuilding());
    expect(await (await admin.open('/console/members/1002')).text()).toContain('<h1>Member 1002</h1>');
  });

  it('say what helps where the answer is no, and what happens by itself', async () => {
    const { html } = await show(ended());
    expect(text(part(html, 'answer'))).toMatch(
      /No May not connect: contract Hot Desk #4411 ended.* What helps: Access comes back when a contract starts/,
    );
    expect(text(part(html, 'ahead'))).toContain('The account is deleted');
  });

  it('speak the language of the console', async () => {
    const { html } = await show(ended(), admin, '?lang=de');
    expect(text(part(html, 'answer'))).toContain('Darf nicht ins WLAN');
    expect(text(part(html, 'timeline'))).toContain('Wie vorgesehen: Darf nicht ins WLAN');
    await show(ended(), admin, '?lang=en');
  });
});

describe('the rest', () => {
  it('are the facts, the account, the link without its address, and the timeline with names', async () => {
    const { html } = await show(inTheBuilding({}, `token:${desk.tokenId}`), viewer);
    expect(text(part(html, 'facts'))).toContain('Check-in #702');
    expect(text(part(html, 'account'))).toMatch(/ada .*open .*50 Mbit\/s down, 20 Mbit\/s up .*as decided/);
    expect(text(part(html, 'account'))).toContain('IronWifi says the same');
    expect(text(part(html, 'letters'))).toMatch(/works 2 of 3 openings left, until/);
    expect(html).not.toContain('/w/');
    const timeline = text(part(html, 'timeline'));
    expect(timeline).toContain('Resend asked for by Front desk');
    expect(timeline).toContain('Webhook Nexudus called: CoworkerCheckin');
    expect(html).toContain('http://temporal.test/namespaces/default/workflows/member%3Amain%3A1001');
  });

  it('has a picture, and the same as a list', async () => {
    const { html } = await show(inTheBuilding());
    const picture = part(html, 'picture');
    expect(picture.match(/<rect class="fill-good"/g)?.length).toBeGreaterThan(8);
    expect(picture.match(/<circle/g)?.length).toBeGreaterThan(15);
    expect(picture).toContain('class="due"');
    expect(text(picture)).toContain('may connect: May connect: Day Pass #88');
  });

  it('says what does not work, and what is still to be written', async () => {
    const { html } = await show(stuck());
    expect(text(part(html, 'facts'))).toContain('IronWifi answered 503');
    expect(text(part(html, 'account'))).toMatch(/to be written change the account: open or closed .*Without e-mail/);
    expect(text(part(html, 'account'))).toContain('IronWifi says otherwise');
    expect(part(html, 'answer')).toContain(`action="${PATH}/retry"`);
  });

  it('writes no script of Nexudus into the page', async () => {
    const evil = '<script>alert(1)</script>';
    const contract = { kind: 'contract' as const, id: '4411', planName: evil };
    const [step] = ended().entitlement?.steps ?? [];
    const member = ended({
      entitlement: { ...explanation().entitlement, steps: [{ ...step, evidence: [contract] }] } as never,
    });
    const { html } = await show(member);
    expect(html).not.toContain(evil);
    expect(html).toContain('&lt;script>alert(1)');
  });
});

describe('a state without an answer', () => {
  it('explains that nobody follows this member, and how to begin', async () => {
    const { status, html } = await show(null, desk);
    expect(status).toBe(404);
    expect(text(html)).toMatch(/Ada Byron .*Latchkey does not follow this member .*1001@members.example/);
    expect(html).toContain(`action="${PATH}/sync"`);
    expect((await show(null, viewer)).html).not.toContain(`action="${PATH}/sync"`);
  });

  it('explains what is no id', async () => {
    const response = await admin.open('/console/members/ada');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('for example 1001');
  });

  it.each(['away', 'silent'] as const)(
    'says what it knows while Temporal or its workers are away: %s',
    async (code) => {
      api.fake.failure = new GatewayError(code, 'gone');
      const { status, html } = await show(null);
      expect(status).toBe(503);
      expect(text(html)).toMatch(/Ada Byron .*cannot be told now .*1001@members.example/);
      expect(html).toContain('data-again="5"');
    },
  );

  it('shows how far an erasure is, and its end', async () => {
    const underWay = (await show(erased(null))).html;
    expect(text(part(underWay, 'erasure'))).toMatch(/under way .*delete the account in IronWifi .*clear the link/);
    expect(part(underWay, 'erasure')).toContain('data-poll="2"');
    const done = (await show(erased(Date.now()))).html;
    expect(text(part(done, 'erasure'))).toContain('Only the id and these dates are kept');
    expect(done).not.toContain('data-poll');
  });
});

describe('acts', () => {
  const forms = (html: string): string[] =>
    [...new Set([...html.matchAll(/action="\/console\/members\/1001\/(\w+)"/g)].map(([, name = '']) => name))].sort();

  it.each([
    ['viewer', () => viewer, []],
    ['desk', () => desk, ['override', 'resend', 'sync']],
    ['admin', () => admin, ['erase', 'override', 'rename', 'resend', 'rotate', 'sync']],
  ] as const)('of the role %s', async (_role, session, names) => {
    expect(forms((await show(inTheBuilding(), session())).html)).toEqual(names);
  });

  it('fit the state', async () => {
    expect(forms((await show(stuck(), desk)).html)).toContain('retry');
    expect(forms((await show(ended({ account: null }))).html)).toEqual(['adopt', 'erase', 'override', 'sync']);
    expect(forms((await show(erased(Date.now()))).html)).toEqual(['sync']);
  });

  it.each(['resend', 'retry', 'rotate', 'rename'])('%s asks, and says so', async (name) => {
    api.fake.explanations.set('1001', stuck());
    const sent = await admin.send(`${PATH}/${name}`);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${PATH}?done=${name}`]);
    expect(api.fake.asked).toEqual([expect.objectContaining({ [name]: '1001' })]);
    expect(part((await show(stuck(), admin, `?done=${name}`)).html, 'answer')).toBeTruthy();
    expect((await show(stuck(), admin, `?done=${name}`)).html).toContain('class="notice good"');
  });

  it('allow and block have an end by the clock of the space, and a reason', async () => {
    api.fake.explanations.set('1001', inTheBuilding());
    const soon = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 16);
    await desk.send(`${PATH}/override`, { access: 'allow', duration: 'hour', at: soon, reason: 'guest' });
    const sent = await desk.send(`${PATH}/override`, {
      access: 'block',
      duration: 'day',
      at: '',
      reason: 'lost laptop',
    });
    expect(sent.headers.get('location')).toBe(`${PATH}?done=block`);
    expect(api.fake.asked).toEqual([
      expect.objectContaining({ access: 'allow', reason: 'guest', until: Date.parse(`${soon}:00Z`) }),
      expect.objectContaining({ access: 'block', until: expect.any(Number) }),
    ]);
  });

  it('without an end is for admins', async () => {
    const { html } = await show(inTheBuilding(), desk);
    expect(html).not.toContain('until it is lifted');
    const refused = await desk.send(`${PATH}/override`, { access: 'block', duration: 'lifted', reason: 'x' });
    expect(refused.status).toBe(403);
    expect(text(await refused.text())).toContain('the role desk allows and blocks for up to 24 hours');
    expect((await admin.send(`${PATH}/override`, { access: 'block', duration: 'lifted', reason: 'x' })).status).toBe(
      303,
    );
    expect(api.fake.asked).toEqual([expect.objectContaining({ access: 'block', until: null })]);
  });

  it.each([
    [{ access: 'block', duration: 'hour', reason: 'asked by ada@example.com' }, 'must not name a person'],
    [{ access: 'block', at: '2020-01-01T10:00', reason: 'x' }, 'must lie in the future'],
    [{ access: 'block', at: 'soon', reason: 'x' }, 'must be a day and a time'],
  ])('say beside the field what is wrong with %j', async (form, says) => {
    api.fake.explanations.set('1001', inTheBuilding());
    const refused = await admin.send(`${PATH}/override`, form);
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toMatch(new RegExp(`<details class="act" open>.*Block.*<p class="wrong" role="alert">${says}`, 's'));
    expect(html).toContain(`value="${form.reason}"`);
  });

  it('lift what an operator has set', async () => {
    const override = {
      access: 'block',
      until: Date.now() + 60_000,
      reason: 'lost laptop',
      by: `token:${desk.tokenId}`,
    } as const;
    const { html } = await show(inTheBuilding({ override: { ...override, at: Date.now() } }), desk);
    expect(text(part(html, 'acts'))).toMatch(/Blocked by hand until .* By Front desk, .*: lost laptop/);
    expect((await desk.send(`${PATH}/lift`)).headers.get('location')).toBe(`${PATH}?done=lift`);
    expect(api.fake.asked).toEqual([expect.objectContaining({ override: '1001', access: null })]);
  });

  it('adopt and erase ask the workflow, and show its refusal where it was asked', async () => {
    api.fake.explanations.set('1001', ended({ account: null }));
    await admin.send(`${PATH}/adopt`, { account: 'a-9' });
    await admin.send(`${PATH}/erase`, { reason: 'request of 3 November', force: 'yes' });
    expect(api.fake.asked).toEqual([
      expect.objectContaining({ adopt: '1001', account: 'a-9' }),
      { erase: '1001', by: expect.any(String), force: true },
    ]);
    const { members } = api.fake.gateways;
    const erase = members.erase.bind(members);
    members.erase = () =>
      Promise.reject(new GatewayError('refused', 'the membership runs', { failure: 'membershipRuns' }));
    const refused = await admin.send(`${PATH}/erase`, { reason: 'request of 3 November' });
    members.erase = erase;
    expect(refused.status).toBe(409);
    expect(await refused.text()).toMatch(/<details class="act" open>.*the membership runs.*request of 3 November/s);
  });

  it('of another site are refused, and the desk does not do what is for admins', async () => {
    api.fake.explanations.set('1001', inTheBuilding());
    expect((await desk.send(`${PATH}/resend`, { csrf: '' })).status).toBe(403);
    expect((await desk.send(`${PATH}/rotate`)).status).toBe(403);
    expect(api.fake.asked).toEqual([]);
  });
});

describe('a sync of one', () => {
  const at = Date.now();
  const steps = async (parts: Partial<MemberExplanation>, asked = true) => {
    const before = inTheBuilding();
    const timeline = asked
      ? [...before.timeline, { at, what: 'sync asked for by admin' }, ...(parts.timeline ?? [])]
      : before.timeline;
    const { html } = await show(
      { ...before, ...parts, timeline },
      desk,
      `?done=sync&after=${new Date(at - 1).toISOString()}`,
    );
    const list = part(html, 'steps');
    const states = [...list.matchAll(/<span class="badge \w+">([^<]+)</g)].map(([, state]) => state);
    return { states, isFollowed: list.includes('data-poll="1"'), text: text(list) };
  };
  const done = { lastLookAt: at + 10, lastWriteAt: at + 20 };

  it('is asked for, and leads to its steps', async () => {
    api.fake.explanations.set('1001', inTheBuilding());
    const sent = await desk.send(`${PATH}/sync`);
    expect(sent.headers.get('location')).toMatch(/^\/console\/members\/1001\?done=sync&after=2/);
    expect(api.fake.sent).toMatchObject([
      { member: '1001', hint: { source: 'operator', by: `token:${desk.tokenId}` } },
    ]);
  });

  it('begins for whom nobody follows', async () => {
    expect((await desk.send(`${PATH}/sync`)).headers.get('location')).toBe(`${PATH}?done=sync`);
  });

  it.each<[string, Partial<MemberExplanation>, string[]]>([
    ['read', {}, ['done', 'under way', 'to come', 'to come', 'to come']],
    [
      'write',
      { ...done, pending: { kind: 'change', fields: ['enabled'] } },
      ['done', 'done', 'done', 'under way', 'to come'],
    ],
    ['end', done, ['done', 'done', 'done', 'done', 'done']],
  ])('is followed to its %s', async (_what, parts, states) => {
    const shown = await steps(parts);
    expect(shown.states).toEqual(states);
    expect(shown.isFollowed).toBe(states.includes('to come'));
  });

  it('says what was decided and written, in its own words', async () => {
    const timeline = [
      { at: at + 10, what: 'denied (none)' },
      { at: at + 20, what: 'account disabled' },
    ];
    expect((await steps({ ...done, timeline })).text).toMatch(
      /Decided May not connect: there is no contract and no pass .*Wrote Account closed/,
    );
  });

  it('says what it fails at', async () => {
    const attention = { lane: 'looker', reason: 'outage', message: 'Nexudus answered 503.', since: at } as const;
    const shown = await steps({ attention });
    expect(shown.states[1]).toBe('failed');
    expect(shown.text).toContain('Nexudus answered 503.');
  });

  it('waits until the workflow has heard of it', async () => {
    expect((await steps({}, false)).states).toEqual(['under way', 'to come', 'to come', 'to come', 'to come']);
  });
});
