import { businessId, memberId, planId, type MemberId } from '../../../../domain/replayed/ids';
import type { Question } from '../../../../domain/replayed/guard/review-removal';
import {
  type ChangeProposal,
  type ProposedChange,
  type LocationProposal,
  reviewProposal,
} from '../../../../domain/replayed/guard/review-proposal';
import { newGuard, openHolds, type GuardState, type Hold } from '../../../../domain/replayed/guard/guard-state';
import { rulesOf } from '../../builders';

export const { guard: rules } = rulesOf();
export const loft = businessId('7');
export const yard = businessId('8');
export const hour = 3_600_000;
export const day = 24 * hour;
export const decision = { by: 'operator', reason: 'seen', at: 0 };

export const members = (from: number, to: number): MemberId[] =>
  Array.from({ length: to - from + 1 }, (_, i) => memberId(String(from + i)));
export const each = (ids: MemberId[], plan: string | null = null): ProposedChange[] =>
  ids.map((id) => ({ id, reason: 'suspended', stated: '', plan: plan === null ? null : planId(plan) }));

/** A location of a hundred, of whom some are to be shut out or let in. */
export const location = (parts: Partial<LocationProposal> = {}): LocationProposal => ({
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

export const claimed = (locations: LocationProposal[], parts: Partial<ChangeProposal> = {}): ChangeProposal => ({
  ...{ version: 2 as const, run: 'same', locations, gonePlans: [], doubtful: [], moreDoubtful: 0, approve: false },
  ...parts,
});

/** A run of its own; answers whom it must leave alone. */
export function sync(locations: LocationProposal[], at: number, parts: Partial<ChangeProposal> = {}): MemberId[] {
  runs += 1;
  return reviewProposal(state, claimed(locations, { run: `run-${runs}`, ...parts }), rules, at).held;
}
export const removing = (ids: MemberId[], parts: Partial<LocationProposal> = {}): LocationProposal[] => [
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
  stated: '',
  sure: false,
  plan: null,
  announced: false,
  confirmed: true,
  ...parts,
});
