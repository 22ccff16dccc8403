import type { ContractFact, Facts } from '../../../domain/access/facts';
import { reasons, type Step } from '../../../domain/replayed/entitlement';
import type { Rules } from '../../../domain/settings/rules';
import { neededActions } from '../../../domain/webhooks/actions';
import { announcedBy } from '../../../domain/webhooks/expected-action';
import {
  at,
  checkIn,
  contract,
  DAY,
  decided,
  hotDesk,
  HOUR,
  minutePass,
  now,
  pass,
  privateOffice,
  rulesOf,
  team,
  unknownPlan,
  virtualOffice,
} from '../builders';

/** The action that should have told of a change from one set of facts to another. */
function between(before: Partial<Facts>, after: Partial<Facts>, rules?: Rules) {
  const { reason, access } = decided(before, rules);
  const planId = 'planId' in access ? access.planId : null;
  return announcedBy({ before: { reason, planId }, step: decided(after, rules) });
}

const withContract = (parts: Partial<ContractFact> = {}): Partial<Facts> => ({ contracts: [contract(parts)] });
const inTeam = (parts: Partial<ContractFact> = {}): Partial<Facts> => ({
  teams: [team({ contracts: [contract(parts)] })],
});

const nothing = {};
const member = withContract();
const over = { cancellation: now - HOUR };
const later = { start: at('2026-12-01T00:00') };
const paused = { pauses: [{ from: now - HOUR, until: now + HOUR }] };
const office = { planId: privateOffice };
const dayPass = { passes: [pass()] };
const expired = { passes: [pass({ expires: now - HOUR })] };
const usedUp = { passes: [pass({ used: true, usedAt: now - 3 * DAY })] };
const minutes = { passes: [minutePass(600)] };
const inside = { ...minutes, checkIn: checkIn() };
const outside = { ...minutes, checkIn: checkIn({ until: now - 1 }) };
const word = { until: null, reason: 'r', by: 'operator', at: now };

describe('the webhook that should have announced', () => {
  it.each<[string, Partial<Facts>, Partial<Facts>, string]>([
    ['a first contract', nothing, member, 'CoworkerContractCreate'],
    ['one that starts later', nothing, withContract(later), 'CoworkerContractCreate'],
    ['another plan', member, withContract(office), 'CoworkerContractUpgradeDowngrade'],
    ['a plan without WiFi', member, withContract({ planId: virtualOffice }), 'CoworkerContractUpgradeDowngrade'],
    ['a plan that is not mapped', member, withContract({ planId: unknownPlan }), 'CoworkerContractUpgradeDowngrade'],
    ['an end of the same plan', member, withContract({ cancellation: now + HOUR }), 'AccessControlUpdate'],
    ['a start that has moved', member, withContract(later), 'AccessControlUpdate'],
    ['a cancellation', member, withContract(over), 'CoworkerContractCancel'],
    ['a contract that is gone', member, nothing, 'CoworkerContractDelete'],
    ['a contract after another has ended', withContract(over), member, 'AccessControlUpdate'],

    ['a pass', nothing, dayPass, 'AccessControlUpdate'],
    ['a minute pass', nothing, minutes, 'AccessControlUpdate'],
    ['an earlier expiry', dayPass, expired, 'AccessControlUpdate'],
    ['a pass that is used up', dayPass, usedUp, 'AccessControlUpdate'],
    ['a pass that is gone', dayPass, nothing, 'AccessControlUpdate'],

    ['a check-in', minutes, inside, 'CoworkerCheckin'],
    ['a check-out', inside, outside, 'CoworkerCheckout'],
    ['a second check-in', outside, inside, 'CoworkerCheckin'],
    ['a check-in that is gone', inside, minutes, 'CheckinDeleted'],

    ['joining a team', nothing, inTeam(), 'AccessControlUpdate'],
    ['leaving it', inTeam(), nothing, 'AccessControlUpdate'],
    ['suspension', member, { ...member, active: false }, 'AccessControlUpdate'],
    ['the end of a suspension', { ...member, active: false }, member, 'AccessControlUpdate'],
    ['deletion', member, { ...member, presence: 'absent' }, 'CoworkerDelete'],
  ])('%s', (_what, before, after, action) => {
    expect(between(before, after)).toBe(action);
  });

  it('payment, if unpaid invoices deny', () => {
    const rules = rulesOf({ unpaid: 'deny' });
    expect(between({ ...member, unpaid: 'yes' }, { ...member, unpaid: 'no' }, rules)).toBe('CoworkerInvoicePaid');
    expect(between(member, { ...member, unpaid: 'yes' }, rules)).toBeNull();
  });

  it('the contract of somebody about whom nothing was known', () => {
    const before = { reason: null, planId: null };
    expect(announcedBy({ before, step: decided(member) })).toBe('CoworkerContractCreate');
    expect(announcedBy({ before, step: decided(nothing) })).toBeNull();
  });
});

describe('no webhook announces', () => {
  it.each<[string, Partial<Facts>, Partial<Facts>]>([
    ['a pause', member, withContract(paused)],
    ['the end of a pause', withContract(paused), member],
    ['archiving', member, { ...member, archived: true }],
    ['unarchiving', { ...member, archived: true }, member],
    ['what becomes of the contract of who pays for a team', inTeam(), inTeam(over)],
    ['another plan of who pays for a team', inTeam(), inTeam(office)],
    ['a coworker who is found after all', { ...member, presence: 'absent' }, member],
    ['an operator’s block', member, { ...member, override: { ...word, access: 'block' } }],
    ['that a block is lifted', { ...member, override: { ...word, access: 'block' } }, member],
    ['what has not changed', { ...member, active: false }, { ...member, active: false }],
  ])('%s', (_what, before, after) => {
    expect(between(before, after)).toBeNull();
  });
});

it('every change is answered with a webhook that is installed, or none', () => {
  const known: readonly (string | null)[] = [...neededActions({ unpaid: 'deny' }), null];
  const steps = reasons.map((reason): Step => ({ ...decided(member), reason }));
  for (const before of [null, ...reasons])
    for (const step of steps) {
      const announced = announcedBy({ before: { reason: before, planId: hotDesk }, step });
      expect([before, step.reason, known.includes(announced)]).toEqual([before, step.reason, true]);
    }
});
