import express, { type ErrorRequestHandler, type Response, type Router } from 'express';
import type { NexudusFaults } from '../controls/faults';
import type { Space } from '../store/space';
import type { CallLog } from './call-log';
import { entityRoutes } from './entity-routes';
import { enumValues } from './enums';
import { notFound, ooops } from './envelopes';
import { admitted, authorized, reachable } from './gate';
import { publicCheckin } from './public-checkin';
import { Tokens } from './tokens';
import { whoAmI } from './who-am-i';

/** Everything under `/api`. `held` collects the calls that are never answered, so that closing can end them. */
export function apiRouter(space: Space, faults: NexudusFaults, log: CallLog, held: Set<Response>): Router {
  const tokens = new Tokens(space, faults);
  const api = express.Router();
  api.post('/token', express.urlencoded({ extended: false }), tokens.grant);
  api.post('/public/checkin', express.json(), publicCheckin(space));
  api.use(authorized(tokens), admitted(space, faults), express.json({ limit: '5mb', strict: false }));
  api.get('/auth/me', (_request, response) => void response.json(whoAmI(space)));
  api.get('/utils/enums', (request, response) => {
    const { name } = request.query;
    const values = typeof name === 'string' ? enumValues(name, space.options) : undefined;
    if (values) response.json(values);
    else notFound(response, space);
  });
  api.use(entityRoutes(space, faults));
  api.use((_request, response) => void response.status(404).json('Not found'));
  api.use(brokenBody);

  const router = express.Router();
  router.use(log.record, reachable(faults, held));
  router.use('/api', api);
  return router;
}

const brokenBody: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (error.status === 400) ooops(response, 400);
  else next(error);
};
