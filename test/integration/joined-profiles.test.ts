import { eventually } from '../support/eventually';
import { enliven, inSpace, type Living } from './support/in-space';
import { linkIn, reveal } from './support/reveal';
import { sync } from './support/runs';
import { changeSettings, openSpace } from './support/space';

jest.setTimeout(180_000);

const harbour = 1002;
const patient = { within: 60_000 };
const { scene } = inSpace({ settings: { joinProfiles: 'sameAddress' } });

interface Person {
  elder: string;
  younger: string;
  email: string;
}

/** One person at two locations of the operator, with one address in two spellings: the cheaper plan came first. */
async function person({ sandbox, isEnabled }: Living, name: string): Promise<Person> {
  const { play } = sandbox.nexudus;
  const email = `${name}@members.example`;
  const elder = play.join({ fullName: name, email, plan: 'Hot Desk' });
  await eventually('the account', () => isEnabled(elder), patient);
  // else the first letter may tell the better level already
  await sandbox.mailbox.waitFor(({ to }) => to.includes(email), patient.within);
  const spelled = `${name.toUpperCase()}@members.example`;
  const younger = play.join({ fullName: `${name} Ltd`, email: spelled, plan: 'Dedicated Desk', businessId: harbour });
  return { elder, younger, email };
}

/** Undefined before the first hook has come in. */
const reasonOf = async (space: Living, id: string): Promise<string | undefined> => {
  const said = await space.explain(id).catch(() => undefined);
  return said?.entitlement?.steps[said.step]?.reason;
};

async function joined(space: Living, { elder, younger }: Person): Promise<void> {
  await eventually('one has joined the other', async () => (await reasonOf(space, younger)) === 'joined', patient);
  await eventually('the better level', () => space.accountOf(elder)?.orgunit === 'premium-wifi', patient);
}

const wasDisabled = (space: Living, id: string): boolean =>
  space.accountOf(id)?.history.some(({ enabled }) => !enabled) ?? true;

describe('one person with two profiles', () => {
  scene('has one account, at the better level, and the other profile says whose it is', async (space) => {
    const ann = await person(space, 'ann');
    await joined(space, ann);
    expect(space.accountOf(ann.younger)).toBeUndefined();
    const { attention, account, entitlement } = await space.explain(ann.younger);
    expect({ attention, account }).toEqual({ attention: null, account: null });
    expect(entitlement?.steps[0]?.evidence).toEqual([{ kind: 'coworker', id: ann.elder }]);
    const { verdict } = await space.api.explainMember({ params: { id: ann.younger } });
    expect(verdict.sentence).toContain(`See coworker #${ann.elder}`);
    const { messages } = space.sandbox.mailbox;
    const letters = (): string[] => messages.filter(({ to }) => to.includes(ann.email)).map(({ subject }) => subject);
    await eventually('the letters', () => letters().length === 2, { ...patient, show: letters });
  });

  scene('has what is left when one profile is suspended, and all again when it is not', async (space) => {
    const ben = await person(space, 'ben');
    await joined(space, ben);
    const { play } = space.sandbox.nexudus;
    play.suspend(ben.younger);
    await eventually('the lower level', () => space.accountOf(ben.elder)?.orgunit === 'basic-wifi', patient);
    play.activate(ben.younger);
    await eventually('the better level', () => space.accountOf(ben.elder)?.orgunit === 'premium-wifi', patient);
    const { lastLookAt } = await space.explain(ben.elder);
    play.suspend(ben.elder);
    await eventually('a look', async () => (await space.explain(ben.elder)).lastLookAt !== lastLookAt, patient);
    expect(wasDisabled(space, ben.elder)).toBe(false);
    play.suspend(ben.younger);
    await eventually('nothing is left', () => !space.isEnabled(ben.elder), patient);
  });

  scene('keeps account, user name and password when the profile that had it is deleted', async (space) => {
    const cat = await person(space, 'cat');
    await joined(space, cat);
    const before = space.accountOf(cat.elder);
    space.sandbox.nexudus.play.remove(cat.elder);
    await eventually('the account is the other one’s', () => space.accountOf(cat.younger)?.id === before?.id, patient);
    await eventually('the first has none', async () => (await space.explain(cat.elder)).account === null, patient);
    await eventually('the second knows', async () => (await space.explain(cat.younger)).account !== null, patient);
    const { username, password } = before ?? {};
    expect(space.accountOf(cat.younger)).toMatchObject({ enabled: true, username, password });
    expect(wasDisabled(space, cat.younger)).toBe(false);
    const letters = () => space.sandbox.mailbox.messages.filter(({ to }) => to.some((each) => /cat@/i.test(each)));
    const sent = letters().length;
    await space.api.resendCredentials({ params: { id: cat.younger } });
    await eventually('a letter', () => letters().length === sent + 1, patient);
    expect(await reveal(linkIn(letters().at(-1)?.text ?? ''))).toMatchObject({ username, password });
  });

  scene('keeps them, too, when that profile is archived', async (space) => {
    const hal = await person(space, 'hal');
    await joined(space, hal);
    const before = space.accountOf(hal.elder);
    space.sandbox.nexudus.play.archive(hal.elder);
    await eventually('the account is the other one’s', () => space.accountOf(hal.younger)?.id === before?.id, patient);
    await eventually('the first is out', async () => (await reasonOf(space, hal.elder)) === 'archived', patient);
    await eventually('the second is in', async () => (await reasonOf(space, hal.younger)) === 'contract', patient);
    expect(wasDisabled(space, hal.younger)).toBe(false);
  });

  scene(
    'loses to a block of one profile what that one gives, and all to a block of the one that has the account',
    async (space) => {
      const ida = await person(space, 'ida');
      await joined(space, ida);
      const block = (id: string, access: 'block' | null) =>
        space.api.overrideAccess({ params: { id }, body: { access, reason: 'asked to leave' } });
      await block(ida.younger, 'block');
      await eventually('the lower level', () => space.accountOf(ida.elder)?.orgunit === 'basic-wifi', patient);
      await block(ida.younger, null);
      await eventually('the better level', () => space.accountOf(ida.elder)?.orgunit === 'premium-wifi', patient);
      await block(ida.elder, 'block');
      await eventually('out', () => !space.isEnabled(ida.elder), patient);
      space.sandbox.nexudus.play.changeName(ida.younger, 'Ida Ltd');
      const { lastLookAt } = await space.explain(ida.younger);
      await eventually('a look', async () => (await space.explain(ida.younger)).lastLookAt !== lastLookAt, patient);
      expect(await reasonOf(space, ida.younger)).toBe('joined');
      expect(space.accountOf(ida.younger)).toBeUndefined();
    },
  );

  scene('parts when the address of one changes', async (space) => {
    const dan = await person(space, 'dan');
    await joined(space, dan);
    space.sandbox.nexudus.play.changeEmail(dan.younger, 'dan@elsewhere.example');
    await eventually('an account of its own', () => space.isEnabled(dan.younger), patient);
    await eventually('its own level', () => space.accountOf(dan.elder)?.orgunit === 'basic-wifi', patient);
    expect(space.accountOf(dan.younger)).toMatchObject({ username: 'dan@elsewhere.example', orgunit: 'premium-wifi' });
  });
});

describe('a space where persons have had two accounts', () => {
  let space: Living;
  beforeAll(async () => {
    space = enliven(await openSpace());
  });
  afterAll(() => space.close());

  let first: string;
  let second: string;
  let contact: string;
  let member: string;

  it('joins them by a sync, without a break', async () => {
    const { play } = space.sandbox.nexudus;
    const gus = { fullName: 'Gus', email: 'gus@members.example' };
    first = play.join({ ...gus, plan: 'Hot Desk' });
    await eventually('the account', () => space.isEnabled(first), patient);
    second = play.join({ ...gus, plan: 'Dedicated Desk', businessId: harbour });
    await eventually('the second account', () => space.isEnabled(second), patient);
    expect(space.accountOf(second)?.username).toBe(`gus.${second}@members.example`);

    await changeSettings(space, { joinProfiles: 'sameAddress' });
    expect((await sync(space, { dryRun: true })).counts).toMatchObject({ joined: 1 });
    await sync(space);
    await eventually('one is given up', () => !space.isEnabled(second), patient);
    await eventually('the better level', () => space.accountOf(first)?.orgunit === 'premium-wifi', patient);
    expect(wasDisabled(space, first)).toBe(false);
    await eventually('all has settled', async () => (await sync(space)).counts.inSync === 2, patient);
    const [finding] = (await sync(space)).members;
    expect(finding).toMatchObject({ id: second, what: 'joined', joinedTo: first });
  });

  it('takes nothing away while lists are empty, and the other profile is on none', async () => {
    const { play } = space.sandbox.nexudus;
    const kim = { fullName: 'Kim', email: 'kim@members.example' };
    contact = play.join(kim);
    member = play.join({ ...kim, plan: 'Dedicated Desk', businessId: harbour });
    await eventually('the account of the older one', () => space.isEnabled(contact), patient);
    await eventually('the other one is joined', async () => (await reasonOf(space, member)) === 'joined', patient);

    space.sandbox.nexudus.faults.emptyLists = true;
    const asked = (): number =>
      space.sandbox.nexudus.calls.filter(({ query }) => query.includes('Coworker_Email=kim')).length;
    const before = asked();
    play.changeName(contact, 'Kim Adams');
    await eventually('it was asked again and again', () => asked() > before + 2, patient);
    space.sandbox.nexudus.faults.emptyLists = false;
    await eventually(
      'a look',
      async () => ((await space.explain(contact)).lastLookAt ?? 0) > Date.now() - 5_000,
      patient,
    );
    expect(space.accountOf(contact)).toMatchObject({ enabled: true, orgunit: 'premium-wifi' });
    expect(wasDisabled(space, contact)).toBe(false);
  });

  it('hands an account over although no hook has told that its owner was deleted', async () => {
    const before = space.accountOf(contact);
    space.sandbox.nexudus.play.remove(contact, { hooks: false });
    await sync(space);
    await eventually('the account is the other one’s', () => space.accountOf(member)?.id === before?.id, patient);
    await eventually('it has settled', async () => (await reasonOf(space, member)) === 'contract', patient);
    expect(wasDisabled(space, member)).toBe(false);
    expect(space.accountOf(member)).toMatchObject({ username: before?.username, password: before?.password });
  });

  it('lets it take the place of an account that the heir was made to give up', async () => {
    const before = space.accountOf(first);
    const given = space.accountOf(second);
    space.sandbox.nexudus.play.remove(first);
    await eventually('the account is the other one’s', () => space.accountOf(second)?.id === before?.id, patient);
    expect(space.sandbox.ironwifi.accounts().map(({ id }) => id)).not.toContain(given?.id);
    expect(wasDisabled(space, second)).toBe(false);
    await eventually('all has settled', async () => (await sync(space)).counts.inSync === 2, patient);
  });

  it('parts them again when the setting is off', async () => {
    const { play } = space.sandbox.nexudus;
    const third = play.join({ fullName: 'Gus & Co', email: 'gus@members.example', plan: 'Hot Desk' });
    await eventually('it is joined', async () => (await reasonOf(space, third)) === 'joined', patient);
    await changeSettings(space, { joinProfiles: 'off' });
    await sync(space);
    await eventually('two accounts', () => space.isEnabled(third) && space.isEnabled(second), patient);
    expect(space.accountOf(third)).toMatchObject({ orgunit: 'basic-wifi', username: `gus.${third}@members.example` });
  });
});
