import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { approveHold, listHolds, rejectHold, type HoldView } from '../../contracts/api/holds';
import { pauseImport } from '../../contracts/api/syncs';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import { operatorOf } from '../http/principal';
import { serve, type Route } from '../http/routes';
import type { ConnectorGateway } from '../ports/gateways';

/** What waits for an operator, and an import that may be held back. */
export function holdRoutes(connector: Pick<ConnectorGateway, 'holds' | 'decideHold' | 'pauseImport'>): Route[] {
  return [
    serve(listHolds, async () => ({ holds: (await connector.holds()).map(holdView) })),
    serve(approveHold, async ({ params: { id }, body: { members = null } }, { principal }) =>
      holdView(await connector.decideHold({ ...operatorOf(principal), id, verdict: 'approve', reason: '', members })),
    ),
    serve(rejectHold, async ({ params: { id }, body: { reason } }, { principal }) =>
      holdView(await connector.decideHold({ ...operatorOf(principal), id, verdict: 'reject', reason, members: null })),
    ),
    serve(pauseImport, async ({ body: { paused } }, { principal }) => {
      await connector.pauseImport({ ...operatorOf(principal), paused });
      return { paused };
    }),
  ];
}

function holdView(hold: Hold): HoldView {
  const { id, cause, businessId, members, more, openedAt, expiresAt, state, decided, keptUntil } = hold;
  return {
    ...{ id, cause, businessId, more, state },
    members: members.map(({ id: member, reason }) => ({ id: member, reason })),
    openedAt: toIso(openedAt),
    expiresAt: toIso(expiresAt),
    decided: decided && { ...decided, at: toIso(decided.at) },
    keptUntil: toIsoOrNull(keptUntil),
  };
}
