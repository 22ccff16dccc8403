import type { Access, Entitlement } from '../../../domain/replayed/entitlement';
import { memberId } from '../../../domain/replayed/ids';
import { ownershipMark } from '../../../domain/account/ownership';
import { Comparison } from '../../../domain/roster/comparison';
import { erasedDrift } from '../../../domain/roster/erased';
import type { Held } from '../../../domain/roster/held';
import { now, rulesOf, telling } from '../builders';

const level = { planId: null, group: 'basic-wifi', orgUnit: 'basic-wifi', precedence: 0, attributes: null };
const granted: Access = { state: 'granted', ...level };
const denied: Access = { state: 'denied' };
const entitled = (...accesses: Access[]): Entitlement => ({
  steps: accesses.map((access, from) => {
    return { from, access, reason: 'contract', evidence: [], sure: true, confirmAfterMs: 0, hash: 'h' };
  }),
  ...{ identity: 'i', mayCreate: true, mayWrite: true, retentionMs: 0, settingsVersion: 1, businessId: null, telling },
});
const shows = (status: string, reason: Held['reason'] = null): Held => ({
  ...{ tag: '', credential: null, status, reason, planId: null, businessId: null, until: null },
  ...{ attention: null, news: null, hold: null, awaits: false },
});
const account = { id: 'a', enabled: false, orgUnit: null };

describe('a sync that meets a member who', () => {
  it.each([
    ['is being erased', shows('erasing'), entitled(granted), account, 'none'],
    ['was erased', shows('erased'), entitled(denied), undefined, 'none'],
    ['was erased and has a membership again', shows('erased'), entitled(granted), undefined, 'grant'],
    ['was erased and has one ahead', shows('erased'), entitled(denied, granted), undefined, 'refresh'],
    ['was erased and is kept off', shows('erased', 'blocked'), entitled(granted), undefined, 'none'],
    ['was erased, and an account has turned up', shows('erased'), entitled(denied), account, 'refresh'],
    ['is kept off, and an account has turned up', shows('erased', 'blocked'), entitled(granted), account, 'refresh'],
    ['was never erased', shows('denied'), entitled(denied), account, null],
    ['has no workflow', undefined, entitled(denied), account, null],
  ] as const)('%s', (_, held, entitlement, seen, drift) => {
    expect(erasedDrift(held, entitlement, seen)).toBe(drift);
  });

  it.each([
    ['was erased, and is gone from Nexudus', shows('erased'), [{ what: 'refresh', takes: false }]],
    ['is being erased, and is gone from Nexudus', shows('erasing'), []],
    ['was never erased, and is gone from Nexudus', shows('denied'), [{ what: 'orphan', takes: true }]],
  ])('%s, by an account that has turned up', (_, held, findings) => {
    const member = memberId('7');
    const comparison = new Comparison({
      source: {
        ...{ members: () => [], has: () => false, facts: () => null, profilesOf: () => [], businessOf: () => null },
        username: () => ({ username: 'ann@x' }),
      },
      ...{ connector: 'main', rules: rulesOf(), now, gonePlans: [], held: new Map([[member, held]]) },
    });
    comparison.take({ id: 'a-7', username: 'x', enabled: true, orgUnit: null, notes: ownershipMark('main', member) });
    expect(comparison.finish().findings).toMatchObject(findings);
  });
});
