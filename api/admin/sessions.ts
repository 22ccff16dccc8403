import { toIso, toIsoOrNull } from '../../contracts/api/fields';
import { endSession, listSessions } from '../../contracts/api/sessions';
import type { Sessions } from '../access/sessions';
import { exchange } from '../http/exchange';
import { Problem } from '../http/problem';
import { serve, type Route } from '../http/routes';

/** Who is signed in to the console. */
export function sessionRoutes(sessions: Pick<Sessions, 'list' | 'end'>): Route[] {
  return [
    serve(listSessions, (_received, { res }) => {
      const ownId = exchange(res).session?.id;
      const listed = sessions.list().map(({ id, principal, from, startedAt, endsAt, lastSeenAt }) => ({
        ...{ id, who: principal, from, own: id === ownId },
        ...{ startedAt: toIso(startedAt), endsAt: toIso(endsAt), lastSeenAt: toIsoOrNull(lastSeenAt) },
      }));
      return Promise.resolve({ sessions: listed });
    }),
    serve(endSession, async ({ params: { id } }) => {
      if (!(await sessions.end(id)))
        throw new Problem(404, `Nobody is signed in by ${id}: the session has ended, or the id is mistyped.`, {
          code: 'notFound',
        });
      return { id };
    }),
  ];
}
