import { packed } from '../../api/console/pages/plans/draft';
import { GatewayError } from '../../api/ports/gateways';
import { memberId, planId } from '../../domain/replayed/ids';
import { draftHash } from '../../domain/settings/draft-hash';
import { defaultMap, required, settingsOf } from '../domain/builders';
import { syncRun, syncSummary } from './support/builders';
import { signedInAs, type ConsoleSession } from './support/console-session';
import { runId } from './support/fake-gateways';
import { dozenMap, dozenShop, settleDozen, settleMap } from './support/plan-map';
import { onSale, type Shop } from './support/plans-on-sale';
import { serveApi, type ServedApi } from './support/served-api';
import { doneRun, fingerprint, packedMarks, whatIfReport } from './support/what-if-report';

let shop: Shop;
let api: ServedApi;
let admin: ConsoleSession;
beforeEach(async () => {
  shop = dozenShop();
  api = await serveApi({ external: shop.external });
  settleDozen(api.fake, shop);
  admin = await signedInAs(api, 'admin');
});
afterEach(() => api.close());

const flex = { group: 'basic-wifi', precedence: 15 };
const draft = packed(new Map([['Flex 5', flex]])) ?? '';
/** As the fake's what-if runs. */
const shownAt = `/console/plans/what-if/${runId(5)}`;

const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text()).replace(/<!-- -->/g, '').replace(/\s+/g, ' ');
/** The cells of the row that begins with this plan. */
function rowOf(html: string, plan: string): string[] {
  const row = html.split('<tr>').find((each) => each.includes(`<strong>${plan}</strong>`)) ?? '';
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, ' ').trim());
}
const draftIn = (answer: Response): unknown => {
  const { searchParams } = new URL(answer.headers.get('location') ?? '', 'http://own');
  return searchParams.get('draft');
};

describe('/console/plans', () => {
  it('shows every plan, first those that members wait for', async () => {
    const html = await textOf(admin.open('/console/plans'));
    expect(rowOf(html, 'Flex 5')).toEqual(['Flex 5', 'London', 'members wait', '12', 'Map']);
    expect(rowOf(html, 'Team Room').slice(1, 6)).toEqual([
      ...['New York', expect.stringContaining('org unit team-rooms')],
      ...['200 Mbit/s down, 100 Mbit/s up, VLAN 20, devices: 3', '45', '64'],
    ]);
    expect(html.indexOf('Flex 5')).toBeLessThan(html.indexOf('Mail Box'));
    expect(html.indexOf('Mail Box')).toBeLessThan(html.indexOf('Team Room'));
    expect(html).toContain('Archived in Nexudus, and not mapped: 1');
  });

  it.each(['viewer', 'desk'] as const)('lets a %s see it, and nothing to change it by', async (role) => {
    const visitor = await signedInAs(api, role);
    const html = await textOf(visitor.open(`/console/plans?draft=${draft}`));
    expect(rowOf(html, 'Hot Desk')).toHaveLength(6);
    expect(html).not.toContain('/console/plans/edit');
    expect(html).not.toContain('/console/plans/what-if');
    expect((await visitor.open('/console/plans/edit?plan=17')).status).toBe(403);
    expect((await visitor.send('/console/plans/what-if', { draft })).status).toBe(403);
    expect((await visitor.send(shownAt, { draft })).status).toBe(403);
    expect(api.fake.asked).toEqual([]);
  });

  it('runs no script that Nexudus has as a name', async () => {
    const name = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
    shop.tariffs.push(onSale('90', name));
    const spiked = packed(new Map([[name, { group: name }]])) ?? '';
    for (const path of [`/console/plans?draft=${spiked}`, `/console/plans/edit?plan=90&draft=${spiked}`]) {
      const html = await textOf(admin.open(path));
      expect(html).toContain('&lt;script>alert(1)');
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('<img src=x');
    }
  });

  it('shows the map while Nexudus is away, and says since when', async () => {
    shop.isAway = true;
    const html = await textOf(admin.open('/console/plans'));
    expect(html).toContain('Nexudus cannot be read now: Nexudus answers 503 (outage)');
    expect(rowOf(html, 'Team Room')[0]).toContain('Team Room');
  });

  it('sends to the settings first where there are none', async () => {
    api.fake.document = null;
    const html = await textOf(admin.open('/console/plans'));
    expect(html).toContain('No settings have been saved yet');
    expect(html).not.toContain('/console/plans/edit');
  });

  it('leaves a draft out that is none', async () => {
    expect(await textOf(admin.open('/console/plans?draft=x'))).toContain('The draft in this address cannot be read');
  });
});

describe('a draft', () => {
  it('takes an entry as it was typed, and shows what it changes', async () => {
    const fields = { plan: '17', wifi: 'yes', group: ' basic-wifi ', precedence: '15', orgUnit: '' };
    const taken = await admin.send('/console/plans/edit', fields);
    expect(taken.status).toBe(303);
    expect(draftIn(taken)).toBe(draft);
    const html = await textOf(admin.open(taken.headers.get('location') ?? ''));
    expect(html).toContain('Group: basic-wifi, Precedence: 15');
    expect(html).toContain('in the draft');
    expect(api.fake.document?.version).toBe(3);
  });

  it('collects several: other fields, no WiFi, and an end', async () => {
    const first = await admin.send('/console/plans/edit', {
      ...{
        plan: '18',
        draft,
        wifi: 'yes',
        group: 'guest-wifi',
        precedence: '5',
        validity: '24h',
        checkInRequired: 'false',
      },
      'attributes.downMbps': '12.5',
    });
    const second = await admin.send('/console/plans/edit', { plan: '13', draft: String(draftIn(first)), wifi: 'no' });
    const third = await admin.send('/console/plans/remove', { plan: '14', draft: String(draftIn(second)) });
    expect(draftIn(third)).toBe(
      packed(
        new Map<string, object | null>([
          ['Flex 5', flex],
          [
            'Evening Pass',
            {
              ...{ group: 'guest-wifi', precedence: 5, validity: '24h', checkInRequired: false },
              attributes: { downMbps: 12.5 },
            },
          ],
          ['Private Office', { group: 'none' }],
          ['Day Pass', null],
        ]) as never,
      ),
    );
    const html = await textOf(admin.open(third.headers.get('location') ?? ''));
    expect(html).toContain('Validity: 12h → 24h, Check-in: only while checked in → also without check-in');
    expect(html).toContain('Group: premium-wifi → no WiFi');
    expect(html).toContain('− removed');
  });

  it('forgets a change that is none', async () => {
    const same = await admin.send('/console/plans/edit', {
      plan: '11',
      wifi: 'yes',
      group: 'basic-wifi',
      precedence: '20',
    });
    expect(same.headers.get('location')).toBe('/console/plans');
  });

  it('says what is wrong beside the field, and keeps what was typed', async () => {
    const fields = { wifi: 'yes', group: '', precedence: 'high', validity: 'long', 'attributes.vlan': '5000' };
    const answer = await admin.send('/console/plans/edit', { plan: '17', ...fields });
    expect(answer.status).toBe(422);
    const html = await textOf(answer);
    const wrong = [...html.matchAll(/id="([^"]+)-wrong">([^<]+)</g)].map(([, field, message]) => `${field} ${message}`);
    expect(wrong).toEqual([
      'group is missing',
      'precedence must be a number, not &quot;high&quot;',
      expect.stringContaining('validity must be a duration'),
      expect.stringContaining('attributes.vlan must be at most 4094'),
    ]);
    expect(html).toContain('value="high"');
    expect(html).toContain('aria-invalid="true"');
  });

  it('means a plan by its id where a name would mean several', async () => {
    shop.tariffs.push(onSale('31', 'Flex 5'), onSale('32', '11'));
    const byId = await admin.send('/console/plans/edit', { plan: '31', wifi: 'yes', ...{ group: 'x' } });
    expect(draftIn(byId)).toBe(packed(new Map([['31', { group: 'x' }]])));
    const likeAnId = await admin.send('/console/plans/edit', { plan: '32', wifi: 'yes', ...{ group: 'x' } });
    expect(draftIn(likeAnId)).toBe(packed(new Map([['32', { group: 'x' }]])));
    expect(await textOf(admin.open('/console/plans/edit?plan=11'))).toContain(
      'all plans of this name: London, New York',
    );
  });

  it('knows no plan that nobody has', async () => {
    expect((await admin.open('/console/plans/edit?plan=4711')).status).toBe(404);
  });
});

describe('a what-if', () => {
  const plans = { ...dozenMap, 'Flex 5': flex };
  const settings = { ...required, plans };

  it('is made of the whole map with the draft in it', async () => {
    const answer = await admin.send('/console/plans/what-if', { draft });
    expect(answer.headers.get('location')).toBe(`${shownAt}?draft=${draft}`);
    expect(api.fake.asked).toMatchObject([{ whatIf: { rules: settings, draft: draftHash(settingsOf(settings)) } }]);
  });

  it('begins from the form at once, where nothing is wrong', async () => {
    const fields = { plan: '17', wifi: 'yes', group: 'basic-wifi', precedence: '15', then: 'show' };
    const answer = await admin.send('/console/plans/edit', fields);
    expect(answer.headers.get('location')).toBe(`${shownAt}?draft=${draft}`);
  });

  it('turns the default map into one of the operator, as far as Nexudus has its plans', async () => {
    settleMap(api.fake, shop, defaultMap);
    if (api.fake.document) api.fake.document.settings = required;
    expect(await textOf(admin.open('/console/plans'))).toContain('the default one holds');
    await admin.send('/console/plans/what-if', { draft });
    const known = Object.fromEntries(Object.entries(defaultMap).filter(([name]) => name !== 'Virtual Office'));
    const [{ whatIf }] = api.fake.asked as [{ whatIf: { rules: { plans: object } } }];
    expect(whatIf.rules.plans).toEqual({ ...known, 'Flex 5': flex });
  });

  it.each([
    [
      new GatewayError('refused', 'bad', {
        failure: 'settingsInvalid',
        errors: [{ path: 'plans.Flex 5.group', message: 'is odd' }],
      }),
      'is odd',
    ],
    [new GatewayError('refused', 'What-if x is under way, and one runs at a time.'), 'one runs at a time'],
  ])('says on the page of the map, and beside the field, why it is refused', async (error, sentence) => {
    api.fake.gateways.connector.resolveDraft = () => Promise.reject(error);
    const page = await admin.send('/console/plans/what-if', { draft });
    expect([409, 422]).toContain(page.status);
    expect(await textOf(page)).toContain(sentence);
    const form = await admin.send('/console/plans/edit', { plan: '17', wifi: 'yes', ...{ group: 'a' }, then: 'show' });
    expect(await textOf(form)).toContain(sentence);
  });

  const at = (id = runId(5)) => `/console/plans/what-if/${id}?draft=${draft}`;

  it('shows how far it has come, and is renewed meanwhile', async () => {
    const progress = { phase: 'directory' as const, done: 3, of: 9, endsAt: null };
    api.fake.runs.set(runId(5), syncRun({ runId: runId(5), dryRun: true, progress }));
    const html = await textOf(admin.open(at()));
    expect(html).toContain('data-poll="1"');
    expect(html).toContain('Reading the accounts: page 3 of 9');
    expect(html).not.toContain('Save exactly this');
  });

  it('shows who gains, loses and moves, what is held, and what it takes', async () => {
    const who = { businessId: null, planId: planId('17'), reason: 'contract', held: false };
    const counts = { gains: 300, loses: 1, moves: 0, unchanged: 40, unknown: 0 };
    api.fake.runs.set(
      runId(5),
      doneRun(
        whatIfReport(settings, {
          affected: [
            { id: memberId('1001'), what: 'gains', ...who, from: null, to: 'basic-wifi' },
            { id: memberId('1002'), what: 'loses', ...who, from: 'basic-wifi', to: null, held: true },
          ],
          counts: { ...counts, held: 1, rescheduled: 0, overruled: 2 },
          byPlan: [{ id: planId('17'), name: '', ...counts }],
          rescheduled: [],
        }),
      ),
    );
    const html = (await textOf(admin.open(at()))).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const shown of [
      '300 + gain access',
      '1 − lose access',
      'Flex 5 300 0 1 40',
      '+ Gain access: 300 The first 1 of 300 are here.',
      'Flex 5 no access → basic-wifi',
      'basic-wifi → no access waits for an operator',
      'Plan changed: 2',
      '0 to Nexudus, 2 to IronWifi',
      'What may not be meant.',
    ])
      expect(html).toContain(shown);
  });

  it('says so where nothing would change, and can be saved all the same', async () => {
    const none = { gains: 0, loses: 0, moves: 0, unchanged: 40, unknown: 0, held: 0, rescheduled: 0, overruled: 0 };
    const report = whatIfReport(settings, { counts: none, affected: [], rescheduled: [], letters: [] });
    api.fake.runs.set(runId(5), doneRun(report, { finishedAt: new Date() }));
    const html = await textOf(admin.open(at()));
    expect(html).toContain('Nobody would have anything else by it');
    expect(html).toContain('Save exactly this');
  });

  it('says why it failed, and can be made anew', async () => {
    const failed = syncRun({ state: 'failed', reason: 'timeout', message: 'Nexudus was silent.' });
    api.fake.runs.set(runId(5), failed);
    const html = await textOf(admin.open(at()));
    expect(html).toContain('Nexudus was silent.');
    expect(html).toContain('Show it anew');
    expect(html).not.toContain('Save exactly this');
  });

  describe('saved', () => {
    const finishedAt = new Date();
    /** One that was shown under an id of its own, and what it comes to when it is made again. */
    function shown(now = whatIfReport(settings)): void {
      const seen = whatIfReport(settings);
      api.fake.syncs = [syncSummary({ runId: runId(2), dryRun: true, fingerprint, finishedAt: finishedAt.getTime() })];
      api.fake.runs.set(runId(2), doneRun(seen, { runId: runId(2), finishedAt }));
      api.fake.runs.set(runId(5), doneRun(now, { runId: runId(5), finishedAt }));
    }
    const save = (fields: Record<string, string> = { draft }) =>
      admin.send(`/console/plans/what-if/${runId(2)}`, fields);

    it('is exactly what was shown', async () => {
      shown();
      const answer = await save();
      expect(answer.headers.get('location')).toBe('/console/plans?done=saved');
      expect(api.fake.document).toMatchObject({ version: 4, settings });
      expect(await textOf(admin.open('/console/plans?done=saved'))).toContain('href="/console/syncs"');
    });

    it('is nothing when members have changed since: it says what, and where to look', async () => {
      const counts = { gains: 0, loses: 1, moves: 2, unchanged: 7, unknown: 0, held: 1, rescheduled: 1, overruled: 0 };
      shown(whatIfReport(settings, { marks: packedMarks({ second: 'loses' }), counts }));
      const answer = await save();
      expect(answer.status).toBe(409);
      const html = await textOf(answer);
      expect(html).toContain('Not saved');
      expect(html).toContain('− lose access: 0, now 1');
      expect(html).toContain(`href="${shownAt}?draft=${draft}"`);
      expect(api.fake.document?.version).toBe(3);
    });

    it.each([
      ['another draft', () => save({ draft: packed(new Map([['Flex 5', { group: 'other' }]])) ?? '' }), 409],
      ['no draft', () => save({}), 409],
      ['a draft without the token of the form', () => save({ draft, csrf: 'x' }), 403],
      ['a what-if that nobody made', () => admin.send(`/console/plans/what-if/${runId(8)}`, { draft }), 404],
    ])('is nothing with %s', async (_what, send, status) => {
      shown();
      expect((await send()).status).toBe(status);
      expect(api.fake.document?.version).toBe(3);
    });

    it('is not offered once the settings have changed', async () => {
      shown();
      if (api.fake.document) api.fake.document.version = 4;
      const html = await textOf(admin.open(at(runId(2))));
      expect(html).toContain('they were at version 3, and are at version 4');
      expect(html).not.toContain('Save exactly this');
      expect((await save()).status).toBe(412);
      expect(api.fake.document?.version).toBe(4);
    });
  });
});
