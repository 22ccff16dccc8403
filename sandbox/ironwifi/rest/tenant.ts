import { Router } from 'express';
import { userCollection } from '../accounts/user-collection';
import { plainCollection } from '../resources/collection';
import { Problem, pageNotFound, verbNotAllowed } from '../resources/problem';
import { plainResources, users } from '../resources/resources';
import type { Context } from '../store/context';
import { attributeRouter } from './attribute-router';
import { membershipRouter } from './membership-router';
import { answer } from './reply';
import { reportRouter } from './reports';
import { resourceRouter } from './resource-router';

/** Everything a tenant has, at `/api/{resource}` and at `/api/{company_id}/{resource}` (ironwifi.md §1.1). */
export function tenantRouter(context: Context): Router {
  const resources = resourcesRouter(context);
  const known = new Set(['account', 'attributes', 'reports', ...[users, ...plainResources].map(({ path }) => path)]);
  const router = Router();
  router.use(resources);
  router.use('/:company', (request, _response, next) => {
    const { company } = request.params;
    if (known.has(company) || !known.has(request.path.split('/')[1] ?? '')) throw pageNotFound();
    if (company !== context.options.companyId) throw new Problem(403, 'Forbidden');
    next();
  });
  router.use('/:company', resources);
  router.use(() => {
    throw pageNotFound();
  });
  return router;
}

function resourcesRouter(context: Context): Router {
  const router = Router();
  router.get(
    '/account',
    answer(context, () => ({ status: 200, body: account(context) })),
  );
  router.all('/account', () => {
    throw verbNotAllowed(['GET']);
  });
  router.use('/attributes', attributeRouter(context));
  router.use('/reports', reportRouter(context));
  router.use('/groups', membershipRouter(context));
  router.use(`/${users.path}`, resourceRouter(context, users, userCollection(context)));
  for (const resource of plainResources) {
    router.use(`/${resource.path}`, resourceRouter(context, resource, plainCollection(context, resource)));
  }
  return router;
}

function account({ options, faults }: Context): object {
  const elsewhere = options.region === 'europe-west2' ? 'us-west1' : 'europe-west2';
  const { companyId: company_id, company, plan, region } = options;
  return { company_id, company, region: faults.wrongRegion ? elsewhere : region, plan };
}
