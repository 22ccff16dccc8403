import type { Access, Entitlement } from '../../../domain/replayed/entitlement';
import { driftOf, type Drift, type SeenAccount } from '../../../domain/roster/finding';
import { telling } from '../builders';

const level = { planId: null, group: 'basic-wifi', orgUnit: 'basic-wifi', precedence: 0, attributes: null };
const granted: Access = { state: 'granted', ...level };
const prepared: Access = { state: 'prepared', ...level };
const denied: Access = { state: 'denied' };

const entitled = (access: Access, mayCreate = true): Entitlement => ({
  steps: [{ from: 0, access, reason: 'contract', evidence: [], sure: true, confirmAfterMs: 0, hash: 'h' }],
  identity: 'i',
  mayCreate,
  mayWrite: true,
  retentionMs: 0,
  settingsVersion: 1,
  businessId: null,
  telling,
});
const account = (more: Partial<SeenAccount> = {}): SeenAccount => ({
  id: 'a',
  enabled: true,
  orgUnit: 'basic-wifi',
  ...more,
});
const inStep = 'h.i';

describe('driftOf', () => {
  it.each<[string, Access, SeenAccount | undefined, string | undefined, Drift]>([
    ['all agree', granted, account(), inStep, 'none'],
    ['an account is missing', granted, undefined, inStep, 'grant'],
    ['an account was disabled by hand', granted, account({ enabled: false }), inStep, 'grant'],
    ['the level is another', granted, account({ orgUnit: 'premium-wifi' }), inStep, 'move'],
    ['who only has to check in has no account yet', prepared, undefined, inStep, 'grant'],
    ['who only has to check in is let in', prepared, account(), inStep, 'revoke'],
    ['who has left is let in', denied, account(), inStep, 'revoke'],
    ['who has left is disabled', denied, account({ enabled: false }), inStep, 'none'],
    ['the workflow holds another entitlement', granted, account(), 'other.i', 'refresh'],
    ['the person has another name', granted, account(), 'h.other', 'refresh'],
    ['no workflow is seen', granted, account(), undefined, 'refresh'],
    ['nobody ever had anything', denied, undefined, undefined, 'none'],
    ['the account may be anything', { state: 'keep' }, account({ enabled: false }), undefined, 'none'],
    ['the status word is unknown', granted, account({ enabled: null }), inStep, 'none'],
  ])('%s', (_, access, seen, held, expected) => {
    expect(driftOf(entitled(access), seen, held)).toBe(expected);
  });

  it('needs no account while provisioning is off', () => {
    expect(driftOf(entitled(granted, false), undefined, inStep)).toBe('none');
  });
});
