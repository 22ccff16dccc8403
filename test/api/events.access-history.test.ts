import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { AccessHistory } from '../../api/events/access-history';
import { accessShift, type ShownMembers } from '../../api/events/shown-members';
import type { ShownMember } from '../../api/ports/gateways';
import { memberRow } from './support/fake-gateways';

const log = pino({ level: 'silent' });
const member = (id: string, more: Partial<ShownMember> = {}): ShownMember => memberRow(id, { changedAt: 1, ...more });
const known = (all: ShownMember[]) => ({ all }) as unknown as ShownMembers;

const noon = Date.parse('2026-11-03T12:00:00Z');
const MINUTE = 60_000;

let now = noon;
const opened = async (path: string): Promise<AccessHistory> => {
  const history = new AccessHistory(path, log, () => now);
  await history.open();
  return history;
};
let path: string;
beforeEach(async () => {
  now = noon;
  path = join(await mkdtemp(join(tmpdir(), 'latchkey-history-')), 'history.json');
});

describe('what a change is for access', () => {
  const denied = { status: 'denied', group: null };
  it.each([
    ['granted', undefined, member('1')],
    ['granted', member('1', denied), member('1')],
    ['granted', member('1', { isLive: false }), member('1')],
    ['moved', member('1'), member('1', { group: 'other' })],
    ['shutOut', member('1'), member('1', denied)],
    ['shutOut', member('1'), member('1', { runs: false })],
    [null, member('1'), member('1', { attention: 'writer:throttled' })],
    [null, member('1'), member('1', { status: 'keep' })],
    [null, undefined, member('1', { isLive: false })],
  ])('%s', (expected, before, after) => expect(accessShift({ before, now: after })).toBe(expected));
});

describe('the history', () => {
  it('counts by day, survives a restart, and says for what it was not there', async () => {
    const first = await opened(path);
    first.note([], known([member('1')]));
    now += MINUTE / 2;
    first.note([{ before: undefined, now: member('2') }], known([member('1'), member('2')]));
    await first.close();
    now += 24 * 60 * MINUTE;
    const second = await opened(path);
    second.note([], known([member('1')]));
    const days = second.days('UTC');
    expect(days).toHaveLength(14);
    expect(days[0]).toEqual({
      ...{ day: '2026-10-22', withAccess: null, granted: null, moved: null, shutOut: null, whole: false },
    });
    expect(days.slice(-2)).toEqual([
      { day: '2026-11-03', withAccess: 2, granted: 1, moved: 0, shutOut: 0, whole: false },
      { day: '2026-11-04', withAccess: 1, granted: 0, moved: 0, shutOut: 0, whole: false },
    ]);
    await second.close();
  });

  it('calls a day whole that was watched without a gap', async () => {
    now = Date.parse('2026-11-03T00:00:00Z');
    const history = await opened(path);
    for (; now < noon; now += MINUTE / 2) history.note([], known([member('1')]));
    expect(history.days('UTC').at(-1)).toMatchObject({ whole: true });
    now += 60 * MINUTE;
    history.note([], known([member('1')]));
    expect(history.days('UTC').at(-1)).toMatchObject({ whole: false });
    await history.close();
  });
});
