import fc from 'fast-check';
import type { FailureCode } from '../../../../domain/replayed/failure-codes';
import {
  afterFailure,
  afterSystemReport,
  afterSuccess,
  newSystemHealth,
  quarantineNews,
  type SystemHealth,
  type SystemReport,
} from '../../../../domain/replayed/health/system-health';

const noon = Date.UTC(2026, 10, 3, 12);

const failed = (...codes: FailureCode[]): SystemHealth =>
  codes.reduce((side, code, index) => afterFailure(side, { code, at: noon + index }), newSystemHealth());

const report = (parts: Partial<SystemReport> = {}): SystemReport => ({
  ...{ calls: 7, allowed: 100, lastReadAt: noon, lastWriteAt: null, throttled: 0 },
  ...parts,
});

describe('a quarantine', () => {
  test('begins with the third failure in a row, and names it', () => {
    expect(failed('timeout', 'outage').quarantine).toBeNull();
    expect(failed('timeout', 'outage', 'inconsistent').quarantine).toEqual({ since: noon + 2, code: 'inconsistent' });
  });

  test.each(['unauthorized', 'forbidden', 'wrongTenant'] as const)('begins at once at %s', (code) => {
    expect(failed(code)).toMatchObject({ consecutiveFailures: 1, quarantine: { since: noon, code } });
  });

  test('keeps its beginning, whatever else fails', () => {
    expect(failed('unauthorized', 'timeout', 'outage')).toMatchObject({
      quarantine: { since: noon, code: 'unauthorized' },
      lastFailure: { code: 'outage' },
    });
  });

  test('ends with a sync that goes through; before that, two failures between are no three in a row', () => {
    expect(afterSuccess(failed('unauthorized'), noon + 9)).toMatchObject({
      ...{ quarantine: null, consecutiveFailures: 0, lastGoodAt: noon + 9 },
      lastFailure: { code: 'unauthorized' },
    });
    const between = afterSuccess(failed('timeout', 'timeout'), noon + 9);
    expect(afterFailure(between, { code: 'timeout', at: noon + 10 }).quarantine).toBeNull();
  });

  test('does not end because a read was answered', () => {
    expect(afterSystemReport(failed('unauthorized'), report(), noon + 9).quarantine).not.toBeNull();
  });

  test('is told of once when it begins and once when it ends, however often syncs fail', () => {
    const outcome = fc.constantFrom<FailureCode | 'done'>('done', 'timeout', 'outage', 'unauthorized', 'inconsistent');
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 40 }), (outcomes) => {
        const told: string[] = [];
        let side = newSystemHealth();
        for (const [index, code] of outcomes.entries()) {
          const at = noon + index;
          const next = code === 'done' ? afterSuccess(side, at) : afterFailure(side, { code, at });
          const news = quarantineNews(side, next);
          if (news !== null) told.push(news.news);
          side = next;
        }
        expect(told).toEqual(told.map((_news, index) => (index % 2 === 0 ? 'begun' : 'ended')));
        expect(told.at(-1) === 'begun').toBe(side.quarantine !== null);
      }),
    );
  });
});

describe('what a worker has seen', () => {
  test('is taken over: limits used, the last good read, the last write', () => {
    const seen = afterSystemReport(newSystemHealth(), report({ lastWriteAt: noon - 5 }), noon + 1);
    expect(seen).toMatchObject({
      ...{ lastGoodAt: noon, lastWriteAt: noon - 5 },
      limits: { calls: 7, allowed: 100, at: noon + 1 },
    });
  });

  test('never turns back what another worker has seen later', () => {
    const seen = afterSystemReport(
      newSystemHealth(),
      report({ lastReadAt: noon + 9, lastWriteAt: noon + 8 }),
      noon + 9,
    );
    const then = afterSystemReport(seen, report({ lastReadAt: null, lastWriteAt: noon }), noon + 10);
    expect(then).toMatchObject({ lastGoodAt: noon + 9, lastWriteAt: noon + 8 });
  });
});
