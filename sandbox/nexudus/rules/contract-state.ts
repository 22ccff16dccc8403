import { instantOf } from '../store/clock';
import type { Contract, PausedPeriod } from '../store/rows';
import type { Space } from '../store/space';
import type { View } from '../store/view';

export interface ContractState {
  active: boolean;
  cancelled: boolean;
  started: boolean;
  pause: PausedPeriod | null;
  tariffId: number;
}

/**
 * The current state of a contract. A future cancellation date leaves it active until then; a pause leaves it active
 * throughout (nexudus.md §3.2).
 */
export function contractState(row: Contract, view: View, space: Space): ContractState {
  const now = space.now();
  const started = instantOf(row.StartDate) <= now;
  const cancelled = row.CancellationDate !== null && instantOf(row.CancellationDate) <= now;
  return {
    started,
    cancelled,
    active: !cancelled && (started || space.options.futureContracts === 'active'),
    pause: currentPause(row, view, now),
    tariffId:
      row.NextTariffId !== null && row.RenewalDate !== null && instantOf(row.RenewalDate) <= now
        ? row.NextTariffId
        : row.TariffId,
  };
}

/** The coworker's active contracts, oldest first; the first of them is the main one. */
export function activeContracts(coworkerId: number, view: View, space: Space): Contract[] {
  return view
    .by('contracts', 'CoworkerId', coworkerId)
    .filter((row) => contractState(row, view, space).active)
    .sort((a, b) => instantOf(a.StartDate) - instantOf(b.StartDate) || a.Id - b.Id);
}

export function tariffName(tariffId: number, space: Space): string {
  return space.tables.tariffs.get(tariffId)?.Name ?? '';
}

function currentPause(row: Contract, view: View, now: number): PausedPeriod | null {
  const periods = view.by('pausedPeriods', 'CoworkerContractId', row.Id);
  return periods.find((period) => instantOf(period.PauseFrom) <= now && now < instantOf(period.PauseUntil)) ?? null;
}
