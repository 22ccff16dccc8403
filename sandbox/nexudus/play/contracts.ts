import { entities } from '../entities';
import { instantOf, toWire } from '../store/clock';
import type { Contract } from '../store/rows';
import type { Space } from '../store/space';
import { type HookChoice, memberOf, type Moment, openContracts, planOf, played, wire } from './stage';

const upgraded = 12;
const other = 99;

export interface PlanChange extends HookChoice {
  at?: Moment;
  contractId?: string;
  /** `update` changes the contract's plan; `replace` cancels it and writes a new one. Both are seen in the field. */
  shape?: 'update' | 'replace';
}

/** What happens to memberships. */
export function contractVerbs(space: Space) {
  return {
    /** Adds another contract. Returns its id. */
    addContract: (
      id: string,
      plan: string,
      options: HookChoice & { start?: Moment; businessId?: number } = {},
    ): string => played(space, options, () => addContract(id, plan, options, space)),
    /** Moves a member to another plan, now or later. */
    changePlan: (id: string, plan: string, options: PlanChange = {}): void =>
      played(space, options, () => changePlan(id, plan, options, space)),
    /** Ends the contracts, or one of them, now or later. */
    cancel: (id: string, options: HookChoice & { at?: Moment; contractId?: string } = {}): void =>
      played(space, options, () => {
        for (const { Id } of openContracts(id, options.contractId, space)) cancelContract(Id, options.at, other, space);
      }),
    pause: (id: string, options: HookChoice & { from: Moment; until: Moment; contractId?: string }): void =>
      played(space, options, () => {
        const period = { PauseFrom: wire(options.from), PauseUntil: wire(options.until) };
        for (const { Id } of openContracts(id, options.contractId, space))
          space.insert('pausedPeriods', { CoworkerContractId: Id, ...period });
      }),
    /** Ends the current pause and removes future ones. */
    resume: (id: string, options: HookChoice = {}): void =>
      played(space, options, () => openContracts(id, undefined, space).forEach((row) => resumeContract(row, space))),
  };
}

export function addContract(
  id: string,
  plan: string,
  { start, businessId }: { start?: Moment; businessId?: number },
  space: Space,
): string {
  const member = memberOf(id, space);
  const row = space.insert('contracts', {
    ...entities.contracts.blank(space),
    IssuedById: businessId ?? member.InvoicingBusinessId,
    CoworkerId: member.Id,
    TariffId: planOf(plan, space).Id,
    ...(start !== undefined && { StartDate: wire(start) }),
  });
  return String(row.Id);
}

function changePlan(id: string, plan: string, { at, contractId, shape = 'update' }: PlanChange, space: Space): void {
  const [contract] = openContracts(id, contractId, space);
  if (!contract) return;
  const tariffId = planOf(plan, space).Id;
  if (shape === 'replace') {
    cancelContract(contract.Id, at, upgraded, space);
    addContract(id, plan, { start: at, businessId: contract.IssuedById }, space);
  } else if (at === undefined) space.change('contracts', contract.Id, { TariffId: tariffId, NextTariffId: null });
  else space.change('contracts', contract.Id, { NextTariffId: tariffId, RenewalDate: wire(at) });
}

function cancelContract(contractId: number, at: Moment | undefined, reason: number, space: Space): void {
  const CancellationDate = at === undefined ? toWire(space.now()) : wire(at);
  space.change('contracts', contractId, { CancellationDate, CancellationReason: reason });
}

function resumeContract({ Id }: Contract, space: Space): void {
  const now = space.now();
  for (const period of space.fresh.by('pausedPeriods', 'CoworkerContractId', Id)) {
    if (instantOf(period.PauseFrom) > now) space.remove('pausedPeriods', period.Id);
    else if (instantOf(period.PauseUntil) > now) space.change('pausedPeriods', period.Id, { PauseUntil: toWire(now) });
  }
}
