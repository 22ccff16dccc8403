import type { Call } from '../../clients/call';
import { installPortal } from '../../contracts/api/settings';
import { serve, type Route } from '../http/routes';
import type { ExternalClients } from '../ports/external-clients';
import { fromNexudus } from './install-webhooks';

const call: Call = { priority: 'usual', patient: true };

/** Registers the custom fields that `settings.portal` names, for every location that lacks them. */
export function portalRoutes({ source }: Pick<ExternalClients, 'source'>): Route[] {
  return [
    serve(installPortal, async ({ body: { fields } }) => ({ fields: await fromNexudus(ensure(source, fields)) })),
  ];
}

interface FieldAt {
  businessId: string;
  name: string;
  made: boolean;
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
