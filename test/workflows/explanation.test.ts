import { memberId } from '../../domain/replayed/ids';
import { explanation } from '../../workflows/member/explain';
import { newMember, type MemberState } from '../../workflows/member/state';

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
