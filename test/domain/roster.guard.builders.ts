import { businessId, memberId, planId, type MemberId } from '../../domain/ids';
import type { Question } from '../../domain/roster/ask';
import type { Claim, Claimed, LocationClaim } from '../../domain/roster/claim';
import { newGuard, openHolds, type GuardState } from '../../domain/roster/guard-state';
import type { Hold } from '../../domain/roster/hold';
import { judgeClaim } from '../../domain/roster/judge-claim';
import { rulesOf } from './builders';

export const { guard: rules } = rulesOf();
export const loft = businessId('7');
export const yard = businessId('8');
export const hour = 3_600_000;
export const day = 24 * hour;
export const decision = { by: 'operator', reason: 'seen', at: 0 };

export const members = (from: number, to: number): MemberId[] =>
  Array.from({ length: to - from + 1 }, (_, i) => memberId(String(from + i)));
export const each = (ids: MemberId[], plan: string | null = null): Claimed[] =>
  ids.map((id) => ({ id, reason: 'suspended', plan: plan === null ? null : planId(plan) }));

/** A location of a hundred, of whom some are to be shut out or let in. */
export const location = (parts: Partial<LocationClaim> = {}): LocationClaim => ({
  businessId: loft,
  managed: 100,
  coworkers: 120,
  removals: [],
  moreRemovals: 0,
  changes: [],
  moreChanges: 0,
  ...parts,
});

/** A new one for each test; it has seen the location. */
export let state: GuardState;
let runs: number;
beforeEach(() => {
  state = { ...newGuard(), importing: false };
  runs = 0;
  sync([location()], 0);
});

export const claimed = (locations: LocationClaim[], parts: Partial<Claim> = {}): Claim => ({
  ...{ run: 'same', locations, gonePlans: [], doubtful: [], moreDoubtful: 0, approve: false },
  ...parts,
});

/** A run of its own; answers whom it must leave alone. */
export function sync(locations: LocationClaim[], at: number, parts: Partial<Claim> = {}): MemberId[] {
  runs += 1;
  return judgeClaim(state, claimed(locations, { run: `run-${runs}`, ...parts }), rules, at).held;
}
export const removing = (ids: MemberId[], parts: Partial<LocationClaim> = {}): LocationClaim[] => [
  location({ removals: each(ids), ...parts }),
];
export const onlyHold = (): Hold => {
  const [hold, ...others] = openHolds(state);
  if (!hold || others.length > 0) throw new Error(`${others.length + (hold ? 1 : 0)} holds are open`);
  return hold;
};
export const idsOf = ({ members }: Hold): MemberId[] => members.map(({ id }) => id);

export const question = (member: string, parts: Partial<Question> = {}): Question => ({
  member: memberId(member),
  businessId: loft,
  reason: 'none',
  sure: false,
  plan: null,
  announced: false,
  confirmed: true,
  ...parts,
});
