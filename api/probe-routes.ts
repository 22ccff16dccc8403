import { Router } from 'express';
import { methodNotAllowed } from './method-not-allowed';
import type { Readiness } from './readiness';

/** For supervisors and load balancers: no token, nothing secret. */
export function probeRoutes(readiness: () => Promise<Readiness>): Router {
  const router = Router();
  router
    .route('/healthz')
    .get((_req, res) => void res.json({ ok: true }))
    .all(methodNotAllowed('GET'));
  router
    .route('/readyz')
    .get(async (_req, res) => {
      const state = await readiness();
      res.status(state.ready ? 200 : 503).json(state);
    })
    .all(methodNotAllowed('GET'));
  return router;
}
