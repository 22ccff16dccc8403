import { type Request, Router } from 'express';
import { remember } from '../accounts/account-history';
import { addAttribute } from '../accounts/user-collection';
import type { Body } from '../resources/fields';
import { entityNotFound, invalid, verbNotAllowed } from '../resources/problem';
import { type Context, wireId } from '../store/context';
import type { AttributeRow } from '../store/store';
import { envelope, pageOf, readPage } from './listing';
import { answer, type Reply } from './reply';
import { addressOf, failDeleteIf, jsonBody } from './resource-router';

const secrets = ['Cleartext-Password', 'User-Password', 'NT-Password'];

/** The three calls for a user's RADIUS attributes (ironwifi.md §4.1). */
export function attributeRouter(context: Context): Router {
  const { store, faults, changed } = context;
  const router = Router();

  function list(request: Request): Reply {
    const { table, userid } = request.query;
    const rows = store.attributes.where(typeof userid === 'string' ? userid : '').filter((row) => row.table === table);
    // No match is answered with 200 and no JSON at all (ironwifi.md §10.7).
    if (rows.length === 0 || faults.wrongRegion) return { status: 200 };
    const page = readPage(context, request.query, rows.length);
    const entities = pageOf(rows, page).map((row) => render(context, row));
    return { status: 200, body: envelope(context, page, addressOf(request), 'attributes', entities) };
  }

  function create(request: Request): Reply {
    const wanted = readAttribute(jsonBody(request));
    const user = store.users.find(wanted.userid);
    if (!user) throw invalid('userid', 'noRecordFound', 'No record matching the input was found');
    const row = addAttribute(context, wanted);
    remember(context, user, `added ${row.attribute}`);
    changed();
    return { status: 201, body: render(context, row) };
  }

  function remove(request: Request): Reply {
    const row = store.attributes.find(String(request.params['id']));
    if (!row || row.table !== request.query['table'] || faults.wrongRegion) throw entityNotFound();
    failDeleteIf(context, '500-not-deleted');
    store.attributes.remove(row);
    const user = store.users.find(row.userid);
    if (user) remember(context, user, `removed ${row.attribute}`);
    changed();
    failDeleteIf(context, '500-but-deleted');
    return { status: 204 };
  }

  router.get('/', answer(context, list));
  router.post('/', answer(context, create));
  router.delete('/:id', answer(context, remove));
  router.all(['/', '/:id'], () => {
    throw verbNotAllowed(['GET', 'POST', 'DELETE']);
  });
  return router;
}

function readAttribute(body: Body): Omit<AttributeRow, 'id'> {
  const read = (name: string): string => {
    const value = body[name];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
    throw invalid(name, 'isEmpty', "Value is required and can't be empty");
  };
  const table = read('table');
  if (table !== 'radcheck' && table !== 'radreply') {
    throw invalid('table', 'notInArray', 'The input was not found in the haystack');
  }
  const operator = typeof body['operator'] === 'string' ? body['operator'] : ':=';
  return { userid: read('userid'), attribute: read('attribute'), operator, value: read('value'), table };
}

/** Whether passwords can be read back is unknown; the sandbox never returns one. */
function render(context: Context, row: AttributeRow): object {
  const value = secrets.includes(row.attribute) ? '' : row.value;
  return { ...row, id: wireId(context, row.id), userid: wireId(context, row.userid), value };
}
