import { DateTime } from 'luxon';
import { eventually } from '../support/eventually';
import { inSpace, lateAtMost } from './support/in-space';

const patient = { within: 40_000 };
/** Of day passes: nobody is told of a change of hours, so they are there before the product starts. */
const closing = DateTime.now().setZone('Europe/London').plus({ seconds: 150 }).startOf('minute');
const { scene } = inSpace({
  settings: { presence: { group: 'visitor-wifi' } },
  arrange: ({ nexudus }) =>
    nexudus.play.setHours('Day Pass', [
      { weekday: closing.minus({ minutes: 1 }).weekday % 7, from: '00:00', to: closing.toFormat('HH:mm') },
    ]),
});

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
    const id = play.join({ fullName: 'Bea Cole', email: 'bea@members.example' });
    expect(() => play.checkIn(id)).toThrow('no valid pass');
    const lastLook = async () => (await explain(id).catch(() => null))?.lastLookAt ?? null;
    await eventually('it was looked at', async () => (await lastLook()) !== null, patient);
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
      play.buyPass(id, { pass: 'Day Pass' });
      await eventually('the account is enabled', () => isEnabled(id), patient);
      await eventually('it is disabled', () => !isEnabled(id), { within: 180_000 });
      expect(lastChangeOf(id) - closing.toMillis()).toBeGreaterThanOrEqual(0);
      expect(lastChangeOf(id) - closing.toMillis()).toBeLessThan(lateAtMost);
      expect(accountOf(id)).toBeDefined();
      const { entitlement, step } = await explain(id);
      expect(entitlement?.steps[step]).toMatchObject({ access: { state: 'prepared' }, reason: 'outsideHours' });
    },
    240_000,
  );
});
