import { usableNow } from '../rules/allowance';
import { openCheckinsOf } from '../rules/checkin';
import { contractState, tariffName } from '../rules/contract-state';
import { teamsOf } from '../rules/team-members';
import type { Contract, Coworker, CoworkerTimePass } from '../store/rows';
import type { Space } from '../store/space';

type MemberState =
  'archived' | 'suspended' | 'paused' | 'member' | 'leaving' | 'starting' | 'pass' | 'team' | 'ended' | 'contact';

interface MemberView {
  id: string;
  fullName: string;
  email: string | null;
  businessId: number;
  state: MemberState;
  contracts: { id: string; plan: string; from: string; until: string | null; active: boolean; paused: boolean }[];
  passes: { id: string; pass: string; usable: boolean; remaining: number; expires: string | null }[];
  teams: { id: string; name: string }[];
  checkedInSince: string | null;
  unpaid: boolean;
}

export interface SpaceView {
  businesses: { id: number; name: string }[];
  plans: string[];
  passes: string[];
  teams: { id: string; name: string; members: number }[];
  members: MemberView[];
  total: number;
}

const shownAtMost = 500;

/** The space as the page shows it: who is there, on which plan, in which state. */
export function viewSpace(space: Space): SpaceView {
  const { businesses, tariffs, timePasses, teams, coworkers } = space.tables;
  return {
    businesses: [...businesses.all()].map(({ Id, Name }) => ({ id: Id, name: Name })),
    plans: [...tariffs.all()].map((row) => row.Name),
    passes: [...timePasses.all()].map((row) => row.Name),
    teams: [...teams.all()].map((row) => ({ id: String(row.Id), name: row.Name, members: row.TeamMembers.length })),
    members: [...coworkers.all()].slice(-shownAtMost).map((row) => viewMember(row, space)),
    total: coworkers.size,
  };
}

function viewMember(row: Coworker, space: Space): MemberView {
  const contracts = space.fresh.by('contracts', 'CoworkerId', row.Id);
  const passes = space.fresh.by('coworkerTimePasses', 'CoworkerId', row.Id).map((pass) => viewPass(pass, space));
  const teams = teamsOf(row.Id, space).map((team) => ({ id: String(team.Id), name: team.Name }));
  return {
    id: String(row.Id),
    fullName: row.FullName,
    email: row.Email,
    businessId: row.InvoicingBusinessId,
    state: stateOf(
      row,
      contracts,
      passes.some((pass) => pass.usable),
      teams.length > 0,
      space,
    ),
    contracts: contracts.map((contract) => viewContract(contract, space)),
    passes,
    teams,
    checkedInSince: openCheckinsOf(row.Id, space)[0]?.FromTime ?? null,
    unpaid: row.HasDueInvoices,
  };
}

function stateOf(row: Coworker, contracts: Contract[], hasPass: boolean, inTeam: boolean, space: Space): MemberState {
  if (row.Archived) return 'archived';
  if (!row.Active) return 'suspended';
  const states = contracts.map((contract) => ({ contract, ...contractState(contract, space.fresh, space) }));
  const running = states.filter((state) => state.started && !state.cancelled);
  if (running.some((state) => !state.pause))
    return running.some((state) => state.contract.CancellationDate === null) ? 'member' : 'leaving';
  if (running.length > 0) return 'paused';
  if (states.some((state) => !state.started && !state.cancelled)) return 'starting';
  if (hasPass) return 'pass';
  if (inTeam) return 'team';
  return contracts.length > 0 ? 'ended' : 'contact';
}

function viewContract(row: Contract, space: Space) {
  const { active, pause, tariffId } = contractState(row, space.fresh, space);
  const plan = tariffName(tariffId, space);
  return { id: String(row.Id), plan, from: row.StartDate, until: row.CancellationDate, active, paused: pause !== null };
}

function viewPass(row: CoworkerTimePass, space: Space) {
  return {
    id: String(row.Id),
    pass: space.tables.timePasses.get(row.TimePassId)?.Name ?? '',
    usable: usableNow(row, row.BusinessId, space),
    remaining: row.RemainingUses,
    expires: row.ExpireDate,
  };
}
