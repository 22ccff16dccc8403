import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway, SyncGateway } from '../ports';
import { Problem } from '../problem';
import { bodyAs, jsonBody } from './json-body';
import { syncCsv, syncLines, syncView } from './sync-view';

export interface SyncRouteDeps {
  syncs: SyncGateway;
  connector: Pick<ConnectorGateway, 'health'>;
}

const SyncBody = z
  .strictObject({ dryRun: z.boolean().default(false), approve: z.boolean().default(false) })
  .refine(({ dryRun, approve }) => !(dryRun && approve), { path: ['approve'], message: 'cannot go with dryRun' });

export function syncRoutes({ syncs, connector }: SyncRouteDeps): Router {
  const router = Router();
  router.route('/sync').post(jsonBody, begin(syncs)).all(methodNotAllowed('POST'));
  router.route('/syncs').get(list(syncs, connector)).all(methodNotAllowed('GET'));
  router.route('/syncs/:id').get(one(syncs)).all(methodNotAllowed('GET'));
  return router;
}

function begin(syncs: SyncGateway): RequestHandler {
  return async (req, res) => {
    const { dryRun, approve } = bodyAs(SyncBody, req.body ?? {});
    const id = await (dryRun ? syncs.startDryRun() : approve ? syncs.startApproved() : syncs.start());
    res.status(202).location(`/api/v1/syncs/${id}`).json({ id });
  };
}

function list(syncs: SyncGateway, connector: Pick<ConnectorGateway, 'health'>): RequestHandler {
  return async (_req, res) => {
    const [running, health] = await Promise.all([syncs.running(), connector.health()]);
    res.json({ syncs: syncLines(running, health.syncs) });
  };
}

const RUN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function runIdOf(id: string): string {
  if (!RUN_ID.test(id)) throw new Problem(404, 'There is no run of this id.');
  return id;
}

function one(syncs: SyncGateway): RequestHandler<{ id: string }> {
  return async (req, res) => {
    const { id } = req.params;
    const run = await syncs.find(runIdOf(id));
    const wantsCsv = req.query.format === 'csv' || req.accepts(['json', 'csv']) === 'csv';
    if (wantsCsv) res.type('csv').attachment(`sync-${id}.csv`).send(syncCsv(run));
    else res.json(syncView(run));
  };
}
