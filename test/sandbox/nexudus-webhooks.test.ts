import type { NexudusOptions } from '../../sandbox/nexudus';
import { sign } from '../../sandbox/nexudus/webhooks/deliveries';
import { call, startLab, startReceiver, type NexudusLab } from './support/nexudus-lab';

describe('the signature', () => {
  const secret = 'demo-shared-secret';

  it.each([
    [
      '[{"Id":1001,"FullName":"Ada Byron"}]',
      'B990F84A2D1DD4B45DC50AB109B9804847B18F592878C978643B6EF1BD2C9C5F',
      'B990F84A2D1DD4B45DC50AB109B9804847B18F592878C978643B6EF1BD2C9C5F',
    ],
    [
      '[{"Id":1002,"FullName":"Zoë 😀"}]',
      '421326ECC3566A67A8F3AC5720285543CF8C1554BCD903715DF1C0DD52BF3831',
      '00D156D71ADA5E2C0B616714C995840635C587F8C9DAD3F22BF271501C60162A',
    ],
    [
      '[]',
      '52D1966F4142BD2C65D880ECA5401C2DDA85D28BAEF467AF25C6CABF026E4883',
      '52D1966F4142BD2C65D880ECA5401C2DDA85D28BAEF467AF25C6CABF026E4883',
    ],
  ])('of %s is upper-case hex over the raw or the folded text', (body, raw, folded) => {
    expect(sign(body, secret, 'raw')).toBe(raw);
    expect(sign(body, secret, 'folded')).toBe(folded);
  });
});

describe('webhooks', () => {
  let lab: NexudusLab;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;

  const setUp = async (options: Partial<NexudusOptions> = {}) => {
    lab = await startLab(options);
    lab.nexudus.installWebhooks(`${receiver.url}/hooks`);
  };
  const join = (plan?: string, businessId?: number) =>
    lab.nexudus.play.join({ fullName: 'Zoë 😀', email: 'zoe@members.example', plan, businessId });
  const hook = async (action: number) =>
    (await lab.get(`sys/webhooks?WebHook_Action=${action}&WebHook_Business=1001`)).rows[0];
  const play = async (scene: () => unknown) => {
    await lab.nexudus.settled();
    receiver.received.length = 0;
    scene();
    await lab.nexudus.settled();
    return receiver.actions().sort();
  };

  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await lab.close();
    await receiver.close();
  });

  it('are installed once for every location and action', async () => {
    await setUp();
    lab.nexudus.installWebhooks(`${receiver.url}/hooks`);
    const { json, rows } = await lab.get('sys/webhooks?size=100');
    expect(json['TotalItems']).toBe(40);
    expect(rows[0]).toMatchObject({
      BusinessId: 1001,
      Action: 2,
      Active: true,
      ErrorCount: 0,
      LastTrigger: null,
    });
    expect(rows[0]?.['URL']).toBe(`${receiver.url}/hooks/1001/CoworkerUpdate`);
    expect(rows[0]).not.toHaveProperty('Description');
  });

  it('are led to another address, and enabled, when they are installed anew; others are left alone', async () => {
    await setUp();
    const record = (await lab.get('sys/webhooks/9001')).json;
    await lab.api('PUT', 'sys/webhooks', { ...record, Active: false });
    const foreign = { BusinessId: 1001, Name: 'door system', Action: 61, URL: 'http://127.0.0.1:9/door', Active: true };
    await lab.api('POST', 'sys/webhooks', foreign);
    lab.nexudus.installWebhooks(`${receiver.url}/hooks`);
    expect((await lab.get('sys/webhooks/9001')).json).toMatchObject({ Active: true });
    lab.nexudus.installWebhooks(`${receiver.url}/elsewhere`);
    const urls = (await lab.get('sys/webhooks?size=100')).rows.map((row) => String(row['URL']));
    expect(urls).toHaveLength(41);
    expect(urls.filter((url) => url.startsWith(`${receiver.url}/elsewhere/`))).toHaveLength(40);
    expect(urls).toContain(foreign.URL);
  });

  it('carry one record in an array, as get-by-id serves it, signed', async () => {
    await setUp();
    const id = join();
    await lab.nexudus.settled();
    const [delivery] = receiver.received;
    expect(delivery?.record).toEqual((await lab.get(`spaces/coworkers/${id}`)).json);
    expect(JSON.parse(delivery?.body ?? '')).toHaveLength(1);
    expect(delivery?.signature).toBe(sign(delivery?.body ?? '', 'sandbox-webhook-secret', 'raw'));
  });

  it('are signed over the folded text if so switched, and not at all without a secret', async () => {
    await setUp({ signature: 'folded' });
    await play(() => join());
    const [folded] = receiver.received;
    expect(folded?.signature).toBe(sign(folded?.body ?? '', 'sandbox-webhook-secret', 'folded'));
    expect(folded?.signature).not.toBe(sign(folded?.body ?? '', 'sandbox-webhook-secret', 'raw'));
    lab.nexudus.options.webhookSecret = null;
    await play(() => join());
    expect(receiver.received[0]?.signature).toBeUndefined();
  });

  it('go to the location they belong to', async () => {
    await setUp();
    await play(() => join('Hot Desk', 1002));
    expect(new Set(receiver.received.map(({ path }) => path.split('/')[2]))).toEqual(new Set(['1002']));
  });

  const access = 'AccessControlUpdate';
  it.each<[string, (lab: NexudusLab, id: string) => unknown, string[]]>([
    ['joining', (l) => l.nexudus.play.join({ fullName: 'A', email: null }), [access, 'CoworkerCreate']],
    [
      'a second contract',
      (l, id) => l.nexudus.play.addContract(id, 'Night Owl'),
      [access, 'CoworkerContractActivate', 'CoworkerContractCreate'],
    ],
    [
      'another plan',
      (l, id) => l.nexudus.play.changePlan(id, 'Private Office'),
      [access, 'CoworkerContractUpdate', 'CoworkerContractUpgradeDowngrade'],
    ],
    [
      'a cancellation',
      (l, id) => l.nexudus.play.cancel(id),
      [access, 'CoworkerContractCancel', 'CoworkerContractUpdate'],
    ],
    ['a pause', (l, id) => l.nexudus.play.pause(id, { from: l.clock.now, until: l.clock.now + 1 }), ['CoworkerUpdate']],
    ['a pass', (l, id) => l.nexudus.play.buyPass(id, { pass: 'Day Pass' }), [access]],
    ['a check-in', (l, id) => l.nexudus.play.checkIn(id), [access, 'CheckinCreated', 'CoworkerCheckin']],
    ['suspending', (l, id) => l.nexudus.play.suspend(id), [access, 'CoworkerUpdate']],
    ['archiving', (l, id) => l.nexudus.play.archive(id), ['CoworkerUpdate']],
    ['another e-mail', (l, id) => l.nexudus.play.changeEmail(id, 'new@members.example'), ['CoworkerUpdate']],
    ['removal', (l, id) => l.nexudus.play.remove(id), ['CoworkerDelete']],
    ['an unpaid invoice', (l, id) => l.nexudus.play.setUnpaid(id, true), []],
    ['a team', (l, id) => l.nexudus.play.createTeam({ name: 'T', memberIds: [id] }), [access, 'TeamCreated']],
  ])('for %s', async (_what, scene, expected) => {
    await setUp();
    const id = join('Hot Desk');
    expect(await play(() => scene(lab, id))).toEqual(expected);
  });

  it('mark the first contract of a member', async () => {
    await setUp();
    expect(await play(() => join('Hot Desk'))).toEqual([
      access,
      access,
      'CoworkerContractActivate',
      'CoworkerContractActivateFirst',
      'CoworkerContractCreate',
      'CoworkerCreate',
    ]);
  });

  it('follow a check-out, with the coworker or with the check-in', async () => {
    await setUp();
    const id = join('Hot Desk');
    lab.nexudus.play.checkIn(id);
    expect(await play(() => lab.nexudus.play.checkOut(id))).toEqual([access, 'CheckinUpdated', 'CoworkerCheckout']);
    const passage = () => receiver.received.find(({ path }) => path.endsWith('CoworkerCheckin'))?.record;
    await play(() => lab.nexudus.play.checkIn(id));
    expect(passage()).toMatchObject({ Id: Number(id), FullName: 'Zoë 😀' });
    lab.nexudus.play.checkOut(id);
    lab.nexudus.options.checkinPayload = 'checkin';
    await play(() => lab.nexudus.play.checkIn(id));
    expect(passage()).toMatchObject({ CoworkerId: Number(id), ToTime: null });
  });

  it('can be left out', async () => {
    await setUp();
    expect(await play(() => lab.nexudus.play.join({ fullName: 'A', email: null, hooks: false }))).toEqual([]);
    lab.nexudus.faults.dropHooks = true;
    expect(await play(() => join())).toEqual([]);
  });

  it('can arrive twice and in the opposite order', async () => {
    await setUp({ hookDuplicates: true });
    const id = join('Hot Desk');
    expect(await play(() => lab.nexudus.play.changeEmail(id, null))).toEqual(['CoworkerUpdate', 'CoworkerUpdate']);
    lab.nexudus.options.hookDuplicates = false;
    lab.nexudus.options.hookReorder = true;
    await play(() => lab.nexudus.play.checkIn(id));
    expect(receiver.actions()).toEqual(['AccessControlUpdate', 'CoworkerCheckin', 'CheckinCreated']);
  });

  it('follow writes through the API as well', async () => {
    await setUp();
    const id = join('Hot Desk');
    const record = (await lab.get(`spaces/coworkers/${id}`)).json;
    await lab.nexudus.settled();
    receiver.received.length = 0;
    await lab.api('PUT', 'spaces/coworkers', { ...record, FullName: 'Zoë Miller' });
    await lab.nexudus.settled();
    expect(receiver.actions()).toEqual(['CoworkerUpdate']);
  });

  it('are made, changed and removed through the API, each for one action that there is', async () => {
    await setUp();
    const record = { BusinessId: 1002, Name: 'wifi', Action: 61, URL: `${receiver.url}/own/61`, Active: true };
    const made = (await lab.api('POST', 'sys/webhooks', record)).json['Value'] as { Id: number };
    const read = async () => (await lab.get(`sys/webhooks/${made.Id}`)).json;
    expect(await read()).toMatchObject({ ...record, ErrorCount: 0, LastError: null, LastTrigger: null });
    await lab.api('PUT', 'sys/webhooks', { ...(await read()), Action: 2, ErrorCount: 9 });
    expect(await read()).toMatchObject({ ...record, Action: 2, ErrorCount: 0 });
    for (const wrong of [{ Action: 91 }, { BusinessId: 999 }, { URL: '' }])
      expect((await lab.api('POST', 'sys/webhooks', { ...record, ...wrong })).status).toBe(400);
    expect((await lab.api('DELETE', `sys/webhooks/${made.Id}`)).json).toMatchObject({ WasSuccessful: true });
    expect((await lab.get(`sys/webhooks/${made.Id}`)).status).toBe(404);
  });

  it('cannot be written for a location that the user has no right to', async () => {
    await setUp();
    lab.nexudus.faults.deniedBusinesses = ['1002'];
    const record = { Name: 'wifi', Action: 61, URL: `${receiver.url}/own/61`, Active: true };
    const status = async (method: string, path: string, body?: object) => (await lab.api(method, path, body)).status;
    expect(await status('POST', 'sys/webhooks', { ...record, BusinessId: 1002 })).toBe(401);
    expect(await status('POST', 'sys/webhooks', { ...record, BusinessId: 1001 })).toBe(200);
    const [there] = (await lab.get('sys/webhooks?WebHook_Business=1002')).rows;
    expect(await status('DELETE', `sys/webhooks/${String(there?.['Id'])}`)).toBe(401);
    expect(await status('PUT', 'sys/webhooks', there)).toBe(401);
    expect(await status('GET', `sys/webhooks/${String(there?.['Id'])}`)).toBe(200);
  });

  it('fire by the account’s own numbers', async () => {
    await setUp({ webhookEnum: 'shifted' });
    const id = join('Hot Desk');
    expect((await hook(62))?.['URL']).toBe(`${receiver.url}/hooks/1001/AccessControlUpdate`);
    expect(await play(() => lab.nexudus.play.changeEmail(id, null))).toEqual(['CoworkerUpdate']);
    const shown = (await call('GET', `${lab.url}/play/webhooks`)).json['records'] as { ActionName: string }[];
    expect(shown[0]?.ActionName).toBe('CoworkerUpdate');
  });

  it('keep their health up to date', async () => {
    await setUp();
    await play(() => join());
    expect(await hook(3)).toMatchObject({ LastTrigger: '2026-11-03T12:00:00Z', LastError: null, ErrorCount: 0 });
  });

  it('are tried again with the same bytes, and switched off without a word at the tenth failure in a row', async () => {
    await setUp();
    receiver.answerWith(500);
    const id = join();
    await untilTrue(async () => (await hook(3))?.['Active'] === false);
    const attempts = receiver.received.filter(({ path }) => path.endsWith('CoworkerCreate'));
    expect(attempts).toHaveLength(10);
    expect(new Set(attempts.map(({ body, signature }) => `${signature} ${body}`)).size).toBe(1);
    expect(await hook(3)).toMatchObject({ ErrorCount: 10, LastError: 'The remote server returned an error: (500).' });

    receiver.answerWith(200);
    expect(await play(() => lab.nexudus.play.changeEmail(id, null))).toEqual(['CoworkerUpdate']);
    expect(await play(() => join())).not.toContain('CoworkerCreate');
  });

  it('count afresh once they are enabled again', async () => {
    await setUp();
    receiver.answerWith(410);
    join();
    await untilTrue(async () => (await hook(3))?.['Active'] === false);
    const record = (await lab.get(`sys/webhooks/${String((await hook(3))?.['Id'])}`)).json;
    receiver.answerWith(204);
    await lab.api('PUT', 'sys/webhooks', { ...record, Active: true });
    expect(await hook(3)).toMatchObject({ Active: true, ErrorCount: 0 });
    expect(await play(() => join())).toContain('CoworkerCreate');
  });

  it('wait for their re-attempt as long as the schedule says', async () => {
    const asked: number[] = [];
    await setUp({ retryDelayMs: (attempt) => asked.push(attempt) && 3_600_000 });
    receiver.answerWith(500);
    await play(() => lab.nexudus.play.join({ fullName: 'A', email: null }));
    expect(asked).toEqual([1, 1]);
    expect(await hook(3)).toMatchObject({ ErrorCount: 1, Active: true });
  });
});

async function untilTrue(test: () => Promise<boolean>): Promise<void> {
  while (!(await test())) await new Promise((resolve) => setImmediate(resolve));
}
