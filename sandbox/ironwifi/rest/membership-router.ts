import { type Request, Router } from 'express';
import { entityNotFound, invalid } from '../resources/problem';
import { type Context, newId, wireId } from '../store/context';
import { answer, type Reply } from './reply';
import { jsonBody } from './resource-router';

/** `POST /groups/{id}/users`, which one help page mentions and no code uses (ironwifi.md §3). */
export function membershipRouter(context: Context): Router {
  const { store, switches, changed } = context;

  function join(request: Request): Reply {
    const groupid = String(request.params['group']);
    if (!store.plain('groups').find(groupid)) throw entityNotFound();
    const { userid, priority } = jsonBody(request);
    const id = String(userid);
    if (!store.users.find(id)) throw invalid('userid', 'noRecordFound', 'No record matching the input was found');
    const row = { id: newId(context), groupid, userid: id, priority: Number(priority ?? 1) };
    const former = store.memberships.where(id).find((each) => each.groupid === groupid);
    if (former) store.memberships.remove(former);
    store.memberships.insert(row);
    changed();
    const ids = { id: wireId(context, row.id), groupid: wireId(context, groupid), userid: wireId(context, id) };
    return { status: 201, body: { ...row, ...ids } };
  }

  const router = Router();
  router.post('/:group/users', (request, response, next) =>
    switches.membershipEndpoint === 'off' ? next() : answer(context, join)(request, response, next),
  );
  return router;
}
