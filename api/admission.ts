import type { Admit } from '../clients/admission';
import { OutsideError } from '../clients/outside-error';
import { heldBack, nothingMaintained } from '../domain/health/maintenance';
import { eachSide, type Side } from '../domain/health/side';
import type { ConnectorGateway } from './ports';

const GOOD_FOR_MS = 5_000;

/**
 * What this process asks of a side is held back by a maintenance like anything else. While the connector cannot be asked
 * that is as it was last known.
 */
export function admission(
  connector: Pick<ConnectorGateway, 'health'>,
  now: () => number = Date.now,
): (side: Side) => Admit {
  let switches = nothingMaintained();
  let asked: { at: number; answered: Promise<void> } | null = null;
  const refresh = (): Promise<void> => {
    if (asked === null || now() - asked.at >= GOOD_FOR_MS) asked = { at: now(), answered: ask() };
    return asked.answered;
  };
  const ask = async (): Promise<void> => {
    const health = await connector.health().catch(() => null);
    if (health !== null) switches = eachSide((side) => health[side].maintenance);
  };
  return (side) => async () => {
    await refresh();
    const held = heldBack(side, switches[side], null, now());
    if (held !== null)
      throw new OutsideError(side, 'maintenance', held.why, { retryable: true, retryAfterMs: held.retryAfterMs });
  };
}
