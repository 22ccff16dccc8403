import { Presence } from '../../api/people/presence';
import type { CheckInRow } from '../../clients/membership-source';
import { ExternalError } from '../../clients/external-error';
import { businessId, memberId } from '../../domain/replayed/ids';
import { rulesOf } from '../domain/builders';
import { eventually } from '../support/eventually';

const HOUR = 3_600_000;
/** In London, where the cut-off is at midnight. */
const noon = Date.parse('2026-11-03T12:00:00Z');

const checkIn = (member: string, more: Partial<CheckInRow> = {}): CheckInRow => ({
  ...{ id: `c-${member}`, coworkerId: memberId(member), businessId: businessId('1'), since: noon - HOUR, until: null },
  ...{ network: false, ...more },
});

let now: number;
let pages: CheckInRow[][];
let asked: number[];
let failure: Error | null;
const source = {
  async *allCheckIns(since: number): AsyncGenerator<CheckInRow[]> {
    asked.push(since);
    if (failure) throw failure;
    for (const page of pages) yield await Promise.resolve(page);
  },
};
let presence: Presence;
beforeEach(() => {
  [now, pages, asked, failure] = [noon, [], [], null];
  presence = new Presence({ source, rules: { read: () => Promise.resolve(rulesOf()) }, now: () => now });
});
const read = async () => {
  presence.recent();
  await eventually('it is read', () => !presence.recent().isReading);
  return presence.recent().count;
};

describe('who is in the building', () => {
  it('counts members once whose check-in is open, in the hours in which it counts', async () => {
    pages = [
      [checkIn('1'), checkIn('1', { id: 'again' }), checkIn('2', { until: noon - 60_000 })],
      [checkIn('3', { since: noon - 13 * HOUR }), checkIn('4', { since: noon + HOUR })],
      // a network check-in closes when a laptop sleeps, and access outlasts it
      [checkIn('5', { network: true, until: noon - 60_000 }), checkIn('6', { network: true, until: noon - HOUR })],
    ];
    expect(await read()).toBe(2);
    expect(presence.state).toEqual({ readAt: noon, failing: null });
    expect(asked).toEqual([noon - 26 * HOUR]);
  });

  it('is not known before it was read, and is read once for all who ask', async () => {
    expect(presence.recent()).toEqual({ count: null, isReading: true });
    expect(presence.recent()).toEqual({ count: null, isReading: true });
    expect(await read()).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('is read a minute later, or as many minutes as it takes pages', async () => {
    pages = [[checkIn('1')], [checkIn('2')]];
    await read();
    now += 119_000;
    await read();
    expect(asked).toHaveLength(1);
    now += 1_000;
    await read();
    expect(asked).toHaveLength(2);
  });

  it('is what it was while it cannot be read, and says since when', async () => {
    pages = [[checkIn('1')]];
    await read();
    failure = new ExternalError('nexudus', 'timeout', 'GET /spaces/checkins: no answer', { retryable: true });
    now += 60_000;
    expect(await read()).toBe(1);
    expect(presence.state).toEqual({
      readAt: noon,
      failing: { since: noon + 60_000, message: 'GET /spaces/checkins: no answer' },
    });
    failure = null;
    now += 20_000;
    await read();
    expect(presence.state).toEqual({ readAt: now, failing: null });
  });
});
