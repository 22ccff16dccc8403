import { eventually } from '../support/eventually';
import { changeSettings, openSpace, type SpaceOptions } from './support/space';
import { enliven, type Living } from './support/in-space';
import { linkIn, reveal, type Revealed } from './support/reveal';

const second = 1_000;
const patient = { within: 45 * second };

/** A test in a space of its own, at the same time as the others. */
function scene(title: string, options: SpaceOptions, script: (space: Living) => Promise<void>): void {
  it.concurrent(
    title,
    async () => {
      const space = enliven(await openSpace(options));
      try {
        await script(space);
      } finally {
        await space.close();
      }
    },
    180 * second,
  );
}

const tenant = (switches: object): SpaceOptions => ({ sandbox: { ironwifi: { switches } } });

const creates = ({ sandbox }: Living): number =>
  sandbox.ironwifi.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/users')).length;

async function join(space: Living, fullName: string, email: string): Promise<string> {
  const id = space.sandbox.nexudus.play.join({ fullName, email, plan: 'Hot Desk' });
  await eventually('the account is enabled', () => space.isEnabled(id), patient);
  return id;
}

const attentionOf = async (space: Living, id: string) => (await space.explain(id)).attention;

/** What the member's page tells, which is what the last letter leads to. */
async function told(space: Living, email: string): Promise<Revealed> {
  const letter = await space.sandbox.mailbox.waitFor(({ to }) => to.includes(email), 30 * second);
  return reveal(linkIn(letter.text));
}

describe('access comes before what the directory refuses', () => {
  scene(
    'a user name that counts as taken, though no account shows it, gets the member id after two tries',
    tenant({ usernames: 'accents-alike' }),
    async (space) => {
      await join(space, 'Jose Diaz', 'jose@members.example');
      space.sandbox.ironwifi.resetCalls();
      const id = await join(space, 'José Diaz', 'josé@members.example');
      expect(space.accountOf(id)?.username).toBe(`josé.${id}@members.example`);
      expect(creates(space)).toBe(3);
      await eventually('all is well', async () => (await attentionOf(space, id)) === null, patient);
    },
  );

  scene(
    'a name that the server fails over is left out: two creates, attention, and an end at once',
    tenant({ names: 'emoji-500' }),
    async (space) => {
      const id = await join(space, 'Zoe 😀 Tor', 'zoe@members.example');
      await eventually('it is told', async () => (await attentionOf(space, id))?.lane === 'details', patient);
      expect(creates(space)).toBe(2);
      expect(await attentionOf(space, id)).toMatchObject({ reason: 'outage' });
      expect(space.accountOf(id)).toMatchObject({ email: 'zoe@members.example', firstname: 'Zoe', lastname: '' });
      expect(await told(space, 'zoe@members.example')).toMatchObject({ username: 'zoe@members.example' });
      space.sandbox.ironwifi.resetCalls();
      space.sandbox.nexudus.play.suspend(id);
      await eventually('it is disabled', () => !space.isEnabled(id), patient);
      expect(space.sandbox.ironwifi.writes()).toHaveLength(1);
    },
  );

  scene(
    'a last name that is refused keeps back neither the account, nor another level, nor a return, and is written once it may be',
    tenant({ names: 'lastname-422' }),
    async (space) => {
      const { nexudus, ironwifi } = space.sandbox;
      const id = await join(space, 'Una Vey', 'una@members.example');
      await eventually('it is told', async () => (await attentionOf(space, id))?.lane === 'details', patient);
      nexudus.play.changeName(id, 'Una Wye');
      nexudus.play.changePlan(id, 'Dedicated Desk');
      await eventually('the level', () => space.accountOf(id)?.orgunit === 'premium-wifi', patient);
      nexudus.play.suspend(id);
      await eventually('the end', () => !space.isEnabled(id), patient);
      nexudus.play.activate(id);
      await eventually('the return', () => space.isEnabled(id), patient);
      expect(space.accountOf(id)).toMatchObject({ firstname: 'Una', lastname: '' });
      ironwifi.switches.names = 'any';
      await space.api.retryNow({ params: { id } });
      await eventually('the name', () => space.accountOf(id)?.lastname === 'Wye', patient);
      await eventually('all is well', async () => (await attentionOf(space, id)) === null, patient);
    },
  );

  scene('two members who swap addresses both get a new user name, and another level', {}, async (space) => {
    const { nexudus } = space.sandbox;
    await changeSettings(space, { onEmailChange: 'rename' });
    const [ann, bob] = [
      await join(space, 'Ann Ash', 'ann@members.example'),
      await join(space, 'Bob Birch', 'bob@members.example'),
    ];
    nexudus.play.changeEmail(ann, 'bob@members.example');
    nexudus.play.changeEmail(bob, 'ann@members.example');
    nexudus.play.changePlan(ann, 'Dedicated Desk');
    nexudus.play.changePlan(bob, 'Dedicated Desk');
    for (const id of [ann, bob])
      await eventually('the level', () => space.accountOf(id)?.orgunit === 'premium-wifi', patient);
    const mayBe = (id: string, email: string): boolean =>
      [`${email}@members.example`, `${email}.${id}@members.example`].includes(space.accountOf(id)?.username ?? '');
    await eventually('the names', () => mayBe(ann, 'bob') && mayBe(bob, 'ann'), patient);
    for (const id of [ann, bob])
      await eventually('all is well', async () => (await attentionOf(space, id)) === null, patient);
  });

  scene(
    'a user name that the directory cuts is told as it is there',
    tenant({ usernames: 'cut-at-64' }),
    async (space) => {
      const email = `${'long'.repeat(15)}@members.example`;
      const id = await join(space, 'Lin Ong', email);
      const { username, password } = space.accountOf(id) ?? {};
      expect(username).toBe(email.slice(0, 64));
      expect(await told(space, email)).toMatchObject({ username, password });
    },
  );
});
