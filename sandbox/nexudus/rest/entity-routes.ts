import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { NexudusFaults } from '../controls/faults';
import { entities, entityAt, present } from '../entities';
import { Ooops, Refusal } from '../rules/refusal';
import type { Rows, TableName } from '../store/rows';
import type { Space } from '../store/space';
import { listCommands, runCommand } from './commands';
import { invalid, notFound, ooops, refused, written } from './envelopes';
import { batch, hidden, search } from './search';
import { create, problems, update, type Body } from './writes';

interface Call<N extends TableName> {
  name: N;
  /** What follows the entity in the path: an id, `commands`, `runcommand`, or nothing. */
  rest: string;
  params: URLSearchParams;
  body: Body;
  response: Response;
}

const verbs: Record<string, string> = { GET: 'Read', POST: 'Create', PUT: 'Edit', DELETE: 'Delete' };

/** Serves every entity of nexudus.md §1.1 by the same rules; what differs is in its definition. */
export function entityRoutes(space: Space, faults: NexudusFaults): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const [, module = '', plural = '', rest = ''] = request.path.split('/');
    const name = entityAt(`${module}/${plural}`);
    if (!name) return next();
    const params = new URL(request.url, 'http://sandbox').searchParams;
    const call = { name, rest: rest.toLowerCase(), params, body: bodyOf(request), response };
    if (denied(request.method, call, space, faults)) return void response.status(401).end();
    try {
      dispatch(request.method, call, space, faults);
    } catch (error) {
      if (error instanceof Refusal) return refused(response, error.message);
      if (error instanceof Ooops) return ooops(response, 400);
      throw error;
    }
  };
}

function dispatch<N extends TableName>(method: string, call: Call<N>, space: Space, faults: NexudusFaults): void {
  const { methods } = entities[call.name];
  if (method === 'GET') read(call, space, faults);
  else if (method === 'POST' && call.rest === 'runcommand') run(call, space);
  else if (method === 'POST' && call.rest === '' && methods.create) post(call, space);
  else if (method === 'PUT' && call.rest === '' && methods.update) put(call, space);
  else if (method === 'DELETE' && call.rest !== '' && methods.remove) remove(call, space);
  else call.response.status(405).end();
}

function read<N extends TableName>(
  { name, rest, params, response }: Call<N>,
  space: Space,
  faults: NexudusFaults,
): void {
  const list = params.get('id') ?? params.get('Id') ?? '';
  if (rest === '' && list.startsWith('[')) response.json(batch(name, list, faults, space));
  else if (rest === '' && isTooDeep(params, faults)) response.status(403).end();
  else if (rest === '') response.json(search(name, params, faults, space));
  else if (rest === 'commands') response.json(listCommands(name));
  else {
    const view = space.readers();
    const row = view.get(name, Number(rest));
    if (!row || hidden(row, name, faults)) notFound(response, space);
    else response.json(present(name, row, view, space));
  }
}

function isTooDeep(params: URLSearchParams, { deepestRow }: NexudusFaults): boolean {
  const [page, size] = [Number(params.get('page')) || 1, Number(params.get('size')) || 25];
  return deepestRow > 0 && (page - 1) * size >= deepestRow;
}

function post<N extends TableName>({ name, body, response }: Call<N>, space: Space): void {
  const errors = problems(name, body, true, space);
  if (errors.length > 0) return invalid(response, errors);
  const row = create(name, body, space);
  written(response, `${entities[name].name} was successfully created.`, row.Id, space);
}

function put<N extends TableName>({ name, body, response }: Call<N>, space: Space): void {
  const before: Rows[N] | undefined = space.tables[name].get(Number(body['Id']));
  if (!before) return notFound(response, space);
  const errors = problems(name, body, false, space);
  if (errors.length > 0) return invalid(response, errors);
  update(name, before, body, space);
  written(response, `${entities[name].name} was successfully updated.`, before.Id, space);
}

function remove<N extends TableName>({ name, rest, response }: Call<N>, space: Space): void {
  if (!space.tables[name].get(Number(rest))) return notFound(response, space);
  space.remove(name, Number(rest));
  written(response, 'The record was deleted successfully.', null, space);
}

function run<N extends TableName>({ name, body, response }: Call<N>, space: Space): void {
  const failure = runCommand(name, body, space);
  if (failure === null) written(response, 'The command was run successfully.', null, space);
  else refused(response, failure);
}

/** A missing role is a 401 like missing credentials (nexudus.md §1.6); `-List` is for searches. */
function denied<N extends TableName>(method: string, call: Call<N>, space: Space, faults: NexudusFaults): boolean {
  const verb = method === 'GET' && call.rest === '' ? 'List' : (verbs[method] ?? 'Read');
  if (faults.deniedRoles.includes(`${entities[call.name].name}-${verb}`)) return true;
  return method !== 'GET' && faults.deniedBusinesses.includes(businessOf(call, space));
}

/** The location that a write is for; '' when it names none. */
function businessOf<N extends TableName>({ name, rest, body }: Call<N>, space: Space): string {
  const stored: object = space.tables[name].get(Number(rest)) ?? {};
  const { BusinessId } = { ...stored, ...body } as { BusinessId?: number };
  return BusinessId === undefined ? '' : String(BusinessId);
}

function bodyOf(request: Request): Body {
  return typeof request.body === 'object' && request.body !== null ? (request.body as Body) : {};
}
