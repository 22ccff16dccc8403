import { eventually } from '../support/eventually';
import { inSpace } from './support/in-space';

const patient = { within: 40_000 };
const { scene } = inSpace({ settings: { presence: { group: 'visitor-wifi' } } });

describe('presence', () => {
  scene('lets an attendee of a booking in until the check-out', async ({ sandbox, accountOf, isEnabled, explain }) => {
    const { play } = sandbox.nexudus;
    const id = play.join({ fullName: 'Ada Byron', email: 'ada@members.example' });
    play.checkIn(id, { attendee: true });
    await eventually('the account is enabled', () => isEnabled(id), patient);
    expect(accountOf(id)).toMatchObject({ orgunit: 'visitor-wifi' });
    play.checkOut(id);
    await eventually('it is disabled', () => !isEnabled(id), patient);
    const { entitlement, step } = await explain(id);
    expect(entitlement?.steps[step]).toMatchObject({ access: { state: 'denied' }, reason: 'checkedOut' });
  });

  scene('is no check-in that failed', async ({ sandbox, accountOf, explain }) => {
    const { play } = sandbox.nexudus;
    const id = play.join({ fullName: 'Bea Cole', email: 'bea@members.example', hooks: false });
    expect(() => play.checkIn(id)).toThrow('no valid pass');
    await eventually('it was looked at', async () => Boolean((await explain(id)).lastLookAt), patient);
    expect((await explain(id)).entitlement?.steps[0]).toMatchObject({ access: { state: 'denied' }, reason: 'none' });
    expect(accountOf(id)).toBeUndefined();
  });
});
