import { accountId, memberId } from '../../domain/replayed/ids';
import { explanation } from '../../workflows/member/explain';
import { newMember, type MemberState } from '../../workflows/member/state';
import { addHookToTimeline, addNothingNew, addToTimeline } from '../../workflows/member/timeline';

const now = Date.now();
const troubled = (changes: Partial<MemberState>): MemberState => ({
  ...newMember({ connector: 'main', member: memberId('1001') }),
  ...changes,
});
const failing = (since: number) => ({ reason: 'outage' as const, message: 'IronWifi: 503', since });

test('what access depends on is shown before what has failed for longer', () => {
  const letters = { portal: failing(now - 2), notifier: failing(now - 1) };
  const attention = { ...letters, reconciler: failing(now) };
  expect(explanation(troubled({ attention })).attention).toMatchObject({ lane: 'writer', since: now });
  expect(explanation(troubled({ attention: letters })).attention).toMatchObject({ lane: 'courier', since: now - 1 });
});

test('the account is as decided, or the write is told that is due; the link is told without its id', () => {
  const account = {
    id: accountId('a-1'),
    enabled: true,
    orgUnit: 'basic',
    attributes: null,
    identity: 'i',
    usernameTag: '',
  };
  const credential = { keyId: 'k', credentialId: 'c' };
  const link = { id: 'secret', keyId: 'k', expiresAt: now + 1, openings: 3, opened: 1, taken: [] };
  const state = troubled({ account: { ...account, namedBy: '', credential }, credential, link });
  expect(explanation(state)).toMatchObject({ pending: null, link: { expiresAt: now + 1, openings: 3, opened: 1 } });
  expect(JSON.stringify(explanation(state))).not.toContain('secret');
  const denied = { from: 0, access: { state: 'denied' }, reason: 'none', evidence: [] } as never;
  const ended = { ...state, entitlement: { mayWrite: true, steps: [denied] } as never };
  expect(explanation(ended).pending).toEqual({ kind: 'disable', fields: [] });
});

test('hooks of one occasion are one line, and a look that finds nothing new is told after what asked for it', () => {
  const state = troubled({});
  addNothingNew(state);
  for (const action of ['CoworkerCheckin', 'AccessControlUpdate', 'CoworkerCheckin']) addHookToTimeline(state, action);
  addNothingNew(state);
  addNothingNew(state);
  addHookToTimeline(state, 'CoworkerUpdate');
  addToTimeline(state, 'sync asked for by admin');
  addNothingNew(state);
  expect(state.timeline.map(({ what }) => what)).toEqual([
    'hook CoworkerCheckin, AccessControlUpdate',
    'looked: nothing new',
    'hook CoworkerUpdate',
    'sync asked for by admin',
    'looked: nothing new',
  ]);
});
