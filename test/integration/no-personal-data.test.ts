import { eventually } from '../support/eventually';
import { everythingStored, placesOf } from '../support/everything-stored';
import { sharedServer } from '../support/temporal-servers';
import { enliven, type Living } from './support/in-space';
import { sync } from './support/runs';
import { changeSettings, openSpace } from './support/space';

jest.setTimeout(120_000);

const patient = { within: 45_000 };
const surname = 'Quetzalcoatl';
const operator = 'desk@planted.example';

let space: Living;
beforeAll(async () => {
  space = enliven(await openSpace({ operator }));
});
afterAll(() => space.close());

describe('what Temporal stores', () => {
  it('holds ids, and no name, address, user name or password, of members or operators, whatever went wrong', async () => {
    const { nexudus, ironwifi, mailbox } = space.sandbox;
    const email = 'xochitl.quetzalcoatl@planted.example';
    ironwifi.addForeign({ username: 'taken.quetzalcoatl@planted.example' });
    mailbox.faults.refuse = '5xx';
    const id = nexudus.play.join({ fullName: `Xochitl ${surname}`, email, plan: 'Hot Desk' });
    const taken = nexudus.play.join({
      fullName: `Taken ${surname}`,
      email: 'taken.quetzalcoatl@planted.example',
      plan: 'Hot Desk',
    });
    const unreachable = nexudus.play.join({ fullName: `None ${surname}`, email: '', plan: 'Hot Desk' });
    await eventually('the account', () => space.isEnabled(id), patient);
    const attention = async (member: string): Promise<string | undefined> =>
      (await space.explain(member).catch(() => null))?.attention?.reason;
    await eventually('a refused letter', async () => (await attention(id)) === 'mailRefused', patient);
    await eventually('a taken name', async () => (await attention(taken)) === 'conflict', patient);
    await eventually('no address', async () => (await attention(unreachable)) === 'noEmail', patient);
    mailbox.faults.refuse = 'off';
    await space.api.rotateCredentials({ params: { id } });
    await mailbox.waitFor(({ to }) => to.includes(email), 30_000);

    nexudus.faults.unauthorized = true;
    expect(await sync(space)).toMatchObject({ state: 'failed', reason: 'unauthorized' });
    await mailbox.waitFor(({ to }) => to.includes(operator), 30_000);
    nexudus.faults.unauthorized = false;
    await expect(changeSettings(space, { operator: { email: operator } })).rejects.toMatchObject({ status: 422 });

    const passwords = ironwifi.accounts().flatMap(({ password }) => password || []);
    expect(passwords.length).toBeGreaterThan(0);
    const everything = everythingStored(sharedServer().databaseFile);
    expect(everything).toContain(`member:${space.connector}:${id}`);
    const planted = ['quetzalcoatl', 'xochitl', 'planted.example', 'sandbox-password', ...passwords];
    expect(placesOf(planted, everything)).toEqual([]);
    expect(placesOf(planted, space.log())).toEqual([]);
  });
});
