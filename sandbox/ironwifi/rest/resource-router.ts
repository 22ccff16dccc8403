import { type Request, Router } from 'express';
import type { Collection } from '../resources/collection';
import type { Body } from '../resources/fields';
import { Problem, entityNotFound, verbNotAllowed } from '../resources/problem';
import { type Resource, users } from '../resources/resources';
import type { Context } from '../store/context';
import { envelope, pageOf, readPage, readWhileMoving } from './listing';
import { answer, type Reply } from './reply';

/** List, create, read, update and delete for any resource (ironwifi.md §0.2, §11.1). */
export function resourceRouter<Row extends { id: string }>(
  context: Context,
  resource: Resource,
  collection: Collection<Row>,
): Router {
  const router = Router();
  const { faults, switches } = context;

  const found = (request: Request): Row => {
    const row = faults.wrongRegion ? undefined : collection.find(String(request.params['id']));
    if (!row) throw entityNotFound();
    return row;
  };
  const entity = (request: Request, row: Row): object => ({
    ...collection.render(row),
    _links: { self: { href: `${addressOf(request)}/${row.id}` } },
  });

  function list(request: Request): Reply {
    const moving = resource === users && (request.query['page'] ?? '1') === '1';
    return moving ? readWhileMoving(context, () => read(request)) : read(request);
  }

  function read(request: Request): Reply {
    const rows = faults.wrongRegion ? [] : collection.all();
    const page = readPage(context, request.query, rows.length);
    const entities = pageOf(rows, page).map((row) => entity(request, row));
    return { status: 200, body: envelope(context, page, addressOf(request), resource.embedded, entities) };
  }

  function create(request: Request): Reply {
    const { row, made } = collection.create(jsonBody(request));
    if (resource.batch) return { status: 201, body: { created: collection.render(row) } };
    if (!made) return { status: 200, body: entity(request, row) };
    const self = `${addressOf(request)}/${row.id}`;
    return { status: 201, body: entity(request, row), headers: { Location: self, 'Content-Location': self } };
  }

  function update(request: Request): Reply {
    const row = found(request);
    collection.update(row, jsonBody(request));
    return { status: 200, body: entity(request, row) };
  }

  function remove(request: Request): Reply {
    const row = found(request);
    failDeleteIf(context, '500-not-deleted');
    collection.remove(row);
    failDeleteIf(context, '500-but-deleted');
    return { status: 204 };
  }

  router.get('/', answer(context, list));
  if (!resource.listOnly) {
    router.post('/', answer(context, create));
    router.get(
      '/:id',
      answer(context, (request) => ({ status: 200, body: entity(request, found(request)) })),
    );
    router.patch('/:id', answer(context, update));
    router.put('/:id', (request, response, next) =>
      switches.updateVerb === 'PATCH+PUT' ? answer(context, update)(request, response, next) : next(),
    );
    router.delete('/:id', answer(context, remove));
  }
  router.all('/', () => {
    throw verbNotAllowed(resource.listOnly ? ['GET'] : ['GET', 'POST']);
  });
  router.all('/:id', () => {
    if (resource.listOnly) throw entityNotFound();
    throw verbNotAllowed(['GET', 'PATCH', ...(switches.updateVerb === 'PATCH+PUT' ? ['PUT'] : []), 'DELETE']);
  });
  return router;
}

/** The absolute address a router answers at, with the tenant if the caller named it. */
export function addressOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? 'localhost'}${request.baseUrl}`;
}

/**
 * A request's JSON object.
 * @throws Problem 415 for another media type, 400 for something that is not an object.
 */
export function jsonBody(request: Request): Body {
  if (!request.is(['application/json', 'application/*+json'])) {
    throw new Problem(415, 'Invalid content-type specified');
  }
  const body: unknown = request.body;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem(400, 'A JSON object is expected.');
  return body as Body;
}

export function failDeleteIf({ faults }: Context, reading: '500-but-deleted' | '500-not-deleted'): void {
  if (faults.deleteFails === reading)
    throw new Problem(500, 'An error occurred during execution; please try again later.');
}
