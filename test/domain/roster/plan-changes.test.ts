import { ownershipMark } from '../../../domain/account/ownership';
import { entitlementTag } from '../../../domain/replayed/entitlement';
import { memberId, type PlanId } from '../../../domain/replayed/ids';
import { decideAccess } from '../../../domain/access/decide-access';
import type { Facts } from '../../../domain/access/facts';
import { Comparison } from '../../../domain/roster/comparison';
import type { Held } from '../../../domain/roster/held';
import { proposedAs } from '../../../domain/roster/propose-changes';
import { contract, dayPass, dedicatedDesk, factsOf, hotDesk, now, pass, privateOffice, rulesOf } from '../builders';

const anna = memberId('4400');
const rules = rulesOf();
const onPlan = (planId: PlanId): Partial<Facts> => ({ contracts: [contract({ planId })] });

interface Scene {
  was: Partial<Facts>;
  is: Partial<Facts>;
  gone?: PlanId[];
  awaits?: boolean;
}

/** How a sync asks about a member whose workflow and account have what was, while Nexudus lists what is. */
function asked({ was, is, gone = [], awaits = false }: Scene) {
  const before = decideAccess(factsOf(was), rules, now);
  const [step] = before.steps;
  if (step === undefined || !('planId' in step.access)) throw new Error('nothing was granted');
  const { planId, orgUnit, state: status } = step.access;
  const held: Held = {
    ...{ tag: entitlementTag(before, step), status, reason: step.reason, planId, businessId: null },
    ...{ until: null, attention: null, credential: null, news: null, hold: null, awaits },
  };
  const comparison = new Comparison({
    connector: 'main',
    source: {
      members: () => [anna],
      has: () => true,
      facts: () => factsOf(is),
      profilesOf: () => [],
      businessOf: () => null,
      username: () => ({ username: 'anna' }),
    },
    held: new Map([[anna, held]]),
    gonePlans: gone,
    rules,
    now,
  });
  comparison.take({ id: 'a', enabled: true, orgUnit, username: 'anna', notes: ownershipMark('main', anna) });
  const [finding] = comparison.finish().findings;
  if (finding === undefined) throw new Error('nothing was found');
  return { as: proposedAs(finding), takes: finding.takes };
}

it.each<[string, 'removals' | 'changes' | null, Scene]>([
  ['the contract names a lower plan', 'changes', { was: onPlan(dedicatedDesk), is: onPlan(hotDesk) }],
  ['the contract names a higher plan', 'changes', { was: onPlan(hotDesk), is: onPlan(privateOffice) }],
  ['the contract is gone', 'removals', { was: onPlan(dedicatedDesk), is: {} }],
  [
    'the contract is gone, and a pass gives a lower level',
    'removals',
    { was: onPlan(dedicatedDesk), is: { passes: [pass({ planId: dayPass, used: true, usedAt: now })] } },
  ],
  [
    'the plan is gone, and another contract gives a lower level',
    'removals',
    { was: onPlan(dedicatedDesk), is: onPlan(hotDesk), gone: [dedicatedDesk] },
  ],
  ['a hook has announced the lower plan', null, { was: onPlan(dedicatedDesk), is: onPlan(hotDesk), awaits: true }],
  ['a hook has announced the end', null, { was: onPlan(dedicatedDesk), is: { active: false }, awaits: true }],
])('where %s, a sync asks for: %s', (_, as, scene) => {
  expect(asked(scene).as).toBe(as);
});

it('a move to a lower level takes something all the same', () => {
  expect(asked({ was: onPlan(dedicatedDesk), is: onPlan(hotDesk) }).takes).toBe(true);
});
