import { explainStep } from '../../../domain/access/explain';
import type { Facts } from '../../../domain/access/facts';
import { reasons, type Evidence, type Step } from '../../../domain/replayed/entitlement';
import { memberId } from '../../../domain/replayed/ids';
import {
  at,
  checkIn,
  contract,
  DAY,
  decided,
  hours,
  minutePass,
  newYork,
  now,
  pass,
  rulesOf,
  stepsOf,
  team,
  unknownPlan,
  virtualOffice,
} from '../builders';

const strict = rulesOf({ checkInRequired: true });
const unprepared = rulesOf({ checkInRequired: true, prepareAhead: false });
const override = (access: 'allow' | 'block', until: number | null) => ({
  access,
  until,
  reason: '',
  by: 'desk',
  at: now,
});
const visitors = rulesOf({ presence: { group: 'visitor-wifi' } });
const paused = { pauses: [{ from: now - DAY, until: at('2026-12-01T00:00') }] };
const retired = rulesOf({ plans: { 'Day Pass': { group: 'guest-wifi' } } }, rulesOf());

const cases: [Partial<Facts>, string, ReturnType<typeof rulesOf>?][] = [
  [{ contracts: [contract()] }, 'Granted: contract Hot Desk #4411 runs without an end date.'],
  [
    { contracts: [contract({ cancellation: at('2026-11-20T00:00') })] },
    'Granted: contract Hot Desk #4411 runs until 20 Nov 2026 at 00:00 Europe/London.',
  ],
  [
    { contracts: [contract()], checkIn: checkIn() },
    'Granted: contract Hot Desk #4411 runs without an end date, checked in (#900) since 3 Nov 2026 at 09:00 Europe/London.',
    strict,
  ],
  [{ passes: [pass()] }, 'Granted: time pass Day Pass #77 has no expiry.'],
  [
    { passes: [pass({ expires: at('2026-11-20T17:30') })] },
    'Granted: time pass Day Pass #77 is good until 20 Nov 2026 at 17:30 Europe/London.',
  ],
  [
    { teams: [team({ contracts: [contract()] })] },
    'Granted: contract Hot Desk #4411 of team #7 runs without an end date.',
  ],
  [
    { teams: [team({ passes: [pass()], sharesPasses: true })] },
    'Granted: time pass Day Pass #77 of team #7 has no expiry.',
  ],
  [
    { checkIn: checkIn() },
    'Granted: access comes with being there, checked in (#900) since 3 Nov 2026 at 09:00 Europe/London.',
    visitors,
  ],
  [
    { checkIn: checkIn({ until: at('2026-11-03T09:30') }) },
    'Denied: access needs a check-in, and check-in #900 ended on 3 Nov 2026 at 09:30 Europe/London.',
    visitors,
  ],
  [{ override: override('allow', null) }, 'Granted: operator desk allows it until that is lifted.'],
  [
    { override: override('block', at('2026-11-04T12:00')) },
    'Denied: operator desk blocks it until 4 Nov 2026 at 12:00 Europe/London.',
  ],
  [{ presence: 'absent' }, 'Denied: Nexudus no longer lists coworker #4400.'],
  [{ archived: true }, 'Denied: coworker #4400 is archived in Nexudus.'],
  [{ active: false }, 'Denied: coworker #4400 is suspended in Nexudus.'],
  [{ unpaid: 'yes' }, 'Denied: coworker #4400 has unpaid invoices.', rulesOf({ unpaid: 'deny' })],
  [{}, 'Denied: coworker #4400 has neither a contract nor a time pass.'],
  [
    { contracts: [contract({ start: at('2026-12-01T00:00') })] },
    'Denied: contract Hot Desk #4411 starts on 1 Dec 2026 at 00:00 Europe/London.',
  ],
  [
    { contracts: [contract({ start: at('2026-11-04T00:00') })] },
    'Prepared, not yet granted: contract Hot Desk #4411 starts on 4 Nov 2026 at 00:00 Europe/London.',
  ],
  [
    { contracts: [contract({ cancellation: at('2026-11-02T00:00') })] },
    'Denied: the only contract, Hot Desk #4411, ended on 2 Nov 2026 at 00:00 Europe/London.',
  ],
  [
    {
      contracts: [
        contract({ id: '1', cancellation: at('2026-11-02T12:00') }),
        contract({ id: '2', cancellation: at('2026-10-02T12:00') }),
      ],
    },
    'Denied: the latest contract, Hot Desk #1, ended on 2 Nov 2026 at 12:00 Europe/London.',
  ],
  [{ contracts: [contract({ active: false })] }, 'Denied: the only contract, Hot Desk #4411, is no longer active.'],
  [
    { contracts: [contract(paused)] },
    'Denied: contract Hot Desk #4411 is paused until 1 Dec 2026 at 00:00 Europe/London.',
  ],
  [
    { passes: [pass({ expires: at('2026-11-02T17:30') })] },
    'Denied: the only time pass, Day Pass #77, expired on 2 Nov 2026 at 17:30 Europe/London.',
  ],
  [
    { passes: [pass({ used: true, usedAt: at('2026-11-02T17:30') })] },
    'Denied: the only time pass, Day Pass #77, was used up on 3 Nov 2026 at 00:00 Europe/London.',
  ],
  [
    { passes: [pass({ availability: hours([1, 2, 3], '11:00', '13:00') })] },
    'Prepared, not yet granted: time pass Day Pass #77 is outside its hours until 3 Nov 2026 at 11:00 Europe/London.',
  ],
  [{ passes: [minutePass(0)] }, 'Denied: the only time pass, Day Pass #77, is used up.'],
  [
    { contracts: [contract()] },
    'Prepared, not yet granted: contract Hot Desk #4411 needs a check-in, and there is none.',
    strict,
  ],
  [
    { contracts: [contract()], checkIn: checkIn({ until: at('2026-11-03T09:30:05') }) },
    'Denied: contract Hot Desk #4411 needs a check-in, and check-in #900 ended on 3 Nov 2026 at 09:30:05 Europe/London.',
    unprepared,
  ],
  [
    { contracts: [contract()], checkIn: checkIn({ since: at('2026-11-01T09:00'), businessId: newYork }) },
    'Denied: contract Hot Desk #4411 needs a check-in, and check-in #900 was closed by the daily cut-off on 2 Nov 2026 at 00:00 America/New_York.',
    unprepared,
  ],
  [
    { contracts: [contract({ planId: virtualOffice, planName: 'Virtual Office' })] },
    'Denied: contract Virtual Office #4411 has a plan without WiFi.',
  ],
  [
    { contracts: [contract({ planId: unknownPlan, planName: 'Mail Box' })] },
    'Denied: contract Mail Box #4411 has a plan that the settings do not map.',
  ],
  [
    { contracts: [contract()] },
    'Left as it is: contract Hot Desk #4411 has a plan that the settings no longer map.',
    retired,
  ],
  [
    {},
    'Left as it is: autoDeprovision is off, so only a check-out or an operator takes access away.',
    rulesOf({ autoDeprovision: false }),
  ],
  [
    { joined: { owner: memberId('4399'), others: [] } },
    'Denied: it is joined to coworker #4399, who has the same e-mail address and the account.',
  ],
];

test.each(cases.map(([facts, sentence, rules]) => [sentence, facts, rules ?? rulesOf()] as const))(
  '%s',
  (sentence, facts, rules) => {
    expect(explainStep(decided(facts, rules))).toBe(sentence);
  },
);

test('every reason has an example here', () => {
  expect(new Set(cases.map(([facts, , rules]) => decided(facts, rules).reason))).toEqual(new Set(reasons));
});

test('a later step reads like the present one', () => {
  const [, end] = stepsOf({ contracts: [contract({ cancellation: at('2026-11-04T00:00') })] });
  expect(end && explainStep(end)).toBe(
    'Denied: the only contract, Hot Desk #4411, ended on 4 Nov 2026 at 00:00 Europe/London.',
  );
});

test.each(reasons)('%s is a sentence even without evidence', (reason) => {
  const bare: Step = {
    from: now,
    access: { state: 'denied' },
    reason,
    evidence: [],
    sure: true,
    confirmAfterMs: 0,
    hash: '',
  };
  expect(explainStep(bare)).toMatch(/^Denied: [^.]+\.$/);
  const withoutMore: Evidence[] = [{ kind: 'contract', id: '1' }];
  expect(explainStep({ ...bare, evidence: withoutMore })).not.toMatch(/undefined|null|Invalid/);
});
