import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { MaintenanceSwitch } from '../../domain/replayed/health/maintenance';
import { eachSystem } from '../../domain/replayed/health/synced-system';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway } from '../ports';
import { toIsoOrNull } from './instant';
import { bodyAs, jsonBody } from './json-body';
import { operator } from './operator';

type Connector = Pick<ConnectorGateway, 'health' | 'switchMaintenance'>;

const Body = z
  .strictObject({ nexudus: z.boolean().optional(), ironwifi: z.boolean().optional() })
  .refine((sides) => Object.keys(sides).length > 0, { message: 'must name a side: nexudus or ironwifi' });

/** An operator may hold all calls to a side back. */
export function maintenanceRoutes(connector: Connector): Router {
  const router = Router();
  router
    .route('/maintenance')
    .get(read(connector))
    .put(jsonBody, change(connector))
    .all(methodNotAllowed('GET', 'PUT'));
  return router;
}

function read(connector: Connector): RequestHandler {
  return async (_req, res) => {
    const health = await connector.health();
    res.json(eachSystem((side) => maintenanceView(health[side].maintenance)));
  };
}

function change(connector: Connector): RequestHandler {
  return async (req, res) => {
    const switches = await connector.switchMaintenance({ ...operator, ...bodyAs(Body, req.body) });
    res.json(eachSystem((side) => maintenanceView(switches[side])));
  };
}

export const maintenanceView = ({ on, endedAt }: MaintenanceSwitch) => ({
  on: on !== null,
  since: toIsoOrNull(on?.since),
  by: on?.by ?? null,
  endedAt: toIsoOrNull(endedAt),
});
