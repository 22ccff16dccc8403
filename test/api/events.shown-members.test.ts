import { ShownMembers } from '../../api/events/shown-members';
import { memberRow } from './support/fake-gateways';

const noon = Date.parse('2026-11-03T12:00:00Z');
const asked: number[] = [];
const changed = [memberRow('1', { changedAt: noon }), memberRow('2', { changedAt: noon })];
const shown = new ShownMembers({
  shown: () => Promise.resolve(changed),
  shownSince: (since) => {
    asked.push(since);
    return Promise.resolve(changed.filter(({ changedAt }) => (changedAt ?? 0) > since));
  },
});

beforeAll(() => jest.useFakeTimers({ now: noon }));
afterAll(() => jest.useRealTimers());

describe('what members show', () => {
  it('is read from a little before the last change, and what changed together is not read again for ever', async () => {
    for (const seconds of [0, 1, 10, 11, 600]) {
      jest.setSystemTime(noon + seconds * 1_000);
      await shown.refresh();
    }
    expect(asked.map((since) => (since - noon) / 1_000)).toEqual([-10, -10, 0, 0]);
    expect([...shown.byId.keys()]).toEqual(['1', '2']);
  });
});
