import fc from 'fast-check';
import { reasons, type Access, type Evidence, type Level, type Step } from '../../../domain/replayed/entitlement';
import { failureCodes } from '../../../domain/replayed/failure-codes';
import { memberId, planId } from '../../../domain/replayed/ids';
import { letterKinds } from '../../../domain/replayed/letter-kinds';
import { verdictLanguages } from '../../../domain/verdict/languages';
import type { Standing } from '../../../domain/verdict/standing';
import { allowedWords, verdictOf, type Verdict } from '../../../domain/verdict/verdict';
import { DAY, MINUTE, now, telling } from '../builders';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const lane = fc.constantFrom('looker', 'writer', 'details', 'courier', 'portal');
const reason = fc.constantFrom(...reasons);
const id = fc.constantFrom('1001', '12', '7');
const instant = fc.integer({ min: -500 * 24 * 4, max: 500 * 24 * 4 }).map((quarters) => now + quarters * 15 * MINUTE);
const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC');

const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    kind: fc.constantFrom('contract', 'pass', 'checkIn', 'team', 'coworker', 'override'),
    id,
    planName: optional(fc.constantFrom('', ' ', 'Flex 5', 'Hot  Desk ')),
    at: optional(instant),
    zone: optional(zone),
  })
  .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as never);

const level: Level = {
  ...{ planId: planId('11'), group: 'basic-wifi', orgUnit: 'basic-wifi' },
  ...{ precedence: 1, attributes: null },
};
const premium: Level = { ...level, group: 'premium-wifi', orgUnit: 'premium-wifi' };
const access = fc.constantFrom<Access>(
  { state: 'granted', ...level },
  { state: 'granted', ...premium },
  { state: 'prepared', ...level },
  { state: 'denied' },
  { state: 'keep' },
);
const step: fc.Arbitrary<Step> = fc.record({
  from: instant,
  access,
  reason,
  evidence: fc.array(evidence, { maxLength: 4 }),
  sure: fc.boolean(),
  confirmAfterMs: fc.constant(0),
  hash: fc.constant(''),
});

const standing: fc.Arbitrary<Standing> = fc.record({
  member: fc.constant(memberId('1001')),
  entitlement: maybe(
    fc.record({
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      identity: fc.constant('i'),
      mayCreate: fc.boolean(),
      mayWrite: fc.boolean(),
      retentionMs: fc.constant(DAY),
      settingsVersion: fc.constant(1),
      businessId: fc.constant(null),
      telling: fc.constant(telling),
    }),
  ),
  step: fc.constantFrom(0, 1),
  account: maybe(
    fc.record({ id: fc.constant('a-1'), enabled: fc.boolean(), orgUnit: fc.constantFrom('basic-wifi', '') }),
  ),
  unsettled: fc.boolean(),
  attention: maybe(fc.record({ lane, reason: fc.constantFrom(...failureCodes), since: instant })),
  waiting: maybe(fc.record({ lane })),
  delivery: fc.record({
    state: fc.constantFrom('none', 'owed', 'sent', 'stuck'),
    kind: maybe(fc.constantFrom(...letterKinds)),
  }),
  secondLookAt: maybe(instant),
  hold: maybe(
    fc.record({
      ...{ id: maybe(fc.constant('5')), reason, since: instant },
      kept: maybe(fc.record({ by: fc.constant('desk'), since: instant, until: instant })),
    }),
  ),
  eraseAt: maybe(instant),
  erasure: maybe(fc.record({ since: instant, doneAt: maybe(instant) })),
  override: maybe(fc.constant({ access: 'block' })),
  lastLookAt: maybe(instant),
});

const textsOf = ({ sentence, evidence: facts, way, next }: Verdict): string[] => [
  sentence,
  ...[...facts, ...(way ? [way] : []), ...next].map(({ text }) => text),
];

const MACHINE = /undefined|null|NaN|Invalid|\[object|\{|\}|\s{2}|\(\s|\s\)|\(\)|\s[,.]|[,:.]\.|#\s|#$|^\s|\s$|^$/;

test.each(verdictLanguages)('whatever is known of a member, %s has whole sentences for it', (language) => {
  fc.assert(
    fc.property(standing, maybe(fc.constant(now)), zone, (known, at, place) => {
      const verdict = verdictOf(known, language, { now: at, zone: place });
      expect(textsOf(verdict).filter((text) => MACHINE.test(text))).toEqual([]);
      expect(verdict.sentence).not.toMatch(/^\p{Ll}|\. \p{Ll}/u);
      expect(allowedWords).toContain(verdict.allowed);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('what can be done now follows the account, not the decision', () => {
  fc.assert(
    fc.property(standing, (known) => {
      const { allowed, way } = verdictOf(known, 'en', { now, zone: 'UTC' });
      const isOpen = known.account?.enabled === true;
      const steps = known.entitlement?.steps.slice(known.step) ?? [];
      if (allowed === 'yes' || allowed === 'still') expect(isOpen).toBe(true);
      if (allowed === 'soon' || allowed === 'no') expect(isOpen).toBe(false);
      if (isOpen && steps.length > 0) expect(['yes', 'still']).toContain(allowed);
      if (allowed === 'yes' && known.entitlement?.mayWrite === true) expect(way).toBeNull();
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('every language says the same of whether, when and by whom', () => {
  fc.assert(
    fc.property(standing, (known) => {
      const shapes = verdictLanguages.map((language) => {
        const { allowed, evidence: facts, way, next } = verdictOf(known, language, { now, zone: 'UTC' });
        return [
          allowed,
          facts.map(({ kind, id: of }) => [kind, of]),
          way && [way.kind, way.at],
          next.map(({ at }) => at),
        ];
      });
      expect(new Set(shapes.map((shape) => JSON.stringify(shape))).size).toBe(1);
    }),
    { numRuns: 200, seed: 1 },
  );
});
