import { startLab, type Row, type NexudusLab } from './support/nexudus-lab';

const newcomer = {
  FullName: 'Ada Winters',
  Email: 'ada@members.example',
  CountryId: 1221,
  SimpleTimeZoneId: 2023,
  CoworkerType: 1,
  Gender: 1,
  TaxRateType: 1,
  ...Object.fromEntries(
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day) => [
      `${day}Attendance`,
      5,
    ]),
  ),
  Businesses: [1001],
  InvoicingBusinessId: 1001,
};

describe('writing to the Nexudus emulator', () => {
  let lab: NexudusLab;
  const create = async (path: string, body: unknown) => idOf((await lab.api('POST', path, body)).json);
  const read = async (path: string, id: unknown) => (await lab.get(`${path}/${String(id)}`)).json;

  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('wraps what it wrote, and gives back the id alone', async () => {
    const { status, json } = await lab.api('POST', 'spaces/coworkers', newcomer);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      Status: 200,
      Message: 'Coworker was successfully created.',
      Errors: null,
      WasSuccessful: true,
      UpdatedBy: 'owner@sandbox.example',
    });
    expect(json['Value']).toEqual({ Id: idOf(json) });
    expect(await read('spaces/coworkers', idOf(json))).toMatchObject({
      FullName: 'Ada Winters',
      Active: true,
    });
  });

  it('refuses what lacks a required field with HTTP 400, Status 500 and the relation by its name', async () => {
    const { status, json } = await lab.api('POST', 'spaces/coworkers', {
      ...newcomer,
      CountryId: undefined,
      Email: '',
    });
    expect(status).toBe(400);
    expect(json).toMatchObject({ Status: 500, WasSuccessful: false, Value: null });
    expect(json['Message']).toContain('Email: is a required field');
    expect(json['Errors']).toMatchObject([{ PropertyName: 'Email' }, { PropertyName: 'Country' }]);
  });

  it('refuses a PUT of the changed fields alone', async () => {
    const id = await create('spaces/coworkers', newcomer);
    expect((await lab.api('PUT', 'spaces/coworkers', { Id: id, FullName: 'Ada Lane' })).status).toBe(400);
  });

  it('takes PUT without an id in the path only', async () => {
    const id = await create('spaces/coworkers', newcomer);
    expect((await lab.api('PUT', `spaces/coworkers/${id}`, { ...newcomer, Id: id })).status).toBe(405);
  });

  it('replaces the whole record: what the body leaves out is cleared, or kept', async () => {
    const id = await create('spaces/coworkers', {
      ...newcomer,
      MobilePhone: '+44 1',
      Notes: 'Likes tea',
      SystemId: 'x-1',
    });
    const short = { ...newcomer, Id: id };
    lab.nexudus.options.putMissing = 'keep';
    await lab.api('PUT', 'spaces/coworkers', short);
    expect(await read('spaces/coworkers', id)).toMatchObject({
      MobilePhone: '+44 1',
      Notes: 'Likes tea',
      SystemId: 'x-1',
      Active: true,
    });

    lab.nexudus.options.putMissing = 'clear';
    await lab.api('PUT', 'spaces/coworkers', short);
    expect(await read('spaces/coworkers', id)).toMatchObject({
      MobilePhone: null,
      Notes: null,
      SystemId: null,
      Active: false,
    });
  });

  it('keeps custom fields that a PUT leaves out, or clears them; the first of two names wins', async () => {
    const fields = {
      Data: [
        { Name: 'wifi', Value: 'a' },
        { Name: 'wifi', Value: 'b' },
        { Name: 'no', Value: null },
      ],
    };
    const id = await create('spaces/coworkers', { ...newcomer, CustomFields: fields });
    const stored = {
      Data: [
        { Name: 'wifi', Value: 'a', JsonValue: null, Type: 'string' },
        { Name: 'no', Value: '', JsonValue: null, Type: 'string' },
      ],
    };
    await lab.api('PUT', 'spaces/coworkers', { ...newcomer, Id: id });
    expect((await read('spaces/coworkers', id))['CustomFields']).toEqual(stored);
    lab.nexudus.options.customFieldsOmitted = 'clear';
    await lab.api('PUT', 'spaces/coworkers', { ...newcomer, Id: id });
    expect((await read('spaces/coworkers', id))['CustomFields']).toBeNull();
  });

  it('ignores read-only and unknown fields that are echoed back, and stamps the change', async () => {
    const id = await create('spaces/coworkers', newcomer);
    const before = await read('spaces/coworkers', id);
    lab.clock.now += 60_000;
    const echo = {
      ...before,
      TariffName: 'Nonsense',
      Archived: true,
      UniqueId: 'mine',
      CreatedOn: '2001-01-01',
      Foo: 1,
    };
    expect((await lab.api('PUT', 'spaces/coworkers', echo)).status).toBe(200);
    expect(await read('spaces/coworkers', id)).toEqual({ ...before, UpdatedOn: '2026-11-03T12:01:00Z' });
  });

  it('changes lists by replacement or by what is added and removed', async () => {
    const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map((name) =>
      Number(lab.nexudus.play.join({ fullName: name, email: null })),
    );
    const id = await create('spaces/teams', { BusinessId: 1001, Name: 'Finch', TeamMembers: [ada, ben] });
    await lab.api('PUT', 'spaces/teams', {
      Id: id,
      BusinessId: 1001,
      Name: 'Finch',
      AddedTeamMembers: [cleo],
      RemovedTeamMembers: [ada],
    });
    expect(await read('spaces/teams', id)).toMatchObject({ TeamMembers: [ben, cleo], CoworkerIds: `${ben},${cleo}` });
    expect(await read('spaces/coworkers', cleo)).toMatchObject({
      Teams: [id],
      TeamIds: String(id),
      TeamNames: 'Finch',
    });
  });

  it('takes booleans as text, and dates in any zone as UTC to the second', async () => {
    const id = await create('spaces/coworkers', newcomer);
    await lab.api('PUT', 'spaces/coworkers', {
      ...newcomer,
      Id: id,
      Active: 'true',
      RegistrationDate: '2026-01-05T10:00:00.5+02:00',
    });
    expect(await read('spaces/coworkers', id)).toMatchObject({
      Active: true,
      RegistrationDate: '2026-01-05T08:00:00Z',
    });
  });

  it.each(['spaces/coworkers', 'billing/coworkercontracts'])('has no DELETE for %s', async (path) => {
    const id = lab.nexudus.play.join({ fullName: 'Ada', email: null, plan: 'Hot Desk' });
    expect((await lab.api('DELETE', `${path}/${id}`)).status).toBe(405);
  });

  it('deletes other records', async () => {
    const id = await create('crm/customfields', {
      BusinessId: 1001,
      Name: 'WiFi',
      RecordType: 1,
      FieldType: 1,
      Visibility: 2,
    });
    expect((await lab.api('DELETE', `crm/customfields/${id}`)).json).toMatchObject({
      Value: null,
      WasSuccessful: true,
    });
    expect((await lab.get(`crm/customfields/${id}`)).status).toBe(404);
  });

  it('says 404 with a JSON string to a dead id, or 500', async () => {
    expect(await lab.get('spaces/coworkers/5')).toMatchObject({ status: 404, text: '"Not found"' });
    lab.nexudus.options.deadId = 500;
    expect(await lab.get('spaces/coworkers/5')).toMatchObject({ status: 500 });
  });

  it('deletes coworkers and cancels contracts by command, and says 200 to a command that fails', async () => {
    const id = Number(lab.nexudus.play.join({ fullName: 'Ada', email: null, plan: 'Hot Desk' }));
    const [contract] = (await lab.get(`billing/coworkercontracts?CoworkerContract_Coworker=${id}`)).rows;
    const run = (path: string, body: unknown) => lab.api('POST', `${path}/runCommand`, body);

    await run('billing/coworkercontracts', { Ids: [contract?.['Id']], Key: 'CANCEL_CONTRACT', Parameters: [] });
    expect(await read('billing/coworkercontracts', contract?.['Id'])).toMatchObject({ Active: false, Cancelled: true });

    const unknown = await run('spaces/coworkers', { Ids: [id], Key: 'NO_SUCH' });
    expect([unknown.status, unknown.json['WasSuccessful']]).toEqual([200, false]);
    expect((await run('spaces/coworkers', { Ids: [id], Key: 'COWORKER_DELETE' })).json['WasSuccessful']).toBe(true);
    expect((await lab.get(`spaces/coworkers/${id}`)).status).toBe(404);
    const commands = (await lab.get('spaces/coworkers/commands')).json;
    expect(commands).toEqual([expect.objectContaining({ Key: 'COWORKER_DELETE', RequiresParameters: [] })]);
  });

  it('refuses a check-in that nothing allows with 200, and keeps it as a failed one', async () => {
    const id = Number(lab.nexudus.play.join({ fullName: 'Vera', email: null }));
    const visit = { CoworkerId: id, BusinessId: 1001, FromTime: '2026-11-03T12:00:00Z' };
    const { status, json } = await lab.api('POST', 'spaces/checkins', visit);
    expect([status, json['WasSuccessful']]).toEqual([200, false]);
    expect((await lab.get(`spaces/failedcheckins?FailedCheckin_Coworker=${id}`)).json['TotalItems']).toBe(1);
  });

  it('falls over an open check-in that did not start today', async () => {
    const id = Number(lab.nexudus.play.join({ fullName: 'Ada', email: null, plan: 'Hot Desk' }));
    const visit = { CoworkerId: id, BusinessId: 1001, FromTime: '2026-11-02T12:00:00Z' };
    const { status, json } = await lab.api('POST', 'spaces/checkins', visit);
    expect(status).toBe(400);
    expect(json['Message']).toMatch(/^Ooops!/);
  });

  it('makes as many passes as it is asked for', async () => {
    const id = Number(lab.nexudus.play.join({ fullName: 'Uma', email: null }));
    const pass = { CoworkerId: id, BusinessId: 1001, TimePassId: 4001 };
    expect((await lab.api('POST', 'billing/coworkertimepasses', pass)).status).toBe(400);
    await create('billing/coworkertimepasses', { ...pass, CreateMultiple: 3, Used: true });
    const { rows } = await lab.get(`billing/coworkertimepasses?CoworkerTimePass_Coworker=${id}`);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({
      TimePassName: 'Day Pass',
      Used: false,
      RemainingUses: 1,
      CheckedIn: false,
    });
  });

  it('answers a broken body with the service’s own words', async () => {
    expect((await lab.api('POST', 'spaces/coworkers', '{"FullName":')).json['Message']).toMatch(/^Ooops!/);
  });
});

function idOf(json: Row): number {
  return (json as { Value: { Id: number } }).Value.Id;
}
