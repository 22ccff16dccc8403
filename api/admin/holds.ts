import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { approveHold, listHolds, rejectHold, type HeldMemberView, type HoldView } from '../../contracts/api/holds';
import { pauseImport } from '../../contracts/api/syncs';
import type { ShownHold } from '../../contracts/replayed';
import { heldSince, type HeldMember, type Hold } from '../../domain/replayed/guard/guard-state';
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

function holdView(hold: ShownHold): HoldView {
  const { id, cause, businessId, members, more, openedAt, expiresAt, state, decided, keptUntil, keeps = null } = hold;
  return {
    ...{ id, cause, businessId, more, state },
    members: members.map((member) => heldView(hold, member)),
    openedAt: toIso(openedAt),
    expiresAt: toIso(expiresAt),
    decided: decided && { ...decided, at: toIso(decided.at) },
    keptUntil: toIsoOrNull(keptUntil),
    keeps,
  };
}

/** Ids of Nexudus are smaller: this is a day of 2001. */
const FIRST_INSTANT = 1e12;

function heldView(hold: Hold, { id, reason, stated = '' }: HeldMember): HeldMemberView {
  const isInstant = Number(stated) >= FIRST_INSTANT;
  return {
    id,
    reason,
    since: toIso(heldSince(hold, id)),
    at: isInstant ? toIso(Number(stated)) : null,
    plan: isInstant || stated === '' ? null : stated,
  };
}
