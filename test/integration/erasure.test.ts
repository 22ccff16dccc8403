import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { everythingStored, placesOf } from '../support/everything-stored';
import { sharedServer } from '../support/temporal-servers';
import { enliven, type Living } from './support/in-space';
import { shownInProfile } from './support/nexudus-profile';
import { linkIn, reveal } from './support/reveal';
import { sync } from './support/runs';
import { changeSettings, openSpace } from './support/space';

jest.setTimeout(180_000);

const patient = { within: 60_000 };
const email = 'ixchel.popocatepetl@forgotten.example';
/** Of the name, and of the address that is the user name, too. */
const planted = ['ixchel', 'popocatepetl', 'forgotten.example'];

let space: Living;
beforeAll(async () => {
  space = enliven(await openSpace());
});
afterAll(() => space.close());

/** Every byte of every file of the API and the worker. */
function everythingAtHome(): string {
  const home = space.environment.LATCHKEY_HOME ?? '';
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n');
}

const view = (id: string) => space.api.explainMember({ params: { id } });
const erase = (id: string, force = false) =>
  space.api.eraseMember({ params: { id }, body: { reason: 'a request by letter', force } });

test('of a member who was erased in the middle of an outage nothing is left but the id and the date, until its membership runs again', async () => {
  const { nexudus, ironwifi, mailbox } = space.sandbox;
  const letters = () => mailbox.messages.filter(({ to }) => to.includes(email));
  await space.api.installPortal({ body: { fields: ['WiFi'] } });
  await changeSettings(space, { portal: { linkField: 'WiFi' } });
  const id = nexudus.play.join({ fullName: 'Ixchel Popocatepetl', email, plan: 'Hot Desk' });
  const link = linkIn((await mailbox.waitFor(({ to }) => to.includes(email), 30_000)).text);
  expect(await reveal(link)).toMatchObject({ state: 'valid', username: email });
  await eventually('the profile shows the link', async () => (await shownInProfile(space, id)).includes(link), patient);
  const { password = '', id: account = '' } = space.accountOf(id) ?? {};
  await expect(erase(id)).rejects.toMatchObject({
    status: 409,
    message: expect.stringMatching(/runs: end it in Nexudus first, or send force: true.*\(membershipRuns\)/),
  });

  ironwifi.faults.unauthorized = true;
  nexudus.play.suspend(id);
  await eventually('the end', async () => (await view(id)).access.state === 'denied', patient);
  const sent = letters().length;
  await erase(id);
  expect(await reveal(link)).not.toMatchObject({ username: email });
  await eventually('the profile is clean', async () => (await shownInProfile(space, id)).length === 0, patient);
  await eventually('it is shown', async () => (await view(id)).attention?.lane === 'writer', patient);
  await eventually('all else is done', async () => (await view(id)).erasure?.left.join() === 'account', patient);
  ironwifi.faults.unauthorized = false;
  ironwifi.faults.deleteFails = '500-but-deleted';
  await eventually('the account is gone', () => space.accountOf(id) === undefined, patient);
  ironwifi.faults.deleteFails = 'off';
  await eventually('it is done', async () => (await view(id)).erasure?.state === 'done', patient);

  const { timeline, erasure, account: kept, next, delivery } = await view(id);
  expect({ timeline, kept, next, left: erasure?.left, delivery: delivery.state }).toEqual({
    ...{ timeline: [], kept: null, next: [], left: [], delivery: 'none' },
  });
  const words = [...planted, password, account, link.slice(link.lastIndexOf('/') + 1)];
  const stored = everythingStored(sharedServer().databaseFile);
  expect(stored).toContain(`member:${space.connector}:${id}`);
  expect(placesOf([...planted, password, link], stored)).toEqual([]);
  expect(placesOf(words, JSON.stringify(ironwifi.accounts()))).toEqual([]);
  expect(placesOf(words, everythingAtHome())).toEqual([]);
  expect(placesOf([...planted, password, link], space.log())).toEqual([]);

  expect((await sync(space)).counts).toMatchObject({ granted: 0, refreshed: 0, drifted: 0 });
  const listed = async () => (await space.api.listMembers({ query: { status: 'erased' } })).members;
  await eventually('the list says so', async () => (await listed()).some((member) => member.id === id), patient);
  expect(space.accountOf(id)).toBeUndefined();
  expect(letters()).toHaveLength(sent);

  nexudus.play.activate(id);
  await eventually('a new account', () => space.isEnabled(id), patient);
  expect(space.accountOf(id)?.password).not.toBe(password);
  await eventually('a welcome', () => letters().length === sent + 1, patient);
  expect((await view(id)).erasure).toBeNull();
});
