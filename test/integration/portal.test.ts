import { eventually } from '../support/eventually';
import { enliven, type Living } from './support/in-space';
import { coworker, shownInProfile } from './support/nexudus-profile';
import { linkIn, reveal } from './support/reveal';
import { changeSettings, openSpace } from './support/space';

jest.setTimeout(120_000);

const patient = { within: 60_000 };

let space: Living;
beforeAll(async () => {
  space = enliven(await openSpace({ sandbox: { nexudus: { putMissing: 'clear', customFieldsOmitted: 'clear' } } }));
});
afterAll(() => space?.close());

const shown = (id: string): Promise<string[]> => shownInProfile(space, id);

const puts = () => space.sandbox.nexudus.calls.filter(({ method }) => method === 'PUT').length;

test('the member’s Nexudus profile holds the link while access lasts, and nothing else of it changes', async () => {
  const { nexudus, mailbox } = space.sandbox;
  const { play } = nexudus;
  const customFields = { '999': 'kept' };
  const id = play.join({ fullName: 'Ada Byron', email: 'ada@members.example', mobile: '1', customFields });
  const before = await coworker(space, id);

  await space.api.installPortal({ body: { fields: ['WiFi', 'WiFi user'] } });
  await changeSettings(space, { portal: { linkField: 'WiFi', usernameField: 'WiFi user' } });

  const expires = Math.ceil(Date.now() / 1000) * 1000 + 35_000;
  play.buyPass(id, { pass: 'Day Pass', expires });
  const letter = await mailbox.waitFor(({ to }) => to.includes('ada@members.example'), 30_000);
  await eventually('the link is shown', async () => (await shown(id)).length === 3, patient);
  expect((await shown(id)).sort()).toEqual(['kept', linkIn(letter.text), 'ada@members.example'].sort());

  const written = puts();
  space.sandbox.nexudus.resetCalls();
  await eventually('the access has ended', () => !space.isEnabled(id), patient);
  // it goes with the letter that tells of the end, after a look
  await eventually('the link is gone', async () => (await shown(id)).length === 1, patient);
  expect(await shown(id)).toEqual(['kept']);
  expect([written, puts()]).toEqual([1, 1]);

  const own = ['UpdatedOn', 'UpdatedBy', 'CustomFields'];
  const without = (record: object) => Object.entries(record).filter(([name]) => !own.includes(name));
  expect(without(await coworker(space, id))).toEqual(without(before));
});

test('a link that the holder of a dead one asks for goes to the mail address only, until it is opened', async () => {
  const { nexudus, mailbox } = space.sandbox;
  const email = 'eve@members.example';
  const letters = () => mailbox.messages.filter(({ to }) => to.includes(email));
  const letter = async (count: number): Promise<string> => {
    await eventually(`letter ${count}`, () => letters().length === count, patient);
    return linkIn(letters()[count - 1]?.text ?? '');
  };
  await changeSettings(space, { portal: { linkField: 'WiFi' } });
  const id = nexudus.play.join({ fullName: 'Eve', email, plan: 'Hot Desk' });
  const dead = await letter(1);
  await space.api.resendCredentials({ params: { id } });
  const live = await letter(2);
  await eventually('the profile shows the live link', async () => (await shown(id)).includes(live), patient);

  expect((await fetch(`${dead}/renew`, { method: 'POST' })).status).toBe(202);
  const renewed = await letter(3);
  expect(await reveal(live)).toMatchObject({ state: 'valid', username: email });
  expect(await shown(id)).toEqual([live]);

  expect(await reveal(renewed)).toMatchObject({ state: 'valid', username: email });
  await eventually('the profile shows the one that is used', async () => (await shown(id)).includes(renewed), patient);
  expect((await reveal(live)).state).toBe('expired');
});
