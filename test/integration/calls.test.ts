import { callsFor, statedCalls, type Who } from './support/calls';
import { sendHook } from './support/hook';
import { inSpace, type Living } from './support/in-space';

const patience = 400_000;
const plans = {
  'Hot Desk': { group: 'basic-wifi', checkInRequired: true },
  'Private Office': { group: 'premium-wifi' },
  'Dedicated Desk': { group: 'basic-wifi' },
  'Day Pass': { group: 'guest-wifi' },
};
const { scene } = inSpace({ settings: { plans } });

type Play = Living['sandbox']['nexudus']['play'];
type Occasion = [stated: string, act: (play: Play, id: string, space: Living) => unknown];

async function expectCalls(space: Living, who: Who, stated: string, act: () => unknown): Promise<void> {
  const { least, most } = statedCalls(stated);
  const { nexudus, ironwifi } = await callsFor(space, who, act);
  const isAsStated =
    nexudus >= least.nexudus && nexudus <= most.nexudus && ironwifi >= least.ironwifi && ironwifi <= most.ironwifi;
  expect({ stated, calls: isAsStated ? 'as stated' : { nexudus, ironwifi } }).toEqual({ stated, calls: 'as stated' });
}

const joins: Record<string, string> = {
  'Hot Desk': 'a member joins who has to check in',
  'Private Office': 'a member joins',
};

/** Somebody joins, and then one thing after the other happens, each with all the hooks that Nexudus sends of it. */
const life = (plan: string | undefined, ...occasions: Occasion[]): void =>
  scene(
    occasions.map(([stated]) => stated).join(', then '),
    async (space) => {
      const { play } = space.sandbox.nexudus;
      const fullName = occasions.map(([stated]) => stated.replace(/\W/g, '')).join('.');
      const who = { id: '', hasContract: plan !== undefined };
      await expectCalls(space, who, joins[plan ?? ''] ?? 'a contact is made', () => {
        who.id = play.join({ fullName, email: `${fullName}@members.example`, plan });
      });
      for (const [stated, act] of occasions) await expectCalls(space, who, stated, () => act(play, who.id, space));
    },
    patience,
  );

describe('the calls that docs/performance.md states are made for', () => {
  life(
    'Hot Desk',
    ['a check-in, the first of the day', (play, id) => play.checkIn(id)],
    ['a check-out', (play, id) => play.checkOut(id)],
    ['a check-in, later', (play, id) => play.checkIn(id)],
  );
  life('Hot Desk', [
    'a check-in of which one hook tells',
    async (play, id, space) => {
      play.checkIn(id, { hooks: false });
      await sendHook(space, 'CoworkerCheckin', [{ Id: Number(id) }]);
    },
  ]);
  life(
    'Private Office',
    ['another name', (play, id) => play.changeName(id, 'Somebody Else')],
    ['a change of plan', (play, id) => play.changePlan(id, 'Dedicated Desk')],
    ['a cancellation', (play, id) => play.cancel(id)],
  );
  life('Private Office', ['a suspension', (play, id) => play.suspend(id)]);
  life(undefined, ['a pass is bought', (play, id) => play.buyPass(id, { pass: 'Day Pass' })]);
});
