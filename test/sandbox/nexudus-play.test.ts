import { createNexudus, Refusal } from '../../sandbox/nexudus';
import { basic, call, startLab, type Row, type NexudusLab } from './support/nexudus-lab';

const hour = 3_600_000;
const day = 24 * hour;

describe('playing a day in Nexudus', () => {
  let lab: NexudusLab;
  const person = (plan?: string) =>
    lab.nexudus.play.join({ fullName: 'Ada Winters', email: 'ada@members.example', plan });
  const coworker = async (id: string) => (await lab.get(`spaces/coworkers/${id}`)).json;
  const related = async (path: string, entity: string, id: string) =>
    (await lab.get(`${path}?${entity}_Coworker=${id}`)).rows;
  const contracts = (id: string) => related('billing/coworkercontracts', 'CoworkerContract', id);
  const passes = (id: string) => related('billing/coworkertimepasses', 'CoworkerTimePass', id);

  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  describe('contracts', () => {
    it('sum up on the coworker without touching its UpdatedOn', async () => {
      const id = person('Hot Desk');
      const before = await coworker(id);
      lab.clock.now += hour;
      const second = lab.nexudus.play.addContract(id, 'Virtual Office');
      const after = await coworker(id);
      expect(after).toMatchObject({ TariffName: 'Hot Desk', CoworkerContractTariffNames: 'Hot Desk,Virtual Office' });
      expect(after['CoworkerContractIds']).toBe(`${String(before['CoworkerContractIds'])},${second}`);
      expect(after['UpdatedOn']).toBe(before['UpdatedOn']);
      expect((await contracts(id)).map((row: Row) => row['MainContract'])).toEqual([true, false]);
    });

    it('stay active until a cancellation date ahead has come', async () => {
      const id = person('Hot Desk');
      lab.nexudus.play.cancel(id, { at: lab.clock.now + day });
      expect((await contracts(id))[0]).toMatchObject({
        Active: true,
        Cancelled: false,
        CancellationDate: '2026-11-04T12:00:00Z',
      });
      lab.clock.now += day;
      expect((await contracts(id))[0]).toMatchObject({ Active: false, Cancelled: true });
      expect(await coworker(id)).toMatchObject({ CoworkerContractIds: null, TariffId: null, TariffName: null });
    });

    it('end at the first instant of their date', async () => {
      const id = person('Hot Desk');
      lab.nexudus.play.cancel(id, { at: '2026-11-04T00:00:00Z' });
      lab.clock.now = Date.parse('2026-11-03T23:59:59Z');
      expect((await contracts(id))[0]).toMatchObject({ Active: true, Cancelled: false });
      lab.clock.now += 1_000;
      expect((await contracts(id))[0]).toMatchObject({ Active: false, Cancelled: true });
    });

    it('that start later say active already, or not', async () => {
      const id = lab.nexudus.play.join({ fullName: 'Isla', email: null, plan: 'Hot Desk', start: lab.clock.now + day });
      expect((await contracts(id))[0]).toMatchObject({ Active: true });
      lab.nexudus.options.futureContracts = 'inactive';
      expect((await contracts(id))[0]).toMatchObject({ Active: false });
      expect((await coworker(id))['CoworkerContractIds']).toBeNull();
    });

    it('stay active while they are paused', async () => {
      const id = person('Hot Desk');
      lab.nexudus.play.pause(id, { from: lab.clock.now, until: lab.clock.now + day });
      expect((await contracts(id))[0]).toMatchObject({
        Active: true,
        InPausedPeriod: true,
        InPausedPeriodUntil: '2026-11-04T12:00:00Z',
      });
      lab.nexudus.play.resume(id);
      expect((await contracts(id))[0]).toMatchObject({ InPausedPeriod: false, InPausedPeriodUntil: null });
    });

    it('change plan in place or by a new contract, now or later', async () => {
      const id = person('Hot Desk');
      lab.nexudus.play.changePlan(id, 'Dedicated Desk');
      expect(await contracts(id)).toMatchObject([{ TariffName: 'Dedicated Desk' }]);

      lab.nexudus.play.changePlan(id, 'Private Office', { shape: 'replace' });
      expect(await contracts(id)).toMatchObject([
        { TariffName: 'Dedicated Desk', Active: false, CancellationReason: 12 },
        { TariffName: 'Private Office', Active: true },
      ]);

      lab.nexudus.play.changePlan(id, 'Hot Desk', { at: lab.clock.now + day });
      expect(await coworker(id)).toMatchObject({ TariffName: 'Private Office', NextTariffName: 'Hot Desk' });
      lab.clock.now += day;
      expect(await coworker(id)).toMatchObject({ TariffName: 'Hot Desk' });
    });

    it('carry their dates in the time zone of their location as well', async () => {
      const id = lab.nexudus.play.join({ fullName: 'Maya', email: null, plan: 'Hot Desk', businessId: 1002 });
      expect((await contracts(id))[0]).toMatchObject({
        StartDate: '2026-11-03T12:00:00Z',
        StartDateLocal: '2026-11-03T07:00:00',
        IssuedById: 1002,
        IssuedByName: 'Harbour',
      });
    });
  });

  describe('visits', () => {
    it('use up a day pass once, for the whole local day', async () => {
      const id = person();
      lab.nexudus.play.buyPass(id, { pass: 'Day Pass' });
      lab.nexudus.play.checkIn(id);
      expect(await passes(id)).toMatchObject([
        { Used: true, UsedDate: '2026-11-03T12:00:00Z', RemainingUses: 0, CheckedIn: true },
      ]);
      lab.clock.now += hour;
      lab.nexudus.play.checkOut(id);
      lab.nexudus.play.checkIn(id);
      lab.nexudus.play.checkOut(id);
      lab.clock.now += day;
      expect(() => lab.nexudus.play.checkIn(id)).toThrow(Refusal);
    });

    it('use up a day pass until the next daily cut-off', () => {
      lab.nexudus.options.dailyCutOff = '03:00';
      lab.clock.now = Date.parse('2026-11-03T22:00:00Z');
      const id = person();
      lab.nexudus.play.buyPass(id, { pass: 'Day Pass' });
      lab.nexudus.play.checkIn(id);
      lab.nexudus.play.checkOut(id);
      lab.clock.now = Date.parse('2026-11-04T02:59:59Z');
      lab.nexudus.play.checkIn(id);
      lab.nexudus.play.checkOut(id);
      lab.clock.now += 1_000;
      expect(() => lab.nexudus.play.checkIn(id)).toThrow(Refusal);
    });

    it('need no pass where customers pay as they go, nor for attendees of bookings', async () => {
      const [customer, attendee] = [person(), person()];
      expect(() => lab.nexudus.play.checkIn(customer)).toThrow(Refusal);
      lab.nexudus.play.checkIn(attendee, { attendee: true });
      lab.nexudus.options.payAsYouGo = true;
      lab.nexudus.play.checkIn(customer);
      lab.nexudus.play.suspend(person('Hot Desk'));
      for (const id of [customer, attendee])
        expect(await related('spaces/checkins', 'Checkin', id)).toMatchObject([
          { ToTime: null, CoworkerTimePassGuid: null },
        ]);
    });

    it('need the hours of a pass, which are stored as times of a January, in UTC', async () => {
      const id = person();
      lab.nexudus.play.buyPass(id, { pass: 'Day Pass' });
      lab.nexudus.play.setHours('Day Pass', [{ weekday: 2, from: '13:00', to: '18:00' }]);
      expect((await lab.get('billing/timepasstimeslots')).json['Records']).toMatchObject([
        { TimePassId: 4001, DayOfWeek: 2, FromTime: '1976-01-01T13:00:00Z', ToTime: '1976-01-01T18:00:00Z' },
      ]);
      expect(() => lab.nexudus.play.checkIn(id)).toThrow(Refusal);
      lab.clock.now += hour;
      lab.nexudus.play.checkIn(id);
    });

    it('need the contract of a pass that a plan issued', async () => {
      const id = person('Virtual Office');
      const [contract] = await contracts(id);
      lab.nexudus.play.buyPass(id, { pass: 'Day Pass', fromContract: String(contract?.['Id']) });
      expect(await passes(id)).toMatchObject([
        { IsFromTariff: true, CoworkerContractUniqueId: contract?.['UniqueId'] as string },
      ]);
      lab.nexudus.play.cancel(id);
      expect(() => lab.nexudus.play.checkIn(id)).toThrow(Refusal);
    });

    it('take their minutes from a minute pass', async () => {
      const id = person();
      lab.nexudus.play.buyPass(id, { pass: '10 Hour Pass' });
      lab.nexudus.play.checkIn(id);
      lab.clock.now += 1.5 * hour;
      lab.nexudus.play.checkOut(id);
      expect(await passes(id)).toMatchObject([{ TotalUses: 600, RemainingUses: 510, Used: false, CheckedIn: false }]);
      lab.nexudus.play.checkIn(id);
      lab.clock.now += 9 * hour;
      lab.nexudus.play.checkOut(id);
      expect(await passes(id)).toMatchObject([{ RemainingUses: 0, Used: true }]);
    });

    it('are open until the check-out, and a second check-in only shows activity', async () => {
      const id = person('Hot Desk');
      const visit = lab.nexudus.play.checkIn(id, { source: 2 });
      lab.clock.now += hour;
      expect(lab.nexudus.play.checkIn(id)).toBe(visit);
      const [open] = await related('spaces/checkins', 'Checkin', id);
      expect(open).toMatchObject({
        ToTime: null,
        Source: 2,
        LastActivity: '2026-11-03T13:00:00Z',
        FromTimeLocal: '2026-11-03T12:00:00',
      });
      lab.nexudus.play.checkOut(id);
      expect((await related('spaces/checkins', 'Checkin', id))[0]).toMatchObject({ ToTime: '2026-11-03T13:00:00Z' });
      expect(() => lab.nexudus.play.checkOut(id)).toThrow(Refusal);
    });

    it.each<[string, (lab: NexudusLab, id: string) => void]>([
      ['a contact', () => undefined],
      ['an expired pass', (l, id) => void l.nexudus.play.buyPass(id, { pass: 'Day Pass', expires: l.clock.now - 1 })],
      [
        'a paused plan',
        (l, id) => {
          l.nexudus.play.addContract(id, 'Hot Desk');
          l.nexudus.play.pause(id, { from: l.clock.now, until: l.clock.now + 1000 });
        },
      ],
      [
        'a suspended member',
        (l, id) => {
          l.nexudus.play.addContract(id, 'Hot Desk');
          l.nexudus.play.suspend(id);
        },
      ],
    ])('are refused to %s, and the failure is on record', async (_what, prepare) => {
      const id = person();
      prepare(lab, id);
      expect(() => lab.nexudus.play.checkIn(id)).toThrow('no valid pass or plan allowance');
      expect(await related('spaces/failedcheckins', 'FailedCheckin', id)).toHaveLength(1);
    });

    it('end for everybody at the daily cut-off', async () => {
      const ids = [person('Hot Desk'), person('Hot Desk')];
      ids.forEach((id) => lab.nexudus.play.checkIn(id));
      lab.nexudus.play.cutOff();
      for (const id of ids)
        expect((await related('spaces/checkins', 'Checkin', id))[0]).not.toMatchObject({ ToTime: null });
    });
  });

  describe('teams', () => {
    it('let members in on what the paying member has', async () => {
      const [payer, guest, sharer, friend] = [person('Private Office'), person(), person(), person()] as [
        string,
        string,
        string,
        string,
      ];
      lab.nexudus.play.createTeam({ name: 'Finch', payingMemberId: payer, memberIds: [payer, guest] });
      lab.nexudus.play.checkIn(guest);
      lab.nexudus.play.buyPass(sharer, { pass: 'Day Pass' });
      const team = lab.nexudus.play.createTeam({
        name: 'Lantern',
        payingMemberId: sharer,
        memberIds: [sharer],
        shareTimePasses: true,
      });
      expect(() => lab.nexudus.play.checkIn(friend)).toThrow(Refusal);
      lab.nexudus.play.addToTeam(team, friend);
      lab.nexudus.play.checkIn(friend);
      expect(await passes(sharer)).toMatchObject([{ Used: true }]);
      lab.nexudus.play.removeFromTeam(team, friend);
      expect((await coworker(friend))['TeamIds']).toBeNull();
    });

    it('lose a member who is removed, with all that was the member’s', async () => {
      const id = person('Hot Desk');
      const team = lab.nexudus.play.createTeam({ name: 'Finch', payingMemberId: id, memberIds: [id] });
      lab.nexudus.play.remove(id);
      expect((await lab.get(`spaces/coworkers/${id}`)).status).toBe(404);
      expect(await contracts(id)).toEqual([]);
      expect((await lab.get(`spaces/teams/${team}`)).json).toMatchObject({ TeamMembers: [], PayingMemberId: null });
    });
  });

  it('marks people unpaid, archived, suspended and back', async () => {
    const id = person('Hot Desk');
    const before = (await coworker(id))['UpdatedOn'];
    lab.clock.now += hour;
    lab.nexudus.play.setUnpaid(id, true);
    expect(await coworker(id)).toMatchObject({ HasDueInvoices: true, UpdatedOn: before });
    lab.nexudus.play.suspend(id);
    lab.nexudus.play.archive(id);
    expect(await coworker(id)).toMatchObject({ Active: false, Archived: true });
    lab.nexudus.play.activate(id);
    lab.nexudus.play.restore(id);
    expect(await coworker(id)).toMatchObject({ Active: true, Archived: false });
  });

  it('refuses what cannot be, saying what', () => {
    expect(() => lab.nexudus.play.suspend('5')).toThrow('There is no coworker 5.');
    expect(() => person('Gold')).toThrow('There is no plan "Gold".');
    expect(() => lab.nexudus.play.cancel(person())).toThrow(/has no such contract/);
  });

  describe('the seeded space', () => {
    it('has about forty people, in every state, and is not seeded twice', async () => {
      lab.nexudus.seed();
      lab.nexudus.seed();
      const { json } = await call('GET', `${lab.url}/play/space`);
      expect(json['total']).toBeGreaterThanOrEqual(38);
      expect(json['total']).toBeLessThanOrEqual(45);
      const states = new Set((json['members'] as Row[]).map((member) => member['state']));
      expect([...states].sort()).toEqual([
        'archived',
        'contact',
        'ended',
        'leaving',
        'member',
        'pass',
        'paused',
        'starting',
        'suspended',
        'team',
      ]);
    });

    it('has the awkward ones: no e-mail, one e-mail for two, names beyond ASCII, a plan nobody maps', async () => {
      lab.nexudus.seed();
      const rows = (await lab.get('spaces/coworkers?size=100')).rows;
      const emails = rows.map((row: Row) => row['Email']);
      expect(emails.filter((email) => email === null)).toHaveLength(1);
      expect(emails.filter((email) => (email as string | null) === 'studio.marino@members.example')).toHaveLength(2);
      expect(rows.some((row: Row) => row['FullName'] === 'Zoë Müller 😀')).toBe(true);
      expect(rows.some((row: Row) => row['TariffName'] === 'Night Owl')).toBe(true);
      expect(rows.some((row: Row) => row['InvoicingBusinessId'] === (1002 as unknown))).toBe(true);
    });

    it('tells nobody', async () => {
      lab.nexudus.installWebhooks('http://127.0.0.1:9/hooks');
      lab.nexudus.seed();
      await lab.nexudus.settled();
      expect(lab.nexudus.webhookDeliveries).toEqual([]);
    });
  });

  it('survives a restart as plain JSON', async () => {
    lab.nexudus.seed();
    const state: unknown = JSON.parse(JSON.stringify(lab.nexudus.snapshot()));
    const again = createNexudus({ now: () => lab.clock.now });
    again.restore(state);
    expect(again.snapshot()).toEqual(state);
    const next = again.play.join({ fullName: 'New', email: null });
    expect(next).toBe(lab.nexudus.play.join({ fullName: 'New', email: null }));
    await again.close();
  });

  it('tells its listeners of every change until they leave', () => {
    let changes = 0;
    const leave = lab.nexudus.onChange(() => changes++);
    const id = person();
    expect(changes).toBe(1);
    lab.nexudus.play.setUnpaid(id, true);
    expect(changes).toBe(2);
    leave();
    lab.nexudus.play.suspend(id);
    expect(changes).toBe(2);
  });

  describe('over HTTP', () => {
    const post = (verb: string, body: unknown) => call('POST', `${lab.url}/play/${verb}`, body);

    it('plays every verb', async () => {
      const { json } = await post('join', { fullName: 'Ada', email: 'ada@members.example', plan: 'Hot Desk' });
      const id = json['id'];
      const from = lab.clock.now;
      const scenes: [string, object][] = [
        ['buyPass', { pass: 'Day Pass' }],
        ['changePlan', { plan: 'Private Office' }],
        ['addContract', { plan: 'Night Owl' }],
        ['checkIn', {}],
        ['checkOut', {}],
        ['cutOff', {}],
        ['pause', { from, until: from + day }],
        ['resume', {}],
        ['suspend', {}],
        ['activate', {}],
        ['archive', {}],
        ['restore', {}],
        ['changeEmail', { email: 'b@members.example' }],
        ['changeName', { fullName: 'Ada Lane' }],
        ['setCustomField', { name: 'wifi', value: 'x' }],
        ['setUnpaid', { unpaid: true }],
        ['cancel', { at: from + day }],
      ];
      for (const [verb, body] of scenes)
        expect([verb, (await post(verb, { id, ...body })).status]).toEqual([verb, 200]);
      const team = (await post('createTeam', { name: 'Finch', memberIds: [] })).json['id'];
      for (const verb of ['addToTeam', 'removeFromTeam', 'remove'])
        expect([verb, (await post(verb, { id, teamId: team })).status]).toEqual([verb, 200]);
    });

    it('says what is wrong', async () => {
      expect(await post('suspend', { id: '5' })).toMatchObject({
        status: 409,
        json: { error: 'There is no coworker 5.' },
      });
      expect(await post('join', {})).toMatchObject({ status: 400 });
      expect(await post('cancel', { id: person('Hot Desk'), at: 'soon' })).toMatchObject({
        status: 400,
        json: { error: '"soon" is not a date.' },
      });
      expect((await post('dance', {})).status).toBe(404);
    });

    it('shows and turns faults and switches', async () => {
      const faults = `${lab.url}/play/faults`;
      expect((await call('GET', faults)).json).toMatchObject({
        faults: { down: 'off' },
        choices: { down: ['off', 'refuse', '500', '503', 'hang'] },
      });
      expect((await call('PUT', faults, { throttle: true, slowMs: 5 })).json).toMatchObject({
        faults: { throttle: true, slowMs: 5 },
      });
      expect(lab.nexudus.faults.throttle).toBe(true);
      expect((await call('PUT', faults, { down: 'sideways' })).status).toBe(400);
      await call('PUT', `${lab.url}/play/switches`, { signature: 'folded', rowLagMs: 250 });
      expect(lab.nexudus.options).toMatchObject({ signature: 'folded', rowLagMs: 250 });
      expect((await call('GET', `${lab.url}/play/switches`)).json['faults']).not.toHaveProperty('webhookSecret');
    });

    it('shows webhooks and enables them again', async () => {
      lab.nexudus.installWebhooks('http://127.0.0.1:9/hooks');
      const record = (await lab.get('sys/webhooks/9001')).json;
      await call('PUT', `${lab.url}/nexudus/api/sys/webhooks`, { ...record, Active: false }, basic());
      expect((await call('GET', `${lab.url}/play/webhooks`)).json['records']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            Active: false,
            ActionName: 'CoworkerUpdate',
          }),
        ]),
      );
      expect((await call('POST', `${lab.url}/play/webhooks/enable`)).json['records']).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            Active: true,
          }),
        ]),
      );
    });
  });
});
