import { startLab, type NexudusLab } from './support/nexudus-lab';

describe('reading lists from the Nexudus emulator', () => {
  let lab: NexudusLab;
  const join = (name: string, plan?: string) =>
    lab.nexudus.play.join({ fullName: name, email: `${name.toLowerCase()}@members.example`, plan });
  const names = async (path: string) => (await lab.get(path)).rows.map((row) => row['FullName']);

  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('serves 25 rows unless told otherwise, in an envelope that tells where they stand', async () => {
    for (let index = 0; index < 30; index++) join(`Member${index}`);
    const { json, rows } = await lab.get('spaces/coworkers');
    expect(rows).toHaveLength(25);
    expect(json).toMatchObject({
      CurrentPage: 1,
      PageSize: 25,
      CurrentOrderField: 'Id',
      CurrentSortDirection: 1,
      FirstItem: 1,
      LastItem: 25,
      HasNextPage: true,
      HasPreviousPage: false,
      TotalItems: 30,
      TotalPages: 2,
    });
    const second = (await lab.get('spaces/coworkers?page=2&size=25')).json;
    expect(second).toMatchObject({ FirstItem: 26, LastItem: 30, HasNextPage: false, HasPreviousPage: true });
  });

  it('gives an empty list zeroes', async () => {
    const { json } = await lab.get('spaces/teams');
    expect(json).toMatchObject({
      Records: [],
      TotalItems: 0,
      TotalPages: 0,
      FirstItem: 0,
      LastItem: 0,
      HasNextPage: false,
    });
  });

  it('ignores parameters it does not know', async () => {
    join('Ada');
    join('Ben');
    const { json } = await lab.get(
      'spaces/coworkers?PageSize=1&UpdatedSince=2030-01-01&Coworker_Nonsense=5&Checkin_Coworker=1',
    );
    expect(json['TotalItems']).toBe(2);
  });

  it('clamps sizes above 1000, or honours them', async () => {
    lab.nexudus.seed();
    for (let index = 0; index < 1001; index++)
      lab.nexudus.play.join({ fullName: `M${index}`, email: null, hooks: false });
    expect((await lab.get('spaces/coworkers?size=5000')).rows).toHaveLength(1000);
    lab.nexudus.options.sizeAbove1000 = 'honour';
    expect((await lab.get('spaces/coworkers?size=5000')).rows.length).toBeGreaterThan(1001);
  });

  it.each([
    ['orderBy=FullName&dir=1', ['Ada', 'Ben', 'Cleo']],
    ['orderby=FullName&dir=-1', ['Cleo', 'Ben', 'Ada']],
    ['orderBy=FullName&dir=Descending', ['Cleo', 'Ben', 'Ada']],
    ['dir=-1', ['Ada', 'Cleo', 'Ben']],
  ])('sorts by %s', async (query, expected) => {
    for (const name of ['Ben', 'Cleo', 'Ada']) join(name);
    expect(await names(`spaces/coworkers?${query}`)).toEqual(expected);
  });

  it('filters by properties, relations and nested names', async () => {
    const ada = join('Ada', 'Hot Desk');
    join('Ben', 'Private Office');
    const contracts = async (query: string) => (await lab.get(`billing/coworkercontracts?${query}`)).rows;
    expect(await contracts(`CoworkerContract_Coworker=${ada}`)).toMatchObject([{ TariffName: 'Hot Desk' }]);
    expect(await contracts('CoworkerContract_Coworker_FullName=Ben')).toMatchObject([{ TariffName: 'Private Office' }]);
    expect(await contracts('CoworkerContract_Active=false')).toEqual([]);
    expect(await contracts('CoworkerContract_Tariff=3001')).toHaveLength(1);
    expect(await names('spaces/coworkers?Coworker_Businesses=1001')).toEqual(['Ada', 'Ben']);
    expect(await names('spaces/coworkers?Coworker_InvoicingBusiness=1002')).toEqual([]);
    expect(await names(`spaces/coworkers?Id=${ada}`)).toEqual(['Ada']);
  });

  it('finds text by a part of it, or only by all of it', async () => {
    join('Ada');
    const found = async () => names('spaces/coworkers?Coworker_Email=ada@members');
    expect(await found()).toEqual(['Ada']);
    lab.nexudus.options.stringFilter = 'exact';
    expect(await found()).toEqual([]);
  });

  it('filters by custom field, registered or not', async () => {
    const ada = join('Ada');
    join('Ben');
    lab.nexudus.play.setCustomField(ada, 'wifi_username', 'ada-w');
    expect(await names('spaces/coworkers?Coworker_CustomFields_wifi_username=ada-w')).toEqual(['Ada']);
  });

  it('takes ranges to the minute, bounds included, UTC where no zone is given', async () => {
    join('Ada');
    lab.clock.now += 90_000;
    join('Ben');
    const since = async (query: string) => names(`spaces/coworkers?${query}`);
    expect(await since('from_Coworker_UpdatedOn=2026-11-03T12:01')).toEqual(['Ben']);
    expect(await since('from_Coworker_UpdatedOn=2026-11-03T12:01:59Z')).toEqual(['Ben']);
    expect(await since('to_Coworker_UpdatedOn=2026-11-03T12:00')).toEqual(['Ada']);
    expect(await since('from_Coworker_UpdatedOn=2026-11-03T12:02')).toEqual([]);
  });

  it('leaves the documented fields out of list rows, unless it is told to fill them', async () => {
    const ada = join('Ada', 'Hot Desk');
    const [row] = (await lab.get('spaces/coworkers')).rows;
    for (const field of ['AccessPincode', 'Custom1', 'CoworkerType', 'MobilePhone', 'Businesses', 'Teams', 'Notes'])
      expect(row).not.toHaveProperty(field);
    expect(row).toMatchObject({ FullName: 'Ada', TariffName: 'Hot Desk', CustomFields: null, TeamIds: null });

    const full = (await lab.get(`spaces/coworkers/${ada}`)).json;
    expect(full['AccessPincode']).toMatch(/^\d{5}$/);
    expect(full).toMatchObject({ Custom30: null, Businesses: [1001] });

    lab.nexudus.options.listRows = 'full';
    expect((await lab.get('spaces/coworkers')).rows[0]).toEqual(full);
  });

  it('serves a batch of ids as a bare array, the missing ones missing', async () => {
    const [ada, ben] = [join('Ada'), join('Ben')];
    const { json, rows } = await lab.get(`spaces/coworkers/?id=[${ada},999,${ben}]`);
    expect(json).toBeInstanceOf(Array);
    expect(rows.map((row) => row['FullName'])).toEqual(['Ada', 'Ben']);
    expect(rows[0]).not.toHaveProperty('AccessPincode');
    expect(await names(`spaces/coworkers?Coworker_Id=[${ada},999]`)).toEqual(['Ada']);
  });

  it('hides archived coworkers from lists but not from whoever asks for them', async () => {
    const ada = join('Ada', 'Hot Desk');
    lab.nexudus.play.archive(ada);
    expect((await lab.get('spaces/coworkers')).json['TotalItems']).toBe(0);
    expect((await lab.get('spaces/coworkers?Coworker_Archived=true')).json['TotalItems']).toBe(1);
    expect((await lab.get(`spaces/coworkers?id=[${ada}]`)).json).toHaveLength(1);
    lab.nexudus.options.archivedInLists = true;
    expect((await lab.get('spaces/coworkers')).json['TotalItems']).toBe(1);
  });

  it('has ids beyond 32 bits', async () => {
    for (let index = 0; index < 12; index++) join(`Member${index}`, 'Hot Desk');
    const last = async (path: string) => (await lab.get(`${path}?dir=-1&size=1`)).rows[0]?.['Id'];
    expect(await last('spaces/coworkers')).toBeGreaterThan(2 ** 31);
    expect(await last('billing/coworkercontracts')).toBeGreaterThan(2 ** 31);
  });

  it.each([
    ['sys/businesses', ['Main Street', 'Harbour']],
    ['billing/tariffs', ['Hot Desk', 'Dedicated Desk', 'Private Office', 'Virtual Office', 'Night Owl']],
    ['billing/timepasses', ['Day Pass', '10 Hour Pass']],
  ])('always has what %s needs', async (path, expected) => {
    const { rows } = await lab.get(path);
    expect(rows.map((row) => row['Name'])).toEqual(expected);
  });

  it('gives enums by name', async () => {
    const actions = (await lab.get('utils/enums?name=eWebhookAction')).rows;
    expect(actions).toHaveLength(90);
    expect(actions).toEqual(
      expect.arrayContaining([
        { Id: 11, Name: 'CoworkerContractCancel' },
        { Id: 61, Name: 'AccessControlUpdate' },
        { Id: 90, Name: 'CoworkerPaymentMethodUpdate' },
      ]),
    );
    expect((await lab.get('utils/enums?name=eCheckinSource')).rows[3]).toEqual({ Id: 3, Name: 'NetworkActivity' });
  });

  it('can number its webhook actions otherwise, or keep the numbers to itself', async () => {
    lab.nexudus.options.webhookEnum = 'shifted';
    const moved = (await lab.get('utils/enums?name=eWebhookAction')).rows;
    expect(moved).toHaveLength(90);
    expect(moved).toEqual(expect.arrayContaining([{ Id: 62, Name: 'AccessControlUpdate' }]));
    lab.nexudus.options.webhookEnum = 'absent';
    expect((await lab.get('utils/enums?name=eWebhookAction')).status).toBe(404);
    expect((await lab.get('utils/enums?name=eCheckinSource')).status).toBe(200);
  });
});
