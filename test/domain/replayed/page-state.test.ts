import { reasons, type Access, type Step } from '../../../domain/replayed/entitlement';
import {
  beginsAt,
  pageStateOf,
  removesItselfAt,
  validUntil,
  type PageFacts,
} from '../../../domain/replayed/page-state';

const now = 1_000;
const level = { planId: null, group: 'g', orgUnit: 'g', precedence: 1, attributes: null };
const granted: Access = { state: 'granted', ...level };
const step = (access: Access, reason: Step['reason'] = 'contract', from = 0): Step => ({
  from,
  access,
  reason,
  evidence: [],
  sure: true,
  confirmAfterMs: 0,
  hash: '',
});
const denied = (reason: Step['reason'], from = 0): Step => step({ state: 'denied' }, reason, from);
const facts = (parts: Partial<PageFacts> = {}): PageFacts => ({
  link: { expiresAt: now + 1, openingsLeft: 1 },
  steps: [step(granted)],
  ready: true,
  ...parts,
});

test.each<[string, Partial<PageFacts>, string]>([
  ['a live link of a member who may connect', {}, 'valid'],
  ['a link at its last instant', { link: { expiresAt: now, openingsLeft: 1 } }, 'expired'],
  ['no link', { link: null }, 'expired'],
  ['a link without openings', { link: { expiresAt: now + 1, openingsLeft: 0 } }, 'usedUp'],
  [
    'a dead link of a blocked member, which says nothing of that',
    { link: null, steps: [denied('blocked')] },
    'expired',
  ],
  ['an account that is not there yet', { ready: false }, 'preparing'],
  ['nobody has looked yet', { steps: [] }, 'preparing'],
  ['an account that is kept as it is', { steps: [step({ state: 'keep' }, 'retiredPlan')] }, 'valid'],
  ['one that is kept disabled', { steps: [step({ state: 'keep' }, 'retiredPlan')], ready: false }, 'ended'],
  ['a prepared account', { steps: [step({ state: 'prepared', ...level }, 'checkInNeeded')], ready: false }, 'checkIn'],
  ['a start ahead', { steps: [step({ state: 'prepared', ...level }, 'notStarted')] }, 'notYet'],
  ['a pause', { steps: [denied('paused')] }, 'paused'],
  ['a suspension', { steps: [denied('suspended')] }, 'blocked'],
  ['an end', { steps: [denied('ended')] }, 'ended'],
])('%s', (_what, parts, state) => {
  expect(pageStateOf(facts(parts), now)).toBe(state);
});

test('every reason for a denial has a page', () => {
  const states = reasons.map((reason) => pageStateOf(facts({ steps: [denied(reason)] }), now));
  expect(states.every((state) => ['notYet', 'checkIn', 'ended', 'paused', 'blocked'].includes(state))).toBe(true);
});

describe('what is said of time', () => {
  const steps = [step(granted), denied('paused', 10), step(granted, 'contract', 20), denied('ended', 30)];

  test('the end is the first instant without access, across plans that follow each other', () => {
    expect(validUntil(steps)).toBe(10);
    expect(validUntil([step(granted), step({ ...granted, group: 'other' }, 'contract', 5), denied('ended', 9)])).toBe(
      9,
    );
    expect(validUntil([step(granted)])).toBeNull();
    expect(validUntil([denied('paused'), step(granted, 'contract', 20)])).toBeNull();
  });

  test('the beginning is the next instant with access', () => {
    expect(beginsAt(steps.slice(1))).toBe(20);
    expect(beginsAt([denied('ended')])).toBeNull();
  });

  test('only the profile of a pass removes itself', () => {
    expect(removesItselfAt([step(granted, 'pass'), denied('passExpired', 40)])).toBe(40);
    expect(removesItselfAt([step(granted, 'contract'), denied('ended', 40)])).toBeNull();
  });
});
