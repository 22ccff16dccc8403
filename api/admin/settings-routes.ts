import { Router, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { methodNotAllowed } from '../method-not-allowed';
import type { ConnectorGateway } from '../ports';
import { Problem } from '../problem';
import type { ReadRules } from '../rules';
import { bodyAs, jsonBody } from './json-body';
import { operator } from './operator';

const SettingsBody = z.record(z.string(), z.unknown());

/** Settings as the operator wrote them. Before any are saved they are null, at version 0. */
export function settingsRoutes(connector: ConnectorGateway, rules: ReadRules): Router {
  const router = Router();
  router
    .route('/settings')
    .get(show(connector))
    .put(jsonBody, save(connector, rules))
    .all(methodNotAllowed('GET', 'PUT'));
  return router;
}

function show(connector: ConnectorGateway): RequestHandler {
  return async (_req, res) => {
    const document = await connector.settings();
    answer(res, { version: document?.version ?? 0, settings: document?.settings ?? null });
  };
}

function save(connector: ConnectorGateway, rules: ReadRules): RequestHandler {
  return async (req, res) => {
    const ifVersion = versionOf(req.get('If-Match'));
    const settings = bodyAs(SettingsBody, req.body);
    const { version, warnings } = await connector.updateSettings({ ...operator, settings, ifVersion });
    rules.forget();
    answer(res, { version, settings, warnings });
  };
}

function answer(res: Response, body: { version: number; settings: unknown; warnings?: string[] }): void {
  res.set('ETag', `"${body.version}"`).json(body);
}

/** Null: `*`, whatever version it is. */
function versionOf(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) throw new Problem(428, 'Send If-Match with the ETag that GET /api/v1/settings gave.');
  if (ifMatch.trim() === '*') return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new Problem(412, 'If-Match is not an ETag of the settings, such as "3".');
  return Number(version);
}
