import { decideAccess } from '../../../domain/access/decide-access';
import type { Facts } from '../../../domain/access/facts';
import type { Reason } from '../../../domain/replayed/entitlement';
import { memberId } from '../../../domain/replayed/ids';
import type { Rules } from '../../../domain/settings/rules';
import type { Standing } from '../../../domain/verdict/standing';
import {
  at,
  checkIn,
  contract,
  DAY,
  dedicatedDesk,
  factsOf,
  hours,
  minutePass,
  newYork,
  now,
  pass,
  rulesOf,
  team,
  unknownPlan,
  virtualOffice,
} from '../builders';

/** A member whose account is as the decision wants it. */
function standingOf(facts: Partial<Facts>, rules: Rules = rulesOf(), changes: Partial<Standing> = {}): Standing {
  const entitlement = decideAccess(factsOf(facts), rules, now);
  const access = entitlement.steps[0]?.access;
  const level = access && 'orgUnit' in access ? access.orgUnit : 'basic-wifi';
  const isOpen = access?.state === 'granted' || access?.state === 'keep';
  return {
    member: factsOf().memberId,
    entitlement,
    step: 0,
    account: { id: 'a-1', enabled: isOpen, orgUnit: level },
    unsettled: false,
    attention: null,
    waiting: null,
    delivery: { state: 'sent', kind: 'welcome' },
    secondLookAt: null,
    hold: null,
    eraseAt: null,
    erasure: null,
    override: null,
    lastLookAt: now - 300_000,
    ...changes,
  };
}

const strict = rulesOf({ checkInRequired: true });
const visitors = rulesOf({ presence: { group: 'visitor-wifi' } });
const retired = rulesOf({ plans: { 'Day Pass': { group: 'guest-wifi' } } }, rulesOf());
const lenient = rulesOf({ autoDeprovision: false });
const unprovisioned = rulesOf({ autoProvision: false });
const preview = { ...rulesOf(), live: false };
const override = (access: 'allow' | 'block', until: number | null) => ({
  ...{ access, until, reason: '', by: 'desk', at: now },
});
const untilDecember = { pauses: [{ from: now - DAY, until: at('2026-12-01T00:00') }] };

/** One for each reason; without one for a new reason this does not compile. */
export const byReason: Record<Reason, Standing> = {
  contract: standingOf({ contracts: [contract({ cancellation: at('2026-11-20T00:00') })] }),
  pass: standingOf(
    {
      passes: [pass({ id: '88', used: true, usedAt: at('2026-11-03T09:02') })],
      checkIn: checkIn({ since: at('2026-11-03T09:02') }),
    },
    rulesOf({ plans: { 'Day Pass': { group: 'guest-wifi', checkInRequired: true } }, cutOff: '18:00' }),
  ),
  teamContract: standingOf({ teams: [team({ contracts: [contract()] })] }),
  teamPass: standingOf({ teams: [team({ passes: [pass({ expires: at('2026-11-06T17:30') })], sharesPasses: true })] }),
  checkedIn: standingOf({ checkIn: checkIn() }, visitors),
  allowed: standingOf({ override: override('allow', at('2026-11-04T12:00')) }),
  blocked: standingOf({ contracts: [contract()], override: override('block', null) }),
  deleted: standingOf({ presence: 'absent' }),
  archived: standingOf({ archived: true }),
  suspended: standingOf({ active: false }),
  unpaid: standingOf({ contracts: [contract()], unpaid: 'yes' }, rulesOf({ unpaid: 'deny' })),
  none: standingOf({}, rulesOf(), { account: null, delivery: { state: 'none', kind: null } }),
  notStarted: standingOf({ contracts: [contract({ start: at('2026-11-09T00:00') })] }),
  ended: standingOf({ contracts: [contract({ cancellation: at('2026-10-20T00:00') })] }),
  paused: standingOf({ contracts: [contract(untilDecember)] }),
  passExpired: standingOf({ passes: [pass({ expires: at('2026-11-02T17:30') })] }),
  passUsedUp: standingOf({ passes: [pass({ used: true, usedAt: at('2026-11-02T17:30') })] }),
  checkInNeeded: standingOf({ contracts: [contract()] }, strict),
  checkedOut: standingOf({ contracts: [contract()], checkIn: checkIn({ until: at('2026-11-03T09:30') }) }, strict),
  checkInClosed: standingOf(
    { contracts: [contract()], checkIn: checkIn({ since: at('2026-11-01T09:00'), businessId: newYork }) },
    strict,
  ),
  outsideHours: standingOf({ passes: [pass({ availability: hours([1, 2, 3], '11:00', '13:00') })] }),
  noWifiPlan: standingOf({ contracts: [contract({ planId: virtualOffice, planName: 'Virtual Office' })] }),
  unmappedPlan: standingOf({ contracts: [contract({ planId: unknownPlan, planName: 'Flex 5' })] }),
  retiredPlan: standingOf({ contracts: [contract()] }, retired),
  keptByPolicy: standingOf({ contracts: [contract({ cancellation: at('2026-10-20T00:00') })] }, lenient),
  joined: standingOf({ joined: { owner: memberId('4399'), others: [] } }, rulesOf(), { account: null }),
};

const member = { contracts: [contract()] };
const left = { contracts: [contract({ cancellation: at('2026-11-03T00:00') })] };
const newcomer = { account: null, delivery: { state: 'owed', kind: 'welcome' } } as const;
const closed = { id: 'a-1', enabled: false, orgUnit: 'basic-wifi' };
const open = { id: 'a-1', enabled: true, orgUnit: 'basic-wifi' };
const failing = (lane: 'looker' | 'writer' | 'courier' | 'details' | 'portal') => ({
  attention: { lane, reason: 'outage' as const, since: at('2026-11-03T09:02') },
});
const kept = { by: 'operator', since: at('2026-11-02T09:00'), until: at('2026-11-09T09:00') };
const gone = standingOf({ archived: true });
const heirs = gone.entitlement?.steps.map((step) => ({
  ...step,
  access: { state: 'keep' as const },
  evidence: [...step.evidence, { kind: 'coworker' as const, id: '12' }],
}));

/** What stands between a decision and the account, and other ends of a reason. */
export const byCircumstance: Record<string, Standing> = {
  'not looked at yet': standingOf({}, rulesOf(), { entitlement: null, account: null, lastLookAt: null }),
  'not looked at yet, and Nexudus fails': standingOf({}, rulesOf(), {
    ...{ entitlement: null, account: null, lastLookAt: null },
    ...failing('looker'),
  }),
  'being erased': standingOf({}, rulesOf(), { entitlement: null, erasure: { since: now - DAY, doneAt: null } }),
  erased: standingOf({}, rulesOf(), {
    ...{ entitlement: null, account: null, delivery: { state: 'none', kind: null } },
    erasure: { since: now - 2 * DAY, doneAt: now - DAY },
  }),
  'erased, and kept off': standingOf({}, rulesOf(), {
    ...{ entitlement: null, account: null, delivery: { state: 'none', kind: null }, override: override('block', null) },
    erasure: { since: now - 2 * DAY, doneAt: now - DAY },
  }),
  'no account yet': standingOf(member, rulesOf(), newcomer),
  'a write whose outcome is not known': standingOf(member, rulesOf(), { ...newcomer, unsettled: true }),
  'the account cannot be opened': standingOf(member, rulesOf(), { account: closed, ...failing('writer') }),
  'another account has the user name': standingOf(member, rulesOf(), {
    ...newcomer,
    attention: { lane: 'writer', reason: 'conflict', since: now },
  }),
  'there is no e-mail address to make a user name of': standingOf(member, rulesOf(), {
    ...newcomer,
    attention: { lane: 'writer', reason: 'noEmail', since: now },
  }),
  'the account is changed by hand again and again': standingOf(left, rulesOf(), {
    account: open,
    attention: { lane: 'writer', reason: 'contested', since: now },
  }),
  'a maintenance holds the write back': standingOf(member, rulesOf(), {
    account: closed,
    waiting: { lane: 'writer' },
  }),
  'no account is made automatically': standingOf(member, unprovisioned, { account: null }),
  'another level is still to be written': standingOf(
    { contracts: [contract({ planId: dedicatedDesk, planName: 'Dedicated Desk' })] },
    rulesOf(),
    { account: open },
  ),
  'the account is still to be closed': standingOf(left, rulesOf(), { account: open }),
  'the account cannot be closed': standingOf(left, rulesOf(), { account: open, ...failing('writer') }),
  'the end of a contract waits for a second look': standingOf(member, rulesOf(), { secondLookAt: now + 10_000 }),
  'a hold': standingOf(member, rulesOf(), { hold: { id: '7', reason: 'none', since: now, kept: null } }),
  'a held move': standingOf(member, rulesOf(), { hold: { id: '7', reason: 'contract', since: now, kept: null } }),
  'kept after a hold': standingOf(member, rulesOf(), { hold: { id: null, reason: 'ended', since: now, kept } }),
  'not live, would be let in': standingOf(member, preview, { account: null }),
  'not live, would be kept out': standingOf(left, preview, { account: null }),
  'Nexudus fails': standingOf({ contracts: [contract()] }, strict, failing('looker')),
  'Nexudus is under maintenance': standingOf(member, rulesOf(), { waiting: { lane: 'looker' } }),
  'the letter cannot be sent': standingOf(member, rulesOf(), {
    ...{ delivery: { state: 'stuck', kind: 'welcome' } },
    ...failing('courier'),
  }),
  'details cannot be written': standingOf(member, rulesOf(), failing('details')),
  'blocked for a while': standingOf({ ...member, override: override('block', at('2026-11-03T18:00')) }),
  'paused without an end': standingOf({ contracts: [contract({ pauses: [{ from: now - DAY, until: null }] })] }),
  'starts tomorrow': standingOf({ contracts: [contract({ start: at('2026-11-04T00:00') })] }),
  'starts next year': standingOf({ contracts: [contract({ start: at('2027-01-01T00:00') })] }),
  'ended last year, as did others': standingOf({
    contracts: [
      contract({ cancellation: at('2025-12-01T00:00'), start: null }),
      contract({ id: '4300', cancellation: at('2025-10-01T00:00'), start: null }),
    ],
  }),
  'no longer active': standingOf({ contracts: [contract({ active: false })] }),
  'no minutes left': standingOf({ passes: [minutePass(0)] }),
  'checked out where a check-in is enough': standingOf(
    { checkIn: checkIn({ until: at('2026-11-03T09:30') }) },
    visitors,
  ),
  'kept without an account': standingOf({ contracts: [contract()] }, retired, { account: null }),
  'nothing gives access, deprovisioning off': standingOf({}, lenient, { account: closed }),
  'the record of another profile': standingOf(
    {
      joined: { owner: factsOf().memberId, others: [factsOf({ memberId: memberId('12'), contracts: [contract()] })] },
    },
    rulesOf({ joinProfiles: 'sameAddress' }),
  ),
  'another profile takes over': {
    ...gone,
    account: open,
    entitlement: gone.entitlement && { ...gone.entitlement, steps: heirs ?? [] },
  },
  'the account is to be deleted': standingOf(left, rulesOf(), { eraseAt: at('2027-02-01T00:00') }),
  'hours of a pass': standingOf({ passes: [pass({ availability: hours([1, 2, 3], '09:00', '13:00') })] }),
};
