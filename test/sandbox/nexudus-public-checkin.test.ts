import { startLab, type NexudusLab } from './support/nexudus-lab';

describe('the check-in call of WiFi gear', () => {
  let lab: NexudusLab;
  const email = 'ada@members.example';
  const knock = (body: object) => lab.api('POST', 'public/checkin', body, {});
  const join = async (plan?: string) => {
    const id = lab.nexudus.play.join({ fullName: 'Ada', email, plan });
    return { id, pincode: (await lab.get(`spaces/coworkers/${id}`)).json['AccessPincode'] };
  };
  const visits = async (id: string) => (await lab.get(`spaces/checkins?Checkin_Coworker=${id}`)).rows;

  beforeEach(async () => {
    lab = await startLab();
  });
  afterEach(() => lab.close());

  it('checks a member in by PIN, until the local day ends', async () => {
    const { id, pincode } = await join('Hot Desk');
    expect(await knock({ email, pincode })).toMatchObject({
      status: 200,
      json: { WasSuccessful: true, Value: { SessionExpire: '2026-11-03T23:59:59 UTC' } },
    });
    expect(await visits(id)).toMatchObject([{ Source: 3, ToTime: null }]);
    await knock({ email, pincode, disconnect: true });
    expect(await visits(id)).toMatchObject([{ ToTime: '2026-11-03T12:00:00Z' }]);
  });

  it('can be asked without checking in', async () => {
    const { id, pincode } = await join('Hot Desk');
    expect((await knock({ email, pincode, doNotCheckIn: true })).status).toBe(200);
    expect(await visits(id)).toEqual([]);
  });

  it('ends with the minutes of a pass', async () => {
    const { id, pincode } = await join();
    lab.nexudus.play.buyPass(id, { pass: '10 Hour Pass' });
    expect((await knock({ email, pincode })).json).toMatchObject({ Value: { SessionTimeOut: 36_000 } });
  });

  it('refuses a wrong PIN and somebody without an allowance', async () => {
    const { pincode } = await join();
    expect(await knock({ email, pincode: '0' })).toMatchObject({ status: 400, json: { WasSuccessful: false } });
    expect(await knock({ email, pincode })).toMatchObject({ status: 400, json: { WasSuccessful: false } });
  });
});
