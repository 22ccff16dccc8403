import {
  afterCertificateLook,
  afterVainLook,
  daysLeft,
  newCertificateWatch,
  stateOfCertificate,
  takeBackWarning,
  takeWarnings,
  type CertificateWatch,
  type FoundCertificate,
  type WarningReason,
} from '../../../../domain/replayed/health/certificates';
import type { Instant } from '../../../../domain/replayed/ids';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 10, 3, 12);

const ca = (fingerprint: string, notAfter: Instant): FoundCertificate => ({
  ...{ use: 'ca', seen: { fingerprint, notAfter }, fault: null },
});
const unreadable: FoundCertificate = { use: 'signing', seen: null, fault: 'unreadable' };
const looked = (found: FoundCertificate[], at = now, before = newCertificateWatch()): CertificateWatch =>
  afterCertificateLook(before, found, 'settings 1', at);
const only = ({ watched: [first] }: CertificateWatch) => {
  if (first === undefined) throw new Error('nothing is watched');
  return first;
};

describe('the warnings of a certificate', () => {
  it('come once each: 30, 7 and 1 days ahead, and when it has expired', () => {
    const end = now + 40 * DAY;
    let watch = newCertificateWatch();
    const warned: [number, WarningReason][] = [];
    for (let day = 0; day <= 45; day += 0.5) {
      watch = looked([ca('aa', end)], now + day * DAY, watch);
      for (const { why } of takeWarnings(watch, now + day * DAY)) warned.push([day, why]);
    }
    expect(warned).toEqual([
      [10, { days: 30 }],
      [33, { days: 7 }],
      [39, { days: 1 }],
      [40, { days: 0 }],
    ]);
  });

  it('are one, the last that is due, for a certificate that is seen late', () => {
    const watch = looked([ca('aa', now + 3 * DAY), ca('bb', now - DAY), ca('cc', now + 31 * DAY)]);
    expect(takeWarnings(watch, now).map(({ fingerprint, why }) => [fingerprint, why])).toEqual([
      ['aa', { days: 7 }],
      ['bb', { days: 0 }],
    ]);
    expect(takeWarnings(watch, now)).toEqual([]);
  });

  it('begin anew for the certificate that takes its place, and are over for the one that is gone', () => {
    const before = looked([ca('aa', now + DAY)]);
    takeWarnings(before, now);
    const after = looked([ca('bb', now + 20 * DAY)], now, before);
    expect(takeWarnings(after, now).map(({ fingerprint, why }) => [fingerprint, why])).toEqual([['bb', { days: 30 }]]);
  });

  it('are due again when a mail could not be delivered at all', () => {
    const watch = looked([ca('aa', now + DAY)]);
    const [warning] = takeWarnings(watch, now);
    if (warning === undefined) throw new Error('no warning');
    takeBackWarning(watch, warning);
    expect(takeWarnings(watch, now)).toEqual([warning]);
  });
});

describe('a server that devices do not accept', () => {
  const shown = (fault: FoundCertificate['fault']): FoundCertificate => ({
    ...{ ...ca('aa', now + 300 * DAY), use: 'server', fault },
  });

  it('is told of once, and again when it was good meanwhile', () => {
    const wrong = looked([shown('wrongName')]);
    expect(takeWarnings(wrong, now)).toMatchObject([{ use: 'server', why: { distrust: 'wrongName' } }]);
    const still = looked([shown('wrongName')], now + HOUR, wrong);
    expect(takeWarnings(still, now + HOUR)).toEqual([]);
    const good = looked([shown(null)], now + 2 * HOUR, still);
    expect(takeWarnings(good, now + 2 * HOUR)).toEqual([]);
    expect(takeWarnings(looked([shown('wrongName')], now + 3 * HOUR, good), now + 3 * HOUR)).toHaveLength(1);
  });

  it('is not told of again because it was silent meanwhile', () => {
    const wrong = looked([shown('untrusted')]);
    takeWarnings(wrong, now);
    const silent = looked([{ use: 'server', seen: null, fault: 'silent' }], now + HOUR, wrong);
    expect(takeWarnings(silent, now + HOUR)).toEqual([]);
    expect(takeWarnings(looked([shown('untrusted')], now + 2 * HOUR, silent), now + 2 * HOUR)).toEqual([]);
  });
});

describe('what cannot be seen', () => {
  it('is not gone: what was last seen stays known, with the fault and since when', () => {
    const seen: FoundCertificate = { ...ca('aa', now + 90 * DAY), use: 'signing' };
    const before = looked([seen]);
    const failed = looked([unreadable], now + HOUR, before);
    const still = looked([unreadable], now + 2 * HOUR, failed);
    expect(only(still)).toMatchObject({ seen: seen.seen, since: now, fault: 'unreadable', faultSince: now + HOUR });
    expect(stateOfCertificate(only(still), now + 2 * HOUR).state).toBe('ok');
    expect(only(looked([seen], now + 3 * HOUR, still))).toMatchObject({ fault: null, faultSince: null });
  });

  it('is unknown as long as it was never seen, and looked for every hour', () => {
    const watch = looked([unreadable]);
    expect(stateOfCertificate(only(watch), now)).toEqual({ state: 'unknown', since: now });
    expect(watch.nextLookAt).toBe(now + HOUR);
    expect(takeWarnings(watch, now)).toEqual([]);
  });
});

describe('the next look', () => {
  it('is a day later, or at the next warning', () => {
    expect(looked([ca('aa', now + 90 * DAY)]).nextLookAt).toBe(now + DAY);
    expect(looked([ca('aa', now + 7 * DAY + HOUR)]).nextLookAt).toBe(now + HOUR);
    expect(looked([]).nextLookAt).toBe(now + DAY);
  });

  it('is an hour later when this one found out nothing, and all that was known stays', () => {
    const before = looked([ca('aa', now + 90 * DAY)]);
    expect(afterVainLook(before, 'settings 2', now)).toEqual({
      ...{ ...before, lookedFor: 'settings 2', nextLookAt: now + HOUR },
    });
  });
});

describe('how a certificate stands', () => {
  const standing = (end: Instant, since = now - 100 * DAY) => {
    const watch = looked([ca('aa', end)], since);
    return stateOfCertificate(only(watch), now);
  };

  it('is ok, soon from 30 days ahead, and expired from its end on', () => {
    expect(standing(now + 31 * DAY)).toEqual({ state: 'ok', since: now - 100 * DAY });
    expect(standing(now + 29 * DAY)).toEqual({ state: 'soon', since: now - DAY });
    expect(standing(now + 29 * DAY, now)).toEqual({ state: 'soon', since: now });
    expect(standing(now)).toEqual({ state: 'expired', since: now });
  });

  it('counts whole days', () => {
    expect(daysLeft({ fingerprint: 'aa', notAfter: now + 7 * DAY - 1 }, now)).toBe(6);
    expect(daysLeft({ fingerprint: 'aa', notAfter: now - 1 }, now)).toBe(-1);
  });
});
