import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { MemberId } from '../../domain/replayed/ids';
import type { Hold } from '../../domain/replayed/guard/guard-state';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway } from '../ports';
import { toIso } from './instant';
import { bodyAs, jsonBody } from './json-body';
import { operator } from './operator';

type Connector = Pick<ConnectorGateway, 'holds' | 'decideHold' | 'pauseImport'>;

const LONGEST_REASON = 200;
const ApproveBody = z.strictObject({
  members: z
    .array(z.string().regex(/^\d{1,19}$/, 'must be coworker ids'))
    .min(1)
    .optional(),
});
const RejectBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1, 'is missing')
    .max(LONGEST_REASON)
    // it is kept in the connector's history, which holds no personal data
    .refine((text) => !text.includes('@'), 'must not name a person: leave out the address'),
});
const ImportBody = z.strictObject({ paused: z.boolean() });

/** What waits for an operator, and an import that may be held back. */
export function holdRoutes(connector: Connector): Router {
  const router = Router();
  router.route('/holds').get(list(connector)).all(methodNotAllowed('GET'));
  router.route('/holds/:id/approve').post(jsonBody, approve(connector)).all(methodNotAllowed('POST'));
  router.route('/holds/:id/reject').post(jsonBody, reject(connector)).all(methodNotAllowed('POST'));
  router.route('/import').post(jsonBody, pause(connector)).all(methodNotAllowed('POST'));
  return router;
}

function list(connector: Connector): RequestHandler {
  return async (_req, res) => {
    res.json({ holds: (await connector.holds()).map(holdView) });
  };
}

function approve(connector: Connector): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { members } = bodyAs(ApproveBody, req.body ?? {});
    const hold = await connector.decideHold({
      ...{ ...operator, id: req.params.id, verdict: 'approve', reason: '' },
      members: (members as MemberId[] | undefined) ?? null,
    });
    res.json(holdView(hold));
  };
}

function reject(connector: Connector): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { reason } = bodyAs(RejectBody, req.body);
    const hold = await connector.decideHold({
      ...{ ...operator, id: req.params.id, verdict: 'reject', reason, members: null },
    });
    res.json(holdView(hold));
  };
}

function pause(connector: Connector): RequestHandler {
  return async (req, res) => {
    const { paused } = bodyAs(ImportBody, req.body);
    await connector.pauseImport({ ...operator, paused });
    res.status(202).json({ paused });
  };
}

function holdView({ id, cause, businessId, members, more, openedAt, expiresAt, state, decided }: Hold) {
  return {
    ...{ id, cause, businessId, members, more, state },
    openedAt: toIso(openedAt),
    expiresAt: toIso(expiresAt),
    decided: decided && { ...decided, at: toIso(decided.at) },
  };
}
