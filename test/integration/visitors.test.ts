import { DateTime } from 'luxon';
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

describe('a pass', () => {
  scene(
    'closes with its hours, to the second, and its account is kept ready',
    async ({ sandbox, accountOf, isEnabled, explain, lastChangeOf }) => {
      const { play } = sandbox.nexudus;
      const id = play.join({ fullName: 'Hal Moss', email: 'hal@members.example' });
      const closing = DateTime.now().setZone('Europe/London').plus({ seconds: 75 }).startOf('minute');
      const today = closing.weekday % 7;
      play.setHours('Day Pass', [{ weekday: today, from: '00:00', to: closing.toFormat('HH:mm') }]);
      play.buyPass(id, { pass: 'Day Pass' });
      await eventually('the account is enabled', () => isEnabled(id), patient);
      await eventually('it is disabled', () => !isEnabled(id), { within: 90_000 });
      expect(lastChangeOf(id) - closing.toMillis()).toBeGreaterThanOrEqual(0);
      expect(lastChangeOf(id) - closing.toMillis()).toBeLessThan(1_000);
      expect(accountOf(id)).toBeDefined();
      const { entitlement, step } = await explain(id);
      expect(entitlement?.steps[step]).toMatchObject({ access: { state: 'prepared' }, reason: 'outsideHours' });
    },
    150_000,
  );
});
