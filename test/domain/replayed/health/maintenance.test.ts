import {
  heldBack,
  notMaintained,
  switched,
  type MaintenanceSwitch,
} from '../../../../domain/replayed/health/maintenance';
import { priorities, type Priority } from '../../../../domain/replayed/priority';

const noon = Date.UTC(2026, 10, 3, 12);
const second = 1_000;
const minute = 60 * second;

const on = switched(notMaintained(), true, { by: 'operator', at: noon });
const over = switched(on, false, { by: 'operator', at: noon });

const mayGo = (state: MaintenanceSwitch, priority: Priority | null, at: number): boolean =>
  heldBack('ironwifi', state, priority, at) === null;

describe('a maintenance', () => {
  test('holds everything back until it is switched off, and says since when and by whom', () => {
    expect([null, ...priorities].some((priority) => mayGo(on, priority, noon + 30 * 24 * 60 * minute))).toBe(false);
    expect(heldBack('ironwifi', on, 'urgent', noon)).toEqual({
      why: 'IronWifi is under maintenance since 2026-11-03T12:00:00.000Z, by operator',
      retryAfterMs: minute,
    });
  });

  test('that never was holds nothing back', () => {
    expect([null, ...priorities].every((priority) => mayGo(notMaintained(), priority, noon))).toBe(true);
  });

  test('switched on twice counts from the first time, switched off twice to the first', () => {
    expect(switched(on, true, { by: 'another', at: noon + minute })).toBe(on);
    expect(switched(over, false, { by: 'another', at: noon + minute })).toBe(over);
  });

  test('remembers when the last one ended', () => {
    expect(switched(over, true, { by: 'operator', at: noon + minute })).toEqual({
      on: { since: noon + minute, by: 'operator' },
      endedAt: noon,
    });
  });
});

describe('after a maintenance', () => {
  test.each<[string, Priority | null, number]>([
    ['reads', null, 0],
    ['ends, revocations and the door', 'urgent', 0],
    ['the usual writes', 'usual', 75],
    ['imports', 'background', 150],
  ])('%s (%p) may go after %i s', (_who, priority, after) => {
    expect(mayGo(over, priority, noon + after * second)).toBe(true);
    if (after > 0) expect(mayGo(over, priority, noon + after * second - 1)).toBe(false);
  });

  test('who waits learns when its turn comes', () => {
    expect(heldBack('nexudus', over, 'usual', noon + 5 * second)).toEqual({
      why: 'The maintenance of Nexudus is over: what is urgent goes first, this from 2026-11-03T12:01:15.000Z on',
      retryAfterMs: 70 * second,
    });
  });
});
