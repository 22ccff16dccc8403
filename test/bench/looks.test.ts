import { msToTs } from '@temporalio/common/lib/time';
import { firstLook } from '../../bench/rig/looks';

type Events = Parameters<typeof firstLook>[0];
type Event = Events[number];

const at = (seconds: number, rest: Partial<Event>): Event => ({
  eventTime: msToTs(seconds * 1_000),
  ...rest,
});
const hint = (seconds: number): Event => at(seconds, { workflowExecutionSignaledEventAttributes: {} });
const begun = (seconds: number, eventId: number, name = 'observe'): Event =>
  at(seconds, { eventId: eventId as never, activityTaskScheduledEventAttributes: { activityType: { name } } });
const over = (seconds: number, scheduledEventId: number): Event =>
  at(seconds, { activityTaskCompletedEventAttributes: { scheduledEventId: scheduledEventId as never } });

describe('the first look after a hint', () => {
  it('is until the first look that began after it is over', () => {
    expect(firstLook([hint(10), begun(11, 5), over(14, 5), begun(15, 7), over(16, 7)], 0)).toEqual([
      { hintAt: 10_000, overAt: 14_000 },
    ]);
  });

  it('does not end with a look that had begun before, or with another activity', () => {
    const events = [
      begun(9, 1),
      hint(10),
      over(11, 1),
      begun(11, 3, 'enableAccount'),
      over(12, 3),
      begun(12, 5),
      over(18, 5),
    ];
    expect(firstLook(events, 0)).toEqual([{ hintAt: 10_000, overAt: 18_000 }]);
  });

  it('begins with the first hint since the doors have opened', () => {
    expect(firstLook([hint(1), begun(2, 2), over(3, 2), hint(20), begun(21, 5), over(23, 5)], 10_000)).toEqual([
      { hintAt: 20_000, overAt: 23_000 },
    ]);
  });

  it('is not told by a history that lacks the hint, or the end of the look', () => {
    expect(firstLook([begun(11, 5), over(14, 5)], 0)).toEqual([]);
    expect(firstLook([hint(10), begun(11, 5)], 0)).toEqual([]);
  });
});
