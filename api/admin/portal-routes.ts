import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Call } from '../../clients/call';
import { methodNotAllowed } from '../method-not-allowed';
import type { ExternalClients } from '../external-clients';
import { fromNexudus } from './from-nexudus';
import { bodyAs, jsonBody } from './json-body';

const call: Call = { lane: 'interactive', patient: true };

const InstallBody = z.strictObject({ fields: z.array(z.string().trim().min(1).max(100)).min(1).max(2) });

/** Registers the custom fields that `settings.portal` names, for every location that lacks them. */
export function portalRoutes({ source }: Pick<ExternalClients, 'source'>): Router {
  const router = Router();
  router.route('/portal/install').post(jsonBody, install(source)).all(methodNotAllowed('POST'));
  return router;
}

interface FieldAt {
  businessId: string;
  name: string;
  made: boolean;
}

function install(source: ExternalClients['source']): RequestHandler {
  return async (req, res) => {
    const { fields } = bodyAs(InstallBody, req.body);
    res.json({ fields: await fromNexudus(ensure(source, fields)) });
  };
}

async function ensure(source: ExternalClients['source'], names: string[]): Promise<FieldAt[]> {
  const [businesses, known] = [await source.businesses(call), await source.portalFields(call)];
  const report: FieldAt[] = [];
  for (const { id } of businesses)
    for (const name of names) {
      const isThere = known.some((field) => field.ofCoworkers && field.name === name && field.businessId === id);
      if (!isThere) await source.makePortalField(name, id, call);
      report.push({ businessId: id, name, made: !isThere });
    }
  return report;
}
